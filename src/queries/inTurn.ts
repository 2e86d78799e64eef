import type { QueryCache, QueryClient } from '@tanstack/react-query'

const turns = new WeakMap<QueryCache, Map<string, Promise<unknown>>>()

/**
 * Lets writes of one object follow each other: sent side by side, they might reach the server in another order than
 * they were made in, and the first would stand.
 */
export async function inTurn<T>(
  cache: QueryClient,
  key: string,
  act: () => Promise<T>,
): Promise<T> {
  const queries = cache.getQueryCache()
  const waiting = turns.get(queries) ?? new Map<string, Promise<unknown>>()
  turns.set(queries, waiting)
  const before = waiting.get(key)
  // How the one before ended is its own caller's concern.
  const turn = before === undefined ? act() : before.then(act, act)
  waiting.set(key, turn)
  try {
    return await turn
  } finally {
    if (waiting.get(key) === turn) waiting.delete(key)
  }
}
