import type { Query, QueryClient } from '@tanstack/react-query'

import {
  type AssistantsClient,
  isApiError,
  isConnectionError,
  isNotFound,
  isResponseError,
  type Params,
  type Resource,
} from '../api/index.js'
import { type Effect, effects } from './effects.js'
import { editQuery } from './flights.js'
import { keyAt, type ReadName, type WriteName } from './keyFor.js'
import { mapItem } from './listCache.js'
import { type Bag, find, keyUpTo, places, type Rows } from './places.js'

/** Changes what the params of a write tell of another object, where it is held. */
export function tellOthers<Op extends WriteName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
): void {
  const { also }: Effect = effects[operation]
  if (also === undefined) return
  const bag: Bag = { ...params }
  const { item, list, id } = places[also.kind]
  // It stays an object of its kind.
  const change = (object: unknown) => also.change(object as Bag, bag) as unknown as Resource
  const own = find(cache, keyAt(client, item, bag))
  if (own) editQuery(cache, own, change)
  if (list === undefined) return
  for (const query of cache.getQueryCache().findAll({ queryKey: keyAt(client, list, bag) })) {
    editQuery(cache, query, (data) => mapItem(data as Rows, String(bag[id]), change))
  }
}

const untoldBy = (operation: WriteName, params: Bag): ReadName[] => {
  const { untold = [] }: Effect = effects[operation]
  return untold.flatMap(({ reads, when }) => (when(params) ? reads : []))
}

function markStale(
  cache: QueryClient,
  client: AssistantsClient,
  reads: readonly ReadName[],
  params: Bag,
  refetchType: 'active' | 'none',
) {
  const queries = new Set<Query>()
  for (const read of reads) {
    const { queryKey, exact } = keyUpTo(client, read, params)
    for (const query of cache.getQueryCache().findAll({ queryKey, exact })) queries.add(query)
  }
  if (queries.size === 0) return
  void cache.invalidateQueries({ predicate: (query) => queries.has(query), refetchType })
}

/** Marks what the answer of a write could not tell as stale, and reads it again where it is on screen. */
export function askAgain<Op extends WriteName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
): void {
  const bag: Bag = { ...params }
  markStale(cache, client, untoldBy(operation, bag), bag, 'active')
}

/**
 * A write that failed may have been done all the same, when its answer was lost: what it touches is marked stale, for the
 * next look. Where the server says that there is no such thing, what is on screen is read again at once.
 */
export function askAfterFailure<Op extends WriteName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
  error: unknown,
): void {
  const { kind, act }: Effect = effects[operation]
  const isGone = isNotFound(error) && act !== 'enters'
  const isLost =
    isConnectionError(error) || isResponseError(error) || (isApiError(error) && error.status >= 500)
  if (!isGone && !isLost) return
  const bag: Bag = { ...params }
  const { item, list } = places[kind]
  const own: ReadName[] = act === 'enters' ? [] : [item]
  const reads = [...own, ...(list ? [list] : []), ...untoldBy(operation, bag)]
  markStale(cache, client, reads, bag, isGone ? 'active' : 'none')
}
