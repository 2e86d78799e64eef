import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StoragePort } from './storage.js'
import { sureStorage } from './sureStorage.js'
import { soloTabs, type TabChannel, type Tabs } from './tabs.js'

/** A thread that was opened or begun here. */
export interface KnownThread {
  /** The thread's own. */
  id: string
  /** What people call it: the beginning of its first message, until somebody renames it; null where nobody has. */
  title: string | null
  /** When it was first opened here, or last spoken in from here, in milliseconds of this device. */
  seenAt: number
}

/** The list of known threads, and whether it is whole. */
export interface KnownThreadsState {
  /** Last seen first. */
  threads: readonly KnownThread[]
  /** What was kept has been read. */
  isLoaded: boolean
}

/** The threads that were opened or begun on this device, for servers that list none. */
export interface KnownThreads {
  store: Pick<StoreApi<KnownThreadsState>, 'getState' | 'getInitialState' | 'subscribe'>
  /** Notes that a thread is seen; `title` names it as long as it has no name. */
  see: (id: string, seenAt: number, title?: string) => void
  rename: (id: string, title: string) => void
  /** Takes a thread off the list. On the server it stays. */
  forget: (id: string) => void
  /** Hears of other tabs' changes from now on; the answer stops it. */
  listen: (tabs: Tabs) => () => void
}

/** More than these are not worth their room. */
const mostThreads = 500
const longestTitle = 60

/** A title as a list shows it: one line, cut at a word where there is one. */
export function toTitle(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ')
  const letters = Array.from(line)
  if (letters.length <= longestTitle) return line
  const cut = letters.slice(0, longestTitle - 1).join('')
  const word = letters[longestTitle - 1] === ' ' ? -1 : cut.lastIndexOf(' ')
  return `${word > longestTitle / 2 ? cut.slice(0, word) : cut}…`
}

const isKnownThread = (value: unknown): value is KnownThread =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'seenAt' in value &&
  typeof value.seenAt === 'number' &&
  'title' in value &&
  (value.title === null || typeof value.title === 'string')

type Threads = readonly KnownThread[]

const inOrder = (threads: Threads): Threads =>
  threads.toSorted((one, other) => other.seenAt - one.seenAt).slice(0, mostThreads)

function createKnownThreads(storage: StoragePort, scope: string): KnownThreads {
  const key = `threads ${scope}`
  const name = `react-assistants ${key}`
  const store = createStore<KnownThreadsState>(() => ({ threads: [], isLoaded: false }))
  let tabs: Tabs = soloTabs
  let channel: TabChannel | null = null
  let listeners = 0
  let acts: Promise<unknown> = Promise.resolve()

  const read = async (): Promise<Threads> => {
    const kept = await storage.read(key).catch(() => undefined)
    return Array.isArray(kept) ? kept.filter(isKnownThread) : []
  }
  const inTurn = async (act: () => Promise<void>) => {
    await acts
    await act()
  }
  const load = () => {
    acts = inTurn(async () => store.setState({ threads: inOrder(await read()), isLoaded: true }))
  }
  /** Shown at once, and done once more on what is kept by then: another tab may have been at it. */
  const change = (act: (threads: Threads) => Threads) => {
    store.setState(({ threads }) => ({ threads: inOrder(act(threads)) }))
    acts = inTurn(async () => {
      const turn = new AbortController()
      await tabs.hold(name, turn.signal).catch(() => {})
      const threads = inOrder(act(await read()))
      await storage.write(key, threads).catch(() => {})
      turn.abort()
      store.setState({ threads, isLoaded: true })
      channel?.say('changed')
    })
  }
  load()

  return {
    store,
    see: (id, seenAt, title) =>
      change((threads) => {
        const known = threads.find((thread) => thread.id === id)
        const named = known?.title ?? (title === undefined ? null : toTitle(title))
        return [{ id, seenAt, title: named }, ...threads.filter((thread) => thread !== known)]
      }),
    rename: (id, title) =>
      change((threads) =>
        threads.map((thread) =>
          thread.id === id ? { id, seenAt: thread.seenAt, title: toTitle(title) || null } : thread,
        ),
      ),
    forget: (id) => change((threads) => threads.filter((thread) => thread.id !== id)),
    listen(others) {
      listeners++
      if (!channel) {
        tabs = others
        channel = others.join(name, (said) => {
          if (said === 'changed') load()
        })
      }
      return () => {
        listeners--
        if (listeners > 0) return
        channel?.leave()
        channel = null
      }
    },
  }
}

const registry = new WeakMap<StoragePort, Map<string, KnownThreads>>()

/** The known threads of one server and person, shared by all that keep them in the same storage. */
export function knownThreadsOf(port: StoragePort, scope: string): KnownThreads {
  const storage = sureStorage(port)
  const scopes = registry.get(storage) ?? new Map<string, KnownThreads>()
  registry.set(storage, scopes)
  const known = scopes.get(scope) ?? createKnownThreads(storage, scope)
  scopes.set(scope, known)
  return known
}
