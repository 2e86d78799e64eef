import type { DBSchema, IDBPDatabase } from 'idb'

/** Where drafts and pending sends are kept; values are plain JSON. */
export interface StoragePort {
  read: (key: string) => Promise<unknown>
  write: (key: string, value: unknown) => Promise<void>
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

export interface IndexedDbStorageOptions {
  /** @default 'react-assistants' */
  name?: string
  /** Told once when the browser gives no storage and everything is kept in memory only. */
  onMemoryOnly?: (error: unknown) => void
  /** Milliseconds after which opening counts as failed. @default 3_000 */
  openTimeout?: number
}

interface Schema extends DBSchema {
  rows: { key: string; value: unknown }
}

/**
 * Keeps drafts and pending sends in IndexedDB, unencrypted, for this origin. Where the browser refuses, the kit goes
 * on in memory and says so.
 */
export function indexedDbStorage({
  name = 'react-assistants',
  onMemoryOnly,
  openTimeout = 3_000,
}: IndexedDbStorageOptions = {}): StoragePort {
  const memory = memoryStorage()
  let opening: Promise<IDBPDatabase<Schema> | null> | undefined
  let isTold = false

  const giveUp = (error: unknown) => {
    if (!isTold) onMemoryOnly?.(error)
    isTold = true
    return null
  }

  const open = async (): Promise<IDBPDatabase<Schema>> => {
    const { openDB } = await import('idb')
    return openDB<Schema>(name, 1, {
      upgrade: (database) => void database.createObjectStore('rows'),
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        opening = undefined
      },
      terminated: () => {
        opening = undefined
      },
    })
  }

  const openInTime = () =>
    new Promise<IDBPDatabase<Schema>>((resolve, reject) => {
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        reject(new Error('IndexedDB did not open in time.'))
      }, openTimeout)
      open()
        .finally(() => clearTimeout(timer))
        // Left open, it would stand in the way of others.
        .then((opened) => (isLate ? opened.close() : resolve(opened)), reject)
    })

  const database = () => {
    opening ??= openInTime().catch(giveUp)
    return opening
  }

  /** Tries the database, once more with a fresh connection, then memory. */
  const tryDatabase = async <T>(
    act: (database: IDBPDatabase<Schema>) => Promise<T>,
    inMemory: () => Promise<T>,
  ): Promise<T> => {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const opened = await database()
      if (opened === null) break
      try {
        return await act(opened)
      } catch (error) {
        if (attempt === 2) giveUp(error)
        opening = undefined
      }
    }
    return inMemory()
  }

  return {
    // What memory has is newer: it is only written when the database failed.
    read: async (key) =>
      (await memory.read(key)) ??
      tryDatabase(
        (opened) => opened.get('rows', key),
        () => memory.read(key),
      ),
    write: (key, value) =>
      tryDatabase(
        async (opened) => {
          await opened.put('rows', value, key)
          await memory.remove(key)
        },
        () => memory.write(key, value),
      ),
    remove: async (key) => {
      await memory.remove(key)
      await tryDatabase(
        (opened) => opened.delete('rows', key),
        () => memory.remove(key),
      )
    },
  }
}
