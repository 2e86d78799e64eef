import type { Query, QueryCache, QueryClient } from '@tanstack/react-query'

import type { Metadata } from '../api/index.js'
import type { AssistantsKey } from './keyFor.js'
import { mapItem } from './listCache.js'
import type { Rows } from './places.js'

/** What a write that is under way will do to an object, as far as that is known beforehand. */
export interface Guess {
  id: string
  /** The key of the object. */
  item: AssistantsKey
  /** The beginning of the keys of all lists that hold it. */
  list: AssistantsKey | undefined
  /** What its metadata will be; null when the object will be gone. */
  metadata: Metadata | null
}

const standing = new WeakMap<QueryCache, Set<Guess>>()

/** The guesses of a cache, in the order in which they were made. */
export function guessesOf(cache: QueryClient): Set<Guess> {
  const queries = cache.getQueryCache()
  const guesses = standing.get(queries) ?? new Set()
  standing.set(queries, guesses)
  return guesses
}

const beginsWith = ({ queryKey }: Query, key: AssistantsKey): boolean =>
  key.every((part, at) => queryKey[at] === part)

/** What a query shows: what the server said, with every guess about it played on top. */
export function withGuesses(cache: QueryClient, query: Query, said: unknown): unknown {
  let shown = said
  for (const { id, item, list, metadata } of guessesOf(cache)) {
    if (shown === undefined) break
    if (list !== undefined && beginsWith(query, list)) {
      // The key of a list holds list data only.
      shown = mapItem(shown as Rows, id, (row) =>
        metadata === null ? undefined : { ...row, metadata },
      )
    } else if (metadata && query.queryKey.length === item.length && beginsWith(query, item)) {
      // What is deleted stays on its own page until the server has said so.
      shown = { ...(shown as object), metadata }
    }
  }
  return shown
}
