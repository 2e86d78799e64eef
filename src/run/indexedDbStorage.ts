import { openRows, type Rows } from './openRows.js'
import type { StoragePort } from './storage.js'
import { sureStorage } from './sureStorage.js'

/** How `indexedDbStorage` opens its database, and who hears when it cannot. */
export interface IndexedDbStorageOptions {
  /** The database's name; two names keep nothing in common. @default 'react-assistants' */
  name?: string
  /** Told once when the browser gives no storage and everything is kept in memory only. */
  onMemoryOnly?: (error: unknown) => void
  /** Milliseconds after which opening counts as failed. @default 3_000 */
  openTimeout?: number
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
  let opening: Promise<Rows> | undefined
  /** What opens late is used then; what was refused is asked for once more when it is worth a try. */
  let isRefused = false
  let isTold = false

  const tell = (error: unknown) => {
    if (!isTold) onMemoryOnly?.(error)
    isTold = true
  }

  const open = () =>
    openRows(name, () => {
      opening = undefined
    })

  const openInTime = () =>
    new Promise<Rows>((resolve, reject) => {
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        reject(new Error('IndexedDB did not open in time.'))
      }, openTimeout)
      const asked = open()
      const settle = async () => {
        try {
          const opened = await asked
          if (isLate) opening = asked
          else resolve(opened)
        } catch (error) {
          isRefused = true
          reject(error)
        }
        clearTimeout(timer)
      }
      void settle()
    })

  const database = () => {
    opening ??= openInTime()
    return opening
  }

  /** Tries the database, once more with a fresh connection. */
  const tryDatabase = async (act: (database: Rows) => Promise<unknown>): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      const used = database()
      const opened = await used
      try {
        return await act(opened)
      } catch (error) {
        // A fresh connection finds no more room, and no other way to copy a value.
        if (attempt === 2 || /^(Quota|DataClone)/.test((error as Error).name)) throw error
        // Of several acts that find it gone the first one opens anew.
        if (opening === used) {
          opened.close()
          opening = undefined
        }
      }
    }
  }

  return sureStorage(
    {
      read: (key) => tryDatabase((opened) => opened.get(key)),
      write: async (key, value) => void (await tryDatabase((opened) => opened.put(key, value))),
      remove: async (key) => void (await tryDatabase((opened) => opened.delete(key))),
    },
    tell,
    () => {
      if (isRefused) opening = undefined
      isRefused = false
    },
  )
}
