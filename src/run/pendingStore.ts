import type { StoreApi } from 'zustand/vanilla'
import type { PendingSend, ThreadState } from './liveRun.js'
import type { StoragePort } from './storage.js'

type KeptSend = Pick<PendingSend, 'intent' | 'input' | 'assistantId'>

const isKeptSend = (value: unknown): value is KeptSend =>
  typeof value === 'object' && value !== null && 'intent' in value && 'input' in value

/** Keeps what was sent and is not yet accepted, so that a reload does not lose it. */
export function createPendingStore({
  storage,
  key,
  store,
}: {
  storage: StoragePort
  key: () => string
  store: StoreApi<ThreadState>
}) {
  let writing: Promise<void> = Promise.resolve()
  const write = (work: () => Promise<void>) => {
    // One after the other, so that an older list never lands on a newer one.
    writing = writing.then(work).catch(() => {})
  }
  store.subscribe(({ pending }, before) => {
    if (pending === before.pending) return
    const place = key()
    const open = pending
      .filter(({ state }) => state !== 'accepted')
      .map(({ intent, input, assistantId }): KeptSend => ({ intent, input, assistantId }))
    write(() => (open.length > 0 ? storage.write(place, open) : storage.remove(place)))
  })
  return {
    load: async (): Promise<KeptSend[]> => {
      const kept = await storage.read(key()).catch(() => undefined)
      return Array.isArray(kept) ? kept.filter(isKeptSend) : []
    },
    /** The thread has got its id: nothing stays behind under the old key. */
    moveFrom: (before: string) => write(() => storage.remove(before)),
  }
}
