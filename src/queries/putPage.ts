import { notifyManager, type Query, type QueryClient } from '@tanstack/react-query'

import type { AssistantsClient, Page, Params, Resource } from '../api/index.js'
import { setFresh } from './flights.js'
import { keyAt, keyFor, type KeyParams, type ListName } from './keyFor.js'
import { joinNewest, joinNewestAtEnd } from './listCache.js'
import { type Bag, find, isAround, matches, narrowingOf, orderOf, type Rows } from './places.js'
import { editRows, rereadStranded, spreadRows } from './putResource.js'
import { isTomb } from './tombs.js'

/**
 * Puts the newest page of a list that was read outside its query: `page` as the list operation answered `params`. The bare
 * list becomes true for the range that the page covers, and begins with it when nothing is cached yet; keys of its items
 * and narrowed lists follow. A page from the middle of a list changes only what is held already.
 */
export function putPage<Op extends ListName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
  page: Page<Resource>,
): void {
  const asked: Bag = { ...params }
  const key = keyAt(client, operation, asked)
  // What the URL does not take narrows the list.
  const narrowed = narrowingOf(keyFor(client, operation, params as KeyParams<Op>))
  const isNewest =
    asked['after'] === undefined &&
    asked['before'] === undefined &&
    Object.keys(narrowed).every((name) => name === 'limit' || name === 'order') &&
    narrowed['order'] !== 'asc'
  const queries = cache.getQueryCache()
  notifyManager.batch(() => {
    if (isNewest) setFresh(cache, key, (data) => joinNewest(data as Rows | undefined, page))
    const bare = isNewest ? find(cache, key) : undefined
    spreadRows(cache, client, page.data, bare, asked)
    if (!isNewest) return
    for (const list of queries.findAll({ queryKey: key })) {
      // What lies between a list from the middle and the newest page is not known here.
      if (list === bare || isTomb(list) || isAround(list)) continue
      editRows(cache, list, page.data, (data, rows) =>
        joinMatching(data, { ...page, data: [...rows] }, list),
      )
      rereadStranded(cache, list)
    }
  })
}

/** A newest page is, of a filtered list, the newest page too: of the rows that match. */
function joinMatching(data: Rows, page: Page<Resource>, list: Query): Rows {
  const rows = page.data.filter((row) => matches(list, { ...row }))
  // None of this page: nothing is said of those behind it.
  if (rows.length === 0 && page.has_more) return data
  const matching = { ...page, data: rows }
  return orderOf(list) === 'desc' ? joinNewest(data, matching) : joinNewestAtEnd(data, matching)
}
