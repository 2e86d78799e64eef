/** Where drafts and pending sends are kept; values are plain JSON. */
export interface StoragePort {
  /** What was written last under a key; undefined where nothing is. May reject: the kit then goes on with what this page wrote, writes nothing in its place, and tries again. */
  read: (key: string) => Promise<unknown>
  /** Keeps a value in place of the one before. May reject: the kit then keeps it in memory. */
  write: (key: string, value: unknown) => Promise<void>
  /** Forgets a key; one that is not there is no failure. */
  remove: (key: string) => Promise<void>
}

/** Keeps everything until the page is left. */
export function memoryStorage(): StoragePort {
  const rows = new Map<string, unknown>()
  return {
    read: (key) => Promise.resolve(structuredClone(rows.get(key))),
    write: (key, value) => {
      rows.set(key, structuredClone(value))
      return Promise.resolve()
    },
    remove: (key) => {
      rows.delete(key)
      return Promise.resolve()
    },
  }
}
