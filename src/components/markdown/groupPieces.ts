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

const grouped = new WeakMap<readonly Piece[], Group[]>()

/** Puts together what belongs together; for the same finished pieces, what stands before the last is the same. */
export function groupPieces(
  finished: readonly Piece[],
  growing: readonly Piece[],
): readonly Group[] {
  const known = grouped.get(finished) ?? group([], finished)
  grouped.set(finished, known)
  return growing.length > 0 ? group(known, growing, finished.at(-1)) : known
}

const endsBlank = ({ chunk }: Piece) => /\n[ \t]*\n\s*$/.test(chunk.raw.slice(-80))

function group(known: readonly Group[], pieces: readonly Piece[], before?: Piece): Group[] {
  const groups = known.map((one, at) => (at === known.length - 1 ? copyOf(one) : one))
  let isPlain = groups.some(({ type }) => type === 'plain')
  let isLoose = before !== undefined && endsBlank(before)
  for (const piece of pieces) {
    const { chunk, found } = piece
    const last = groups.at(-1)
    if (found.type === 'list') {
      const { items } = found.list
      const loose = found.list.loose || isLoose
      if (chunk.joins && last?.type === 'list') {
        last.list.items.push(...items)
        last.list.loose ||= loose
      } else {
        groups.push({ type: 'list', list: { ...found.list, items: [...items] } })
      }
      if (found.rest.length > 0) groups.push({ type: 'blocks', tokens: found.rest })
    } else if (found.type === 'row') {
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
