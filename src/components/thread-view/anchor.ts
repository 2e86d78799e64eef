/** A row in sight, and how far below the top of the viewport it begins. */
export interface Anchor {
  row: Element
  top: number
}

/** How far below the viewport's top an element begins. */
export const topOf = (element: Element, viewport: Element): number =>
  element.getBoundingClientRect().top - viewport.getBoundingClientRect().top

/** The first row that is in sight; rows lie one below the other, so half of them can be left out at each look. */
export function pickAnchor(viewport: Element, content: Element | null): Anchor | null {
  const rows = content?.querySelector('[role="log"]')?.children ?? []
  const { top: edge } = viewport.getBoundingClientRect()
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >> 1
    const isAbove = (rows[middle]?.getBoundingClientRect().bottom ?? 0) <= edge
    if (isAbove) from = middle + 1
    else to = middle
  }
  const row = rows[from]
  return row ? { row, top: topOf(row, viewport) } : null
}
