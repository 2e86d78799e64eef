import type { PendingSend, ThreadState } from './liveRun.js'
import type { StoragePort } from './storage.js'
import type { ThreadCore } from './threadCore.js'

export type KeptSend = Pick<PendingSend, 'intent' | 'input' | 'assistantId'>

const isKeptSend = (value: unknown): value is KeptSend =>
  typeof value === 'object' && value !== null && 'intent' in value && 'input' in value

const openSends = ({ pending }: ThreadState): KeptSend[] =>
  pending
    .filter(({ state }) => state !== 'accepted')
    .map(({ intent, input, assistantId }) => ({ intent, input, assistantId }))

/** Keeps what was sent and is not yet accepted, so that a reload does not lose it. */
export function createPendingStore({
  storage,
  key,
  store,
}: {
  storage: StoragePort
  key: () => string
  store: ThreadCore['store']
}) {
  let acts: Promise<unknown> = Promise.resolve()
  // One after the other, so that an older list never lands on a newer one, nor any list on what was not read yet.
  const inTurn = <T>(act: () => Promise<T>): Promise<T | undefined> => {
    const done = acts.then(act).catch(() => undefined)
    acts = done
    return done
  }
  const write = () => {
    const place = key()
    const open = openSends(store.getState())
    void inTurn(() => (open.length > 0 ? storage.write(place, open) : storage.remove(place)))
  }
  store.subscribe(({ pending }, before) => {
    if (pending !== before.pending) write()
  })
  return {
    load: async (): Promise<KeptSend[]> => {
      const place = key()
      const kept = await inTurn(() => storage.read(place))
      return Array.isArray(kept) ? kept.filter(isKeptSend) : []
    },
    /** The thread has got its id: everything moves under the new key before the old one goes. */
    moveFrom: (before: string) => {
      write()
      void inTurn(() => storage.remove(before))
    },
  }
}
