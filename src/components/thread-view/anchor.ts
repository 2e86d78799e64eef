/** A row in sight, and how far below the top of the viewport it begins. */
export interface Anchor {
  row: Element
  top: number
}

/** Marks what holds the rows that are in the document only while they are near the viewport. */
export const windowMark = 'data-window'

/** How far below the viewport's top an element begins. */
export const topOf = (element: Element, viewport: Element): number =>
  element.getBoundingClientRect().top - viewport.getBoundingClientRect().top

/** The first row that is in sight. */
export function pickAnchor(viewport: Element, log: Element | null): Anchor | null {
  const { top: edge } = viewport.getBoundingClientRect()
  let row = log && firstBelow(log.children, edge)
  if (row?.hasAttribute(windowMark)) row = firstBelow(row.children, edge)
  return row ? { row, top: topOf(row, viewport) } : null
}

/** Rows lie one below the other, so half of them can be left out at each look. */
function firstBelow(rows: HTMLCollection, edge: number): Element | null {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >> 1
    const isAbove = (rows[middle]?.getBoundingClientRect().bottom ?? 0) <= edge
    if (isAbove) from = middle + 1
    else to = middle
  }
  return rows[from] ?? null
}
