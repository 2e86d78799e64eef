import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

// A query that is left goes from this by itself.
const tombs = new WeakSet<Query>()

/** Whether the object that the query shows was deleted. */
export const isTomb = (query: Query): boolean => tombs.has(query)

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
