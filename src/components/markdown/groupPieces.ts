import type { Tokens } from 'marked'
import type { Found, Piece } from './Reading.js'

/** One block on the page: a piece, or all that belong to one list or one table. */
export type Group =
  | Extract<Found, { type: 'blocks' | 'code' }>
  | { readonly type: 'list'; readonly list: Tokens.List }
  | { readonly type: 'table'; readonly table: Table }
  | { readonly type: 'plain'; readonly text: string; readonly isFirst: boolean }

type Table = Pick<Tokens.Table, 'header' | 'align'> & {
  rows: (readonly Tokens.TableCell[])[]
}

const grouped = new WeakMap<readonly Piece[], readonly Group[]>()
/** What was grouped last of a text, by its first piece. */
const latest = new WeakMap<Piece, readonly Piece[]>()

/** Puts together what belongs together. What is finished stays the same object while the text grows behind it. */
export function groupPieces(
  finished: readonly Piece[],
  growing: readonly Piece[],
): readonly Group[] {
  const known = groupFinished(finished)
  return growing.length > 0 ? group(known, growing, finished.at(-1)) : known
}

function groupFinished(finished: readonly Piece[]): readonly Group[] {
  const known = grouped.get(finished)
  const [first] = finished
  if (known || !first) return known ?? []
  const before = latest.get(first) ?? []
  const goesOn = before.every((piece, at) => piece === finished[at])
  const groups = goesOn
    ? group(grouped.get(before) ?? [], finished.slice(before.length), before.at(-1))
    : group([], finished)
  grouped.set(finished, groups)
  latest.set(first, finished)
  return groups
}

const endsBlank = ({ chunk }: Piece) => /\n[ \t]*\n\s*$/.test(chunk.raw.slice(-80))

function group(known: readonly Group[], pieces: readonly Piece[], before?: Piece): Group[] {
  const groups = [...known]
  let isPlain = groups.some(({ type }) => type === 'plain')
  let isLoose = before !== undefined && endsBlank(before)
  /** The last group, to be added to: of one that is known, others hold on to it as it is. */
  const own = () => {
    const at = groups.length - 1
    const last = groups[at]
    if (last && last === known[at]) groups[at] = copyOf(last)
    return groups[at]
  }
  for (const piece of pieces) {
    const { chunk, found } = piece
    if (found.type === 'list') {
      const { items } = found.list
      const loose = found.list.loose || isLoose
      const last = chunk.joins ? own() : undefined
      if (last?.type === 'list') {
        last.list.items.push(...items)
        last.list.loose ||= loose
      } else {
        groups.push({ type: 'list', list: { ...found.list, items: [...items] } })
      }
      if (found.rest.length > 0) groups.push({ type: 'blocks', tokens: found.rest })
    } else if (found.type === 'row') {
      const last = own()
      if (last?.type === 'table') last.table.rows.push(found.cells)
    } else if (found.type === 'table') {
      groups.push({ type: 'table', table: { ...found.table, rows: [] } })
    } else if (found.type === 'plain') {
      groups.push({ type: 'plain', text: found.text, isFirst: !isPlain })
      isPlain = true
    } else {
      groups.push(found)
    }
    // A blank line between two of its items makes a list loose.
    isLoose = endsBlank(piece)
  }
  return groups
}

/** What can be added to without changing the other. */
function copyOf(one: Group): Group {
  if (one.type === 'list') return { ...one, list: { ...one.list, items: [...one.list.items] } }
  if (one.type === 'table') return { ...one, table: { ...one.table, rows: [...one.table.rows] } }
  return one
}
