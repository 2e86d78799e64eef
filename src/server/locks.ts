/** Runs `work` once everything asked for earlier under the same key is done. It does not nest. */
export type WithLock = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** Puts work on one key in a row, so that what a piece of work read still holds when it writes. */
export function createLocks(): WithLock {
  const tails = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const done = (tails.get(key) ?? Promise.resolve()).then(work)
    const forget = () => {
      if (tails.get(key) === tail) tails.delete(key)
    }
    const tail = done.then(forget, forget)
    tails.set(key, tail)
    return done
  }
}
