import { replaceEqualDeep } from '@tanstack/react-query'

import { isOutdated } from './isOutdated.js'

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isRow = (value: unknown): value is { id: string } =>
  isObject(value) && typeof value['id'] === 'string'

const isRows = (value: unknown): value is { id: string }[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRow)

/** Whether it is what a list's key holds. */
export const hasPages = (value: unknown): value is { pages: unknown[]; pageParams: unknown[] } =>
  isObject(value) && Array.isArray(value['pages']) && Array.isArray(value['pageParams'])

const rowsOf = (page: unknown): unknown[] =>
  isObject(page) && Array.isArray(page['data']) ? page['data'] : []

/** The later of two states of one object, and the very same object when they are equal. */
export const newest = <T>(current: T | undefined, next: T): T =>
  isObject(current) && isObject(next) && isOutdated(current, next)
    ? current
    : replaceEqualDeep(current, next)

function shareArray<T extends { id: string }>(
  known: ReadonlyMap<string, unknown>,
  before: unknown,
  next: T[],
): T[] {
  // A row found under an id is a row of the same list.
  return keepShallow(
    before,
    next.map((row) => newest(known.get(row.id) as T | undefined, row)),
  )
}

const byId = (rows: unknown[]): Map<string, unknown> =>
  new Map(rows.filter(isRow).map((row) => [row.id, row]))

/**
 * Structural sharing that knows rows by their id. The library's own compares arrays by position, so that one row
 * more at the head would give every row below it a new identity.
 */
export function shareRows<T>(before: unknown, next: T): T {
  if (before === next) return next
  if (hasPages(before) && hasPages(next)) {
    const known = byId(before.pages.flatMap(rowsOf))
    const pages = next.pages.map((page, index) => {
      const was = before.pages[index]
      if (page === was) return page
      const rows = rowsOf(page)
      if (!isObject(page) || !isRows(rows)) return replaceEqualDeep(was, page)
      return keepShallow(was, { ...page, data: shareArray(known, rowsOf(was), rows) })
    })
    return keepShallow(before, {
      ...next,
      pages: keepShallow(before.pages, pages),
      pageParams: replaceEqualDeep(before.pageParams, next.pageParams),
    })
  }
  // The same list of rows, only with shared members.
  if (isRows(next)) return shareArray(byId(Array.isArray(before) ? before : []), before, next) as T
  return newest(before as T | undefined, next)
}

/** The old one, if the new one has the very same members. */
function keepShallow<T extends object>(before: unknown, next: T): T {
  if (!isObject(before) || Array.isArray(before) !== Array.isArray(next)) return next
  const names = Object.keys(next)
  const isSame =
    names.length === Object.keys(before).length &&
    names.every((name) => before[name] === (next as Record<string, unknown>)[name])
  // Equal member by member, so of the same type.
  return isSame ? (before as T) : next
}
