import type { InfiniteData } from '@tanstack/react-query'

import type { Page } from '../api/index.js'
import { newest, shareRows } from './shareRows.js'

/**
 * Where a page begins: null for the beginning of the list, else a cursor made from an element's id. `around` is the first
 * page of a list that was opened in its middle.
 */
export type PageCursor = { after: string } | { before: string } | { around: string } | null

/** What the cache holds under a list's key. */
export type ListData<T> = InfiniteData<Page<T>, PageCursor>

/** The first page of a list that was opened in its middle: `has_more` speaks of what comes after it, this of what is before. */
export interface PageAround<T> extends Page<T> {
  has_before: boolean
}

interface Row {
  id: string
  created_at?: number
}

const flat = new WeakMap<object, unknown[]>()

/** A list's elements in page order, each id once; the same array for the same data. */
export function listItems<T extends Row>(data: InfiniteData<Page<T>> | undefined): T[] {
  if (data === undefined) return []
  // Kept under the very data that it was made of.
  const known = flat.get(data) as T[] | undefined
  if (known) return known
  const items = new Map<string, T>()
  for (const page of data.pages)
    for (const row of page.data) items.set(row.id, items.get(row.id) ?? row)
  const list = [...items.values()]
  flat.set(data, list)
  return list
}

const withRows = <T extends Row>(page: Page<T>, data: T[]): Page<T> => ({
  ...page,
  data,
  first_id: data[0]?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
})

export const hasRow = <T extends Row>(data: ListData<T>, id: string): boolean =>
  data.pages.some((page) => page.data.some((row) => row.id === id))

/** Whether more lies behind a page in one direction: `has_more` speaks only of the direction that the page walked. */
const walked = (cursor: PageCursor | undefined): 'after' | 'before' =>
  cursor && 'before' in cursor ? 'before' : 'after'

/** Whether the list's beginning is in the cache. */
export function isHead<T>({ pages, pageParams: [cursor] }: ListData<T>): boolean {
  if (!cursor) return true
  const [page] = pages
  if ('around' in cursor) return page !== undefined && !hasBefore(page)
  return walked(cursor) === 'before' && page?.has_more === false
}

/** Whether anything stands before a page that was asked for by `around`. One whose rows were joined to it may not tell. */
export const hasBefore = <T>(page: Page<T> & { has_before?: boolean }): boolean =>
  page.has_before !== false

/** Whether the list's end is in the cache. */
function isTail<T>({ pages, pageParams }: ListData<T>): boolean {
  return walked(pageParams.at(-1)) === 'after' && pages.at(-1)?.has_more === false
}

/** Puts rows where their ids stand; rows that the list does not hold, and earlier states, change nothing. */
export function replaceItems<T extends Row>(data: ListData<T>, items: readonly T[]): ListData<T> {
  const byId = new Map(items.map((item) => [item.id, item]))
  return mapRows(data, (row) => {
    const item = byId.get(row.id)
    return item === undefined ? row : newest(row, item)
  })
}

/** Changes the row with that id, or takes it out for the time being: its page stays, empty if need be. */
export const mapItem = <T extends Row>(
  data: ListData<T>,
  id: string,
  change: (row: T) => T | undefined,
): ListData<T> => mapRows(data, (row) => (row.id === id ? change(row) : row))

/** Changes rows, or takes those out that become nothing. What has the very same rows stays the very same. */
function mapRows<T extends Row>(data: ListData<T>, change: (row: T) => T | undefined): ListData<T> {
  const pages = data.pages.map((page) => {
    const rows = page.data.flatMap((row) => change(row) ?? [])
    if (rows.length < page.data.length) return withRows(page, rows)
    return rows.every((row, at) => row === page.data[at]) ? page : { ...page, data: rows }
  })
  return pages.every((page, at) => page === data.pages[at]) ? data : { ...data, pages }
}

/** `replaceItems` for one row. */
export const replaceItem = <T extends Row>(data: ListData<T>, item: T): ListData<T> =>
  replaceItems(data, [item])

/** Puts a row in its place, or near the newest end when the list lacks it and that end is in the cache. */
export function upsertNewest<T extends Row>(
  data: ListData<T>,
  item: T,
  order: 'asc' | 'desc' = 'desc',
): ListData<T> {
  if (hasRow(data, item.id)) return replaceItem(data, item)
  const end = order === 'desc' ? 0 : data.pages.length - 1
  const page = data.pages[end]
  if (page === undefined || !(order === 'desc' ? isHead(data) : isTail(data))) return data
  // Where answers overtake each other, the last to come is not the newest.
  const isNewer = (row: T) => (row.created_at ?? 0) > (item.created_at ?? 0)
  const newer = page.data.filter(isNewer)
  const others = page.data.filter((row) => !isNewer(row))
  const rows = order === 'desc' ? [...newer, item, ...others] : [...others, item, ...newer]
  return { ...data, pages: data.pages.with(end, withRows(page, rows)) }
}

/** Takes a row out. A page left empty goes too, and what it knew of the rows behind it stays with its neighbour. */
export function dropItem<T extends Row>(data: ListData<T>, id: string): ListData<T> {
  if (!hasRow(data, id)) return data
  return dropEmptyPages(mapItem(data, id, () => undefined))
}

function dropEmptyPages<T extends Row>(data: ListData<T>): ListData<T> {
  const pages = [...data.pages]
  const pageParams = [...data.pageParams]
  for (let at = pages.length - 1; at >= 0 && pages.length > 1; at--) {
    const page = pages[at]
    if (page === undefined || page.data.length > 0) continue
    const [cursor] = pageParams.splice(at, 1)
    pages.splice(at, 1)
    if (cursor === undefined || walked(cursor) === 'before') continue
    const previous = pages[at - 1]
    if (at === 0) pageParams[0] = cursor
    else if (at === pages.length && previous) {
      pages[at - 1] = { ...previous, has_more: page.has_more }
    }
  }
  return { ...data, pages, pageParams }
}

/** Whether no cursor is left to ask for the rows behind: the list must be read again. */
export const isStranded = <T>({ pages }: ListData<T>): boolean =>
  pages.length === 1 && pages[0]?.data.length === 0 && pages[0].has_more

/**
 * Joins the newest page to a list that runs from new to old: newer rows at the head, the others by id; rows that the page
 * would hold if the server still had them go. Where page and list do not meet, the list becomes this page alone.
 */
export function joinNewest<T extends Row>(
  data: ListData<T> | undefined,
  page: Page<T>,
): ListData<T> {
  const alone: ListData<T> = { pages: [page], pageParams: [null] }
  if (data === undefined) return alone
  const known = new Map(listItems(data).map((row) => [row.id, row]))
  const rows = page.data.map((row) => newest(known.get(row.id), row))
  const last = rows.at(-1)
  if (last === undefined || !known.has(last.id) || !page.has_more) {
    return { ...alone, pages: [{ ...page, data: rows }] }
  }
  const pageOf = new Map(data.pages.flatMap(({ data: held }, at) => held.map(({ id }) => [id, at])))
  const joined: T[][] = data.pages.map(() => [])
  let at = 0
  for (const row of rows) {
    at = Math.max(at, pageOf.get(row.id) ?? at)
    joined[at]?.push(row)
  }
  const lastAt = at
  const pages = data.pages.map((held, index) => {
    if (index > lastAt) return held
    const behind =
      index < lastAt ? [] : held.data.slice(held.data.findIndex(({ id }) => id === last.id) + 1)
    const next = [...(joined[index] ?? []), ...behind]
    const isSame =
      next.length === held.data.length && next.every((row, place) => row === held.data[place])
    return isSame ? held : withRows(held, next)
  })
  const end = pages.at(-1)
  if (end?.data.at(-1)?.id === last.id && end.has_more !== page.has_more) {
    pages[pages.length - 1] = { ...end, has_more: page.has_more }
  }
  // The newest page is the head, whatever the first page was before.
  const pageParams = data.pageParams.with(0, null)
  return dropEmptyPages({ ...data, pages, pageParams })
}

/**
 * `joinNewest` for a list that runs from old to new: what the page covers becomes the list's end. Where page and list do
 * not meet, the list learns that it goes on.
 */
export function joinNewestAtEnd<T extends Row>(data: ListData<T>, page: Page<T>): ListData<T> {
  const known = new Map(listItems(data).map((row) => [row.id, row]))
  const rows = page.data.map((row) => newest(known.get(row.id), row)).toReversed()
  if (!page.has_more) return { pages: [withRows(page, rows)], pageParams: [null] }
  const oldest = rows.find((row) => known.has(row.id))
  const at = data.pages.findIndex(({ data: some }) => some.some(({ id }) => id === oldest?.id))
  const meeting = data.pages[at]
  if (meeting === undefined) {
    const end = data.pages.at(-1)
    return end
      ? { ...data, pages: data.pages.with(data.pages.length - 1, { ...end, has_more: true }) }
      : data
  }
  const before = meeting.data.slice(
    0,
    meeting.data.findIndex(({ id }) => id === oldest?.id),
  )
  const end = { ...withRows(meeting, [...before, ...rows]), has_more: false }
  return shareRows(data, {
    pages: [...data.pages.slice(0, at), end],
    pageParams: data.pageParams.slice(0, at + 1),
  })
}
