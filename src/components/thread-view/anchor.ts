/** A row in sight, or a piece of what is asked below the rows. */
export interface Anchor {
  row: Element
  /** How far below the top of the viewport it begins. */
  top: number
  /** How far below the beginning of the content it begins, apart from what the window looks after. */
  offset: number
}

/** Marks what holds the rows that are in the document only while they are near the viewport. */
export const windowMark = 'data-window'
/** Marks what holds the rows that stay in the document. */
export const tailMark = 'data-tail'

/** How far below the beginning of another element one begins. */
const distance = (element: Element, from: Element): number =>
  element.getBoundingClientRect().top - from.getBoundingClientRect().top

/** Where a row is now. */
export function locate(row: Element, viewport: Element, log: Element): Anchor {
  const content = viewport.firstElementChild ?? viewport
  const tail = log.contains(row)
    ? row.closest(`[${tailMark}]`)
    : log.querySelector(`:scope > [${tailMark}]`)
  const offset = distance(log, content) + (tail ? distance(row, tail) : 0)
  return { row, top: distance(row, viewport), offset }
}

/** The window hides rows until they are measured, and they are not where they will be. */
const isMeasured = (row: Element): boolean => getComputedStyle(row).visibility !== 'hidden'

/** The first row that is in sight, else the first piece of what is asked below them. */
export function pickAnchor(
  viewport: Element,
  log: Element | null,
  ask: Element | null,
): Anchor | null {
  const { top: edge } = viewport.getBoundingClientRect()
  const rows = log && firstBelow(log.children, edge)
  let row = (rows && firstBelow(rows.children, edge)) ?? (ask && firstBelow(ask.children, edge))
  while (row?.nextElementSibling && !isMeasured(row)) row = row.nextElementSibling
  return log && row ? locate(row, viewport, log) : null
}

/** They lie one below the other, so half of them can be left out at each look. */
function firstBelow(elements: HTMLCollection, edge: number): Element | null {
  let from = 0
  let to = elements.length
  while (from < to) {
    const middle = (from + to) >> 1
    const isAbove = (elements[middle]?.getBoundingClientRect().bottom ?? 0) <= edge
    if (isAbove) from = middle + 1
    else to = middle
  }
  return elements[from] ?? null
}
