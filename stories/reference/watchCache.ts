import { notifyManager, type QueryClient } from '@tanstack/react-query'

/** What the cache holds under one key. */
export interface CacheEntry {
  /** After the root, which all keys share. */
  key: string
  holds: string
  /** Times that the server was asked for it. */
  asked: number
  /** Times that it was written, by answers to anything. */
  written: number
}

export interface CacheWatch {
  subscribe: (listener: () => void) => () => void
  read: () => readonly CacheEntry[]
}

/** Watches what a cache holds, and how it came by it. */
export function watchCache(queryClient: QueryClient): CacheWatch {
  const cache = queryClient.getQueryCache()
  const listeners = new Set<() => void>()
  const asked = new Map<string, number>()
  let entries: readonly CacheEntry[] = []
  cache.subscribe((event) => {
    if (event.type !== 'updated' && event.type !== 'removed') return
    const { queryHash } = event.query
    if (event.type === 'updated' && event.action.type === 'fetch') {
      asked.set(queryHash, (asked.get(queryHash) ?? 0) + 1)
    }
    entries = cache.getAll().flatMap(({ queryKey, queryHash: hash, state }) =>
      state.data === undefined
        ? []
        : {
            key: queryKey.slice(2).map(spellPart).join(', '),
            holds: describeData(state.data),
            asked: asked.get(hash) ?? 0,
            written: state.dataUpdateCount,
          },
    )
    notifyManager.schedule(() => {
      for (const listener of listeners) listener()
    })
  })
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: () => entries,
  }
}

/** Of an id, as much as it takes to tell it from others. */
const spellPart = (part: unknown) =>
  typeof part === 'string' ? part.replace(/^([a-z]+[_-]\w{4})\w{8,}$/, '$1…') : JSON.stringify(part)

function describeData(data: unknown): string {
  if (data instanceof Blob) return `${data.size} bytes`
  if (typeof data !== 'object' || data === null) return String(data)
  if ('pages' in data && Array.isArray(data.pages)) {
    const pages = data.pages as { data: unknown[] }[]
    const rows = pages.reduce((count, page) => count + page.data.length, 0)
    return `${rows} ${rows === 1 ? 'row' : 'rows'}`
  }
  const { object, status } = data as { object?: string; status?: string }
  return [object?.replace(/^thread\./, ''), status].filter(Boolean).join(', ')
}
