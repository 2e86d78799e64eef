import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Thread } from '../api/index.js'
import { listOf } from './isObject.js'
import type { StoragePort } from './storage.js'
import { sureStorage, unreadOf } from './sureStorage.js'
import { soloTabs, type TabChannel, type Tabs } from './tabs.js'
import { createTurns } from './createTurns.js'

/** A thread that was opened or begun here, or that the server lists. */
export interface KnownThread {
  /** The thread's own. */
  id: string
  /**
   * What people call it: the beginning of its first message, until somebody renames it; else its `metadata.title`,
   * where the server tells one; null where nobody has named it.
   */
  title: string | null
  /**
   * When it was first opened here, or last spoken in from here, in milliseconds of this device. Where the server alone
   * knows it: when it was made.
   */
  seenAt: number
}

/** The list of known threads, and whether it is whole. */
export interface KnownThreadsState {
  /** Last seen first. */
  threads: readonly KnownThread[]
  /** What was kept has been read. */
  isLoaded: boolean
}

/** A thread as it is kept. One that was forgotten stays, so that a server which lists it does not bring it back. */
interface KeptThread extends KnownThread {
  isForgotten?: true
}

/** The threads that were opened or begun on this device, and those that the server lists. */
export interface KnownThreads {
  store: Pick<StoreApi<KnownThreadsState>, 'getState' | 'getInitialState' | 'subscribe'>
  /** Notes that a thread is seen; `title` names it as long as it has no name. */
  see: (id: string, seenAt: number, title?: string) => void
  /** Whether it was opened or begun on this device. */
  isSeen: (id: string) => boolean
  /** The server lists these. Nothing of it is kept. */
  list: (threads: readonly Thread[]) => void
  rename: (id: string, title: string) => void
  /** Takes a thread off the list, until it is opened here again. On the server it stays. */
  forget: (id: string) => void
  /** The server has said that it is no more. */
  drop: (id: string) => void
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

type Threads = readonly KeptThread[]

/** No date is later. */
const latest = 8.64e15

/** What was kept, as far as it names threads, each once. */
function readThreads(kept: unknown): Threads {
  const rows = listOf(kept).flatMap(({ id, title, seenAt, isForgotten }): KeptThread[] => {
    if (typeof id !== 'string') return []
    const isTime = typeof seenAt === 'number' && Math.abs(seenAt) <= latest
    return [
      {
        id,
        title: typeof title === 'string' ? title : null,
        seenAt: isTime ? seenAt : 0,
        ...(isForgotten === true && { isForgotten }),
      },
    ]
  })
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

const inOrder = (threads: Threads): Threads =>
  threads.toSorted((one, other) => other.seenAt - one.seenAt)
const without = (threads: Threads, id: string): Threads =>
  threads.filter((thread) => thread.id !== id)

const toListed = ({ id, created_at, metadata }: Thread): KnownThread => {
  // What a server leaves out is no reason to show nothing.
  const { title } = (metadata as Thread['metadata'] | null | undefined) ?? {}
  return {
    id,
    title: (typeof title === 'string' && toTitle(title)) || null,
    seenAt: (created_at || 0) * 1_000,
  }
}

function createKnownThreads(storage: StoragePort, scope: string): KnownThreads {
  const key = `threads ${scope}`
  const name = `react-assistants ${key}`
  const store = createStore<KnownThreadsState>(() => ({ threads: [], isLoaded: false }))
  let kept: Threads = []
  let listed: readonly KnownThread[] = []
  let tabs: Tabs = soloTabs
  let channel: TabChannel | null = null
  let listeners = 0

  const read = (): Promise<Threads> =>
    // What is shown already does not go with what cannot be read.
    storage.read(key).then(readThreads, () => kept)
  const find = (threads: Threads, id: string) => threads.find((thread) => thread.id === id)
  const keep = (threads: Threads) => {
    kept = inOrder(threads).slice(0, mostThreads)
    return kept
  }
  const show = (isLoaded = store.getState().isLoaded) => {
    const seen = kept.map((thread) => {
      const title = thread.title ?? find(listed, thread.id)?.title ?? null
      return title === thread.title ? thread : { ...thread, title }
    })
    const more = listed.filter(({ id }) => !find(kept, id))
    const threads = inOrder([...seen, ...more]).filter(({ isForgotten }) => !isForgotten)
    store.setState({ threads, isLoaded })
  }
  const inTurn = createTurns()
  const load = () => {
    void inTurn(async () => {
      keep(await read())
      show(true)
    })
  }
  /** Shown at once, and done once more on what is kept by then: another tab may have been at it. */
  const change = (act: (threads: Threads) => Threads) => {
    keep(act(kept))
    show()
    void inTurn(async () => {
      const turn = new AbortController()
      await tabs.hold(name, turn.signal).catch(() => {})
      const threads = keep(act(await read()))
      await storage.write(key, threads).catch(() => {})
      turn.abort()
      show(true)
      channel?.say('changed')
    })
  }
  load()
  unreadOf(storage).store.subscribe((now, before) => {
    if (before.has(key) && !now.has(key)) load()
  })

  return {
    store,
    see: (id, seenAt, title) =>
      change((threads) => {
        const isNamed = title === undefined || find(listed, id)?.title
        const named = find(threads, id)?.title ?? (isNamed ? null : toTitle(title))
        return [{ id, seenAt, title: named }, ...without(threads, id)]
      }),
    isSeen: (id) => kept.some((thread) => thread.id === id && !thread.isForgotten),
    list: (threads) => {
      const next = threads.map(toListed)
      if (JSON.stringify(next) === JSON.stringify(listed)) return
      listed = next
      show()
    },
    rename: (id, title) =>
      change((threads) => {
        const known = find(threads, id) ?? find(listed, id)
        if (!known || find(threads, id)?.isForgotten) return threads
        return [
          { id, seenAt: known.seenAt, title: toTitle(title) || null },
          ...without(threads, id),
        ]
      }),
    forget: (id) =>
      change((threads) => {
        const known = find(threads, id) ?? find(listed, id)
        if (!known) return threads
        const { seenAt } = known
        return [{ id, seenAt, title: null, isForgotten: true }, ...without(threads, id)]
      }),
    drop: (id) => {
      listed = listed.filter((thread) => thread.id !== id)
      change((threads) => without(threads, id))
    },
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
