import type { Page } from '../api/index.js'
import { isHead, type ListData, listItems, type PageCursor, replaceItems } from './listCache.js'

/** What a server gives at a time, unless it is asked for more. */
const pageSize = 20

/** Pages of the usual size: each of them is one request when the list is read again. */
function cutPages<T extends { id: string }>(
  rows: readonly T[],
  first: PageCursor,
  hasMore: boolean,
): ListData<T> {
  const starts = rows.flatMap((_, at) => (at % pageSize === 0 ? [at] : []))
  const pages = starts.map((from): Page<T> => {
    const data = rows.slice(from, from + pageSize)
    const isLast = from + pageSize >= rows.length
    return {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: !isLast || hasMore,
    }
  })
  const pageParams = starts.map((at): PageCursor => {
    const before = rows[at - 1]
    return before ? { after: before.id } : first
  })
  return { pages, pageParams }
}

const noPages = { pages: [], pageParams: [] }

/** A list as far as one of its rows. */
function cutBehind<T extends { id: string }>(
  data: ListData<T>,
  id: string | undefined,
): ListData<T> {
  const at = data.pages.findIndex((page) => page.data.some((row) => row.id === id))
  const page = data.pages[at]
  if (!page) return data
  const rows = page.data.slice(0, page.data.findIndex((row) => row.id === id) + 1)
  const end = { ...page, data: rows, last_id: rows.at(-1)?.id ?? null, has_more: true }
  return { pages: [...data.pages.slice(0, at), end], pageParams: data.pageParams.slice(0, at + 1) }
}

/**
 * Joins a list from the middle to the list that begins with the newest, both from new to old; undefined while rows may be
 * missing between the two. Where they have no row in common, it is not `isSure` that what came last is in both.
 */
export function joinAround<T extends { id: string }>(
  data: ListData<T> | undefined,
  around: ListData<T>,
): { data: ListData<T>; isSure: boolean } | undefined {
  const rows = listItems(around)
  const known = new Set(listItems(data).map(({ id }) => id))
  const first = rows.findIndex(({ id }) => known.has(id))
  if (!isHead(around) && first !== 0) return undefined
  const hasMore = around.pages.at(-1)?.has_more === true
  if (data === undefined || first === -1) {
    return { data: cutPages(rows, null, hasMore), isSure: known.size === 0 }
  }
  const newer = rows.slice(0, first)
  const head = newer.at(-1)
  const before = cutPages(newer, null, true)
  const last = rows.findLast(({ id }) => known.has(id))
  const older = rows.slice(rows.findLastIndex(({ id }) => known.has(id)) + 1)
  const held = replaceItems(data, rows)
  // What the one has behind their last common row, and the other not, was deleted when the other was read.
  const middle = older.length > 0 ? cutBehind(held, last?.id) : held
  const behind = last ? cutPages(older, { after: last.id }, hasMore) : noPages
  return {
    data: {
      pages: [...before.pages, ...middle.pages, ...behind.pages],
      pageParams: [
        ...before.pageParams,
        ...(head ? middle.pageParams.with(0, { after: head.id }) : middle.pageParams),
        ...behind.pageParams,
      ],
    },
    isSure: true,
  }
}
