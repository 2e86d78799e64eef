import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StoragePort } from './storage.js'

const made = new WeakMap<StoragePort, StoragePort>()
const beneath = new WeakMap<StoragePort, StoragePort>()
const savings = new WeakMap<StoragePort, StoreApi<boolean>>()

/** What all tabs see of a storage: for what several of them write, a page's own memory would hide the others. */
export const sharedStorage = (storage: StoragePort): StoragePort => beneath.get(storage) ?? storage

/** Whether all that this page wrote is kept: false once something could not be, until it was written anew. */
export const savingOf = (storage: StoragePort): StoreApi<boolean> =>
  // Each is made with one.
  savings.get(sureStorage(storage)) as StoreApi<boolean>

/**
 * A storage that forgets nothing while the page lives: what could not be written, or not yet, is read from memory.
 * There is one for each port, so that it outlives the threads that use it.
 *
 * @param onFail Told of each act that failed.
 */
export function sureStorage(
  port: StoragePort,
  onFail: (error: unknown) => void = () => {},
): StoragePort {
  const known = made.get(port)
  if (known) return known
  /** What this page wrote; `value` is undefined for what it removed. */
  const written = new Map<string, { value: unknown; isKept: boolean; hasFailed: boolean }>()
  const saving = createStore(() => true)

  const change = async (key: string, value: unknown, act: (value: unknown) => Promise<void>) => {
    const row = { value: structuredClone(value), isKept: false, hasFailed: false }
    written.set(key, row)
    try {
      await act(row.value)
      row.isKept = true
      // What is gone on disk, too, need not be remembered.
      if (value === undefined && written.get(key) === row) written.delete(key)
    } catch (error) {
      // What should be gone and is not is nothing that somebody wrote.
      row.hasFailed = value !== undefined
      onFail(error)
    }
    saving.setState([...written.values()].every(({ hasFailed }) => !hasFailed))
  }

  const sure: StoragePort = {
    async read(key) {
      const own = written.get(key)
      if (own?.isKept !== false) {
        try {
          // Another tab may have written since.
          return await port.read(key)
        } catch (error) {
          onFail(error)
        }
      }
      return structuredClone(own?.value)
    },
    write: (key, value) => change(key, value, (copy) => port.write(key, copy)),
    remove: (key) => change(key, undefined, () => port.remove(key)),
  }
  made.set(port, sure)
  made.set(sure, sure)
  beneath.set(sure, port)
  savings.set(sure, saving)
  return sure
}
