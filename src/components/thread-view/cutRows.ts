/** So many rows and fewer are all in the document: found by find-in-page, read in one go. */
export const plainMost = 300
/** The rows at the end that a long thread begins with; more of them where they do not fill the viewport. */
const endRows = 10
/** Pixels around the viewport in which rows are there already, so that a fling shows no gap. */
export const ahead = 1_500
/** When so many have gathered at the end, the earlier ones of them go into the window. */
const endMost = 2 * plainMost

/** Where the rows of the window end and those begin that stay in the document. */
export interface Cut {
  /** The first row that stays; null while all of them do. */
  readonly first: string | null
  /** The rows that it was made for. */
  readonly ids: readonly string[]
  /** Counts the threads that were opened: nothing of one window is of use in the next. */
  readonly opened: number
}

export const noCut: Cut = { first: null, ids: [], opened: 0 }

/** The cut for other rows than before. A row that was in the document stays in it, the very same element. */
export function moveCut(before: Cut, ids: readonly string[], isWindowReady: boolean): Cut {
  if (before.ids === ids) return before
  const isAll = before.first === null
  const shown = isAll ? before.ids : before.ids.slice(before.ids.indexOf(before.first ?? ''))
  const at = firstIndex(shown, ids)
  if (at === -1) {
    const first = ids.length > plainMost ? (ids.at(-endRows) ?? null) : null
    return { ids, first, opened: before.opened + 1 }
  }
  // What comes in before the rows that are shown goes into the window, once there is one.
  const isCrossed = ids.length > plainMost && at > 0 && isWindowReady
  return { ...before, ids, first: isAll && !isCrossed ? null : (ids[at] ?? null) }
}

/** Where the first of some rows stands that is still there. */
function firstIndex(rows: readonly string[], ids: readonly string[]): number {
  const [first] = rows
  const at = first === undefined ? -1 : ids.indexOf(first)
  if (at !== -1) return at
  const places = new Map(ids.map((id, index) => [id, index]))
  const left = rows.find((row) => places.has(row))
  return left === undefined ? -1 : (places.get(left) ?? -1)
}

/** How many rows stay in the document. */
const countOf = ({ first, ids }: Cut): number =>
  first === null ? ids.length : ids.length - ids.indexOf(first)

/** Twice as many rows at the end. */
export function widenCut(cut: Cut): Cut {
  const { ids } = cut
  const count = 2 * countOf(cut)
  return { ...cut, first: count < ids.length ? (ids.at(-count) ?? null) : null }
}

/** The cut when the end has grown long: for somebody who sees none of the others go. */
export const trimCut = (cut: Cut): Cut =>
  countOf(cut) > endMost ? { ...cut, first: cut.ids.at(-plainMost) ?? null } : cut
