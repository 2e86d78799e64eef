import { createStore, type StoreApi } from 'zustand/vanilla'
import { joinRows } from './joinRows.js'
import type { StoragePort } from './storage.js'

const made = new WeakMap<StoragePort, StoragePort>()
const beneath = new WeakMap<StoragePort, StoragePort>()
const savings = new WeakMap<StoragePort, StoreApi<boolean>>()
const unreads = new WeakMap<StoragePort, Unread>()

/** The rows that storage refused to read. Nothing is written in their place before they were. */
export interface Unread {
  store: StoreApi<ReadonlySet<string>>
  /** Reads them once more. What was to be written meanwhile is written together with what is there. */
  tryAgain: () => Promise<void>
}

/** What all tabs see of a storage: for what several of them write, a page's own memory would hide the others. */
export const sharedStorage = (storage: StoragePort): StoragePort => beneath.get(storage) ?? storage

/** Whether all that this page wrote is kept: false once something could not be, until it was written anew. */
export const savingOf = (storage: StoragePort): StoreApi<boolean> =>
  // Each is made with one.
  savings.get(sureStorage(storage)) as StoreApi<boolean>

export const unreadOf = (storage: StoragePort): Unread =>
  // Each is made with one.
  unreads.get(sureStorage(storage)) as Unread

/**
 * A storage that forgets nothing while the page lives: what could not be written, or not yet, is read from memory.
 * There is one for each port, so that it outlives the threads that use it. Only what cannot be read, and was not written
 * by this page, rejects.
 *
 * @param onFail Told of each act that failed.
 * @param reopen Called before what could not be read is tried again.
 */
export function sureStorage(
  port: StoragePort,
  onFail: (error: unknown) => void = () => {},
  reopen: () => void = () => {},
): StoragePort {
  const known = made.get(port)
  if (known) return known
  /** What this page wrote; `value` is undefined for what it removed. */
  const written = new Map<string, { value: unknown; isKept: boolean; hasFailed: boolean }>()
  const saving = createStore(() => true)
  const unread = createStore<ReadonlySet<string>>(() => new Set())
  const isUnread = (key: string) => unread.getState().has(key)
  const setUnread = (key: string, isSo: boolean) => {
    if (isUnread(key) === isSo) return
    const others = [...unread.getState()].filter((one) => one !== key)
    unread.setState(new Set(isSo ? [...others, key] : others), true)
  }
  const tellSaving = () =>
    saving.setState([...written.values()].every(({ hasFailed }) => !hasFailed))

  const change = async (key: string, value: unknown, act: (value: unknown) => Promise<void>) => {
    const row = { value: structuredClone(value), isKept: false, hasFailed: false }
    written.set(key, row)
    try {
      if (isUnread(key)) row.value = joinRows(await port.read(key), row.value)
      await act(row.value)
      row.isKept = true
      setUnread(key, false)
      // What is gone on disk, too, need not be remembered.
      if (value === undefined && written.get(key) === row) written.delete(key)
    } catch (error) {
      // What should be gone and is not is nothing that somebody wrote.
      row.hasFailed = value !== undefined
      onFail(error)
    }
    tellSaving()
  }

  const write = (key: string, value: unknown) => change(key, value, (copy) => port.write(key, copy))
  const sure: StoragePort = {
    async read(key) {
      const own = written.get(key)
      if (own?.isKept !== false) {
        try {
          // Another tab may have written since.
          const value = await port.read(key)
          setUnread(key, false)
          return value
        } catch (error) {
          onFail(error)
          if (!own) {
            setUnread(key, true)
            throw error
          }
        }
      }
      return structuredClone(own?.value)
    },
    write,
    async remove(key) {
      if (!isUnread(key)) return change(key, undefined, () => port.remove(key))
      // What nobody has read is nobody's to remove.
      written.delete(key)
      tellSaving()
    },
  }
  const tryAgain = async () => {
    if (unread.getState().size > 0) reopen()
    for (const key of unread.getState()) {
      const own = written.get(key)
      await (own ? write(key, own.value) : sure.read(key).catch(() => {}))
    }
  }
  made.set(port, sure)
  made.set(sure, sure)
  beneath.set(sure, port)
  savings.set(sure, saving)
  unreads.set(sure, { store: unread, tryAgain })
  return sure
}
