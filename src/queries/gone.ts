import { hashKey, type QueryCache, type QueryClient } from '@tanstack/react-query'

import { guessesOf } from './guesses.js'
import type { AssistantsKey } from './keyFor.js'

const deleted = new WeakMap<QueryCache, Set<string>>()

/** Remembers that the object under a key was deleted. */
export function noteGone(cache: QueryClient, key: AssistantsKey): void {
  const queries = cache.getQueryCache()
  const hashes = deleted.get(queries) ?? new Set()
  deleted.set(queries, hashes.add(hashKey(key)))
}

/**
 * Tells which objects were deleted here, or will be by a write that is under way, for whoever holds some beside the cache;
 * null while there are none.
 */
export function readGone(cache: QueryClient): ((key: AssistantsKey) => boolean) | null {
  const hashes = deleted.get(cache.getQueryCache())
  const guessed = [...guessesOf(cache)].filter(({ metadata }) => metadata === null)
  if (!hashes && guessed.length === 0) return null
  return (key) => {
    const hash = hashKey(key)
    return hashes?.has(hash) === true || guessed.some(({ item }) => hashKey(item) === hash)
  }
}
