import { createTurns } from './createTurns.js'
import type { PendingSend, ThreadState } from './liveRun.js'
import { readSends } from './readSends.js'
import type { StoragePort } from './storage.js'
import { sharedStorage } from './sureStorage.js'
import { soloTabs, type Tabs } from './tabs.js'
import type { ThreadCore } from './threadCore.js'

export type KeptSend = Pick<PendingSend, 'intent' | 'input' | 'assistantId'>

/** More tabs than these leave nothing behind at once. */
const mostTabs = 500

const eachOnce = (sends: readonly KeptSend[]): KeptSend[] => [
  ...new Map(sends.map((send) => [send.intent, send])).values(),
]

const openSends = ({ pending }: ThreadState): KeptSend[] =>
  pending
    .filter(({ state }) => state !== 'accepted')
    .map(({ intent, input, assistantId }) => ({ intent, input, assistantId }))

/**
 * Keeps what was sent and is not yet accepted, so that a reload does not lose it. Each tab keeps its own: what a tab
 * has to send is its to send, until it is gone and another one finds it.
 */
export function createPendingStore({
  storage,
  key,
  store,
  tabs,
  ids,
}: {
  storage: StoragePort
  key: () => string
  store: ThreadCore['store']
  tabs: Tabs
  ids: () => string
}) {
  /** Held as long as this tab has something to send. */
  let alive: AbortController | null = null
  /** What was read and is not back in the thread's state yet: it may still be looked for when the page dies. */
  let restoring: readonly KeptSend[] = []
  /** Where this tab is among those that may have left something. */
  let listed: string | null = null

  const listKey = (place: string, tab: string) => (tab === soloTabs.id ? place : `${place} ${tab}`)
  const tabsKey = (place: string) => `${place} tabs`
  const aliveName = (place: string, tab: string) => `react-assistants ${listKey(place, tab)}`

  // One after the other, so that an older list never lands on a newer one, nor any list on what was not read yet.
  const takeTurn = createTurns()
  const inTurn = <T>(act: () => Promise<T>): Promise<T | undefined> =>
    takeTurn(act).catch(() => undefined)
  const alone = async <T>(place: string, act: () => Promise<T>): Promise<T> => {
    const turn = new AbortController()
    await tabs.hold(`react-assistants ${tabsKey(place)}`, turn.signal).catch(() => {})
    return act().finally(() => turn.abort())
  }
  const readList = async (listAt: string): Promise<KeptSend[]> =>
    readSends(await storage.read(listAt), ids)
  const writeList = (listAt: string, sends: readonly KeptSend[]) =>
    sends.length > 0 ? storage.write(listAt, sends) : storage.remove(listAt)
  const shared = sharedStorage(storage)
  const readTabs = async (place: string): Promise<string[]> => {
    const kept = await storage.read(tabsKey(place))
    const all = Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
    return all.slice(-mostTabs)
  }

  /** Others find what this tab leaves behind only if they know that it was there. */
  const enlist = (place: string) => {
    if (tabs.id === soloTabs.id || listed === place) return
    listed = place
    const act = async () => {
      const known = await readTabs(place)
      if (!known.includes(tabs.id)) await shared.write(tabsKey(place), [...known, tabs.id])
    }
    const again = () => {
      if (listed === place) listed = null
    }
    // The next change tries once more.
    void inTurn(() => alone(place, act).catch(again))
  }
  const live = (place: string, isAlive: boolean) => {
    if (isAlive === (alive !== null)) return
    alive?.abort()
    alive = isAlive ? new AbortController() : null
    // Who looks meanwhile strikes this tab off: it had nothing to send.
    if (!isAlive) listed = null
    if (alive) tabs.hold(aliveName(place, tabs.id), alive.signal).catch(() => {})
  }
  const write = () => {
    const place = key()
    const here = openSends(store.getState())
    const open = [
      ...restoring.filter(({ intent }) => here.every((send) => send.intent !== intent)),
      ...here,
    ]
    live(place, open.length > 0)
    if (open.length > 0) enlist(place)
    void inTurn(() => writeList(listKey(place, tabs.id), open))
  }
  store.subscribe(({ pending }, before) => {
    if (pending !== before.pending) write()
  })

  /** Takes over what tabs have left that are no more. */
  const takeOver = async (place: string): Promise<KeptSend[]> => {
    const listedTabs = await readTabs(place).catch(() => [])
    const known = new Set([...listedTabs, soloTabs.id, tabs.id])
    const sends: KeptSend[] = []
    const gone: string[] = []
    for (const tab of known) {
      const isThere = tab !== tabs.id && (await tabs.isHeld(aliveName(place, tab)))
      if (isThere) continue
      const left = await readList(listKey(place, tab)).catch(() => null)
      // What cannot be read now is found later, as long as its tab is known.
      if (!left) continue
      sends.push(...left)
      if (tab !== tabs.id) gone.push(tab)
    }
    // Before the next one looks.
    live(place, sends.length > 0)
    if (sends.length > 0) await writeList(listKey(place, tabs.id), sends)
    for (const tab of gone) {
      known.delete(tab)
      await storage.remove(listKey(place, tab))
    }
    if (gone.length > 1) await shared.write(tabsKey(place), [...known]).catch(() => {})
    return sends
  }

  return {
    /** What this tab has to send, and what tabs had that are no more: from now on it is this tab's. */
    load: async (): Promise<KeptSend[]> => {
      const place = key()
      const kept = await inTurn(async () => {
        const isAlone = tabs.id === soloTabs.id
        restoring = eachOnce(
          await (isAlone ? readList(place) : alone(place, () => takeOver(place))),
        )
        return restoring
      })
      return [...(kept ?? [])]
    },
    /** What was loaded is in the thread's state, as far as it is still to be sent. */
    restored: () => {
      restoring = []
    },
    /** The thread has got its id: everything moves under the new key before the old one goes. */
    moveFrom: (before: string) => {
      live(before, false)
      write()
      void inTurn(() => storage.remove(listKey(before, tabs.id)))
    },
    /** The thread is left: who comes may take over what is still open. */
    leave: () => live(key(), false),
  }
}
