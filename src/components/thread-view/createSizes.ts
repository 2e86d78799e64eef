import type { CacheSnapshot } from 'virtua'

/** What rows take, by id: kept while nobody looks at them, and whatever comes or goes meanwhile. */
export interface Sizes {
  /** Takes over what was measured of some rows. */
  keep: (ids: readonly string[], measured: CacheSnapshot) => void
  /** What is known of some rows. */
  of: (ids: readonly string[]) => CacheSnapshot
  /** What some rows take together. */
  sum: (ids: readonly string[]) => number
}

const unknown = -1

export function createSizes(rowHeight: number): Sizes {
  const known = new Map<string, number>()
  return {
    keep: (ids, [sizes]) => {
      for (const [at, id] of ids.entries()) {
        const size = sizes[at] ?? unknown
        if (size !== unknown) known.set(id, size)
      }
    },
    of: (ids) => [ids.map((id) => known.get(id) ?? unknown), rowHeight],
    sum: (ids) => ids.reduce((sum, id) => sum + (known.get(id) ?? rowHeight), 0),
  }
}
