import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

import { shareRows } from './shareRows.js'

/** A change to what a query holds, as a function of it. */
export type Edit = (data: unknown) => unknown

// A query that is left goes from these by itself.
const flights = new WeakMap<Query, Set<Edit[]>>()
const tombs = new WeakSet<Query>()

/** Whether the object that the query shows was deleted. */
export const isTomb = (query: Query): boolean => tombs.has(query)

/**
 * Changes what a query holds, and, when a request of that query is under way, what its answer will put there: the
 * server may have answered before the change, and older pages are joined to the list as it was when they were asked for.
 */
export function editQuery(query: Query, edit: Edit): void {
  if (isTomb(query)) return
  for (const edits of flights.get(query) ?? []) edits.push(edit)
  const { data, dataUpdatedAt, isInvalidated } = query.state
  if (data === undefined) return
  const next = shareRows(data, edit(data))
  if (next === data) return
  shareByRow(query)
  // One row is news, the list is as old as it was.
  query.setData(next, { manual: true, updatedAt: dataUpdatedAt })
  if (isInvalidated) query.invalidate()
}

/** Puts data under a key as fresh from the server. */
export function setFresh(cache: QueryClient, queryKey: QueryKey, edit: Edit): void {
  const query = cache.getQueryCache().build(cache, cache.defaultQueryOptions({ queryKey }))
  if (isTomb(query)) return
  for (const edits of flights.get(query) ?? []) edits.push(edit)
  shareByRow(query)
  query.setData(edit(query.state.data), { manual: true })
}

/** A query that no observer and no fetch has set up yet would share its rows by position. */
function shareByRow(query: Query) {
  if (typeof query.options.structuralSharing === 'function') return
  query.setOptions({ ...query.options, structuralSharing: shareRows })
}

/** Runs a query's request, and settles its answer with what was changed while it was under way. */
export async function fly<T>(query: Query, request: () => T | Promise<T>): Promise<T> {
  // A tombstone shows what was there; a request could only find nothing.
  if (isTomb(query) && query.state.data !== undefined) return query.state.data as T
  const edits: Edit[] = []
  const underWay = flights.get(query) ?? new Set()
  flights.set(query, underWay.add(edits))
  try {
    const answer: unknown = await request()
    if (isTomb(query) && query.state.data !== undefined) return query.state.data as T
    const settled = edits.reduce((data, edit) => edit(data), answer)
    // An edit keeps the type of what it edits.
    return shareRows(query.state.data, settled) as T
  } finally {
    underWay.delete(edits)
  }
}

/** Removes what is not on screen; what is keeps its last data, asks no more, and goes when it is left. */
export function bury(cache: QueryClient, queryKey: QueryKey): void {
  const queries = cache.getQueryCache()
  for (const query of queries.findAll({ queryKey })) {
    if (query.getObserversCount() === 0) queries.remove(query)
    else if (!isTomb(query)) {
      tombs.add(query)
      const stop = queries.subscribe((event) => {
        if (event.query !== query) return
        if (event.type === 'observerRemoved' && query.getObserversCount() === 0)
          queries.remove(query)
        if (event.type === 'removed') stop()
      })
    }
  }
}
