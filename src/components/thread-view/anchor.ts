/** A piece of a row in sight, or of what is asked below the rows. */
export interface Anchor {
  piece: Element
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

/** Where a piece is now. */
export function locate(piece: Element, viewport: Element, log: Element): Anchor {
  const content = viewport.firstElementChild ?? viewport
  const holder = log.contains(piece)
    ? piece.closest(`[${tailMark}], [${windowMark}] > *`)
    : log.querySelector(`:scope > [${tailMark}]`)
  const offset = distance(log, content) + (holder ? distance(piece, holder) : 0)
  return { piece, top: distance(piece, viewport), offset }
}

/** The window hides rows until they are measured, and they are not where they will be. */
const isMeasured = (row: Element): boolean => getComputedStyle(row).visibility !== 'hidden'

/**
 * What somebody reads: the first piece that begins in sight of the first row there, however long that is; else of what is
 * asked below the rows.
 */
export function pickAnchor(
  viewport: Element,
  log: Element | null,
  ask: Element | null,
): Anchor | null {
  const { top: edge, bottom } = viewport.getBoundingClientRect()
  const rows = log && firstBelow(log.children, edge)
  let row = (rows && firstBelow(rows.children, edge)) ?? (ask && firstBelow(ask.children, edge))
  // Those at the end follow on those of the window.
  while (row && !isMeasured(row))
    row = row.nextElementSibling ?? row.parentElement?.nextElementSibling?.firstElementChild ?? null
  // Far from the end they may all be hidden.
  const isInSight = (element: Element) => element.getBoundingClientRect().top < bottom
  if (!log || !row || !isInSight(row)) return null
  let piece = row
  while (piece.getBoundingClientRect().top < edge) {
    const next = firstBelow(piece.children, edge)
    if (!next || !isInSight(next)) break
    piece = next
  }
  return locate(piece, viewport, log)
}

/**
 * They lie one below the other, so half of them can be left out at each look. By their beginnings: where rows of the window
 * have just grown, they lie over each other until it knows.
 */
function firstBelow(elements: HTMLCollection, edge: number): Element | null {
  let from = 0
  let to = elements.length
  while (from < to) {
    const middle = (from + to) >> 1
    const beginsAbove = (elements[middle]?.getBoundingClientRect().top ?? 0) <= edge
    if (beginsAbove) from = middle + 1
    else to = middle
  }
  const last = elements[from - 1]
  const isAbove = !last || last.getBoundingClientRect().bottom <= edge
  return (isAbove ? elements[from] : last) ?? null
}
