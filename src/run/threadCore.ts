import { notifyManager, type QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AssistantsClient, Clock, Resource, RunEvent } from '../api/index.js'
import { putResource } from '../queries/index.js'
import { idleRun, type LiveRun, type PendingSend, type ThreadState } from './liveRun.js'
import { reduceRun } from './reduceRun.js'
import type { Schedule } from './schedule.js'

/** Something the server has said for good, on its way into the cache. */
interface News {
  resource: Resource
  /** It did not exist before, so lists may take it in. */
  isNew: boolean
}

/** What a thread's controller knows and how it says so: every change of store and cache goes through here. */
export interface ThreadCore {
  store: StoreApi<ThreadState>
  /** The newest state; the store follows in the same task as the cache. */
  get: () => ThreadState
  set: (patch: Partial<ThreadState>, ...news: News[]) => void
  setLive: (live: LiveRun) => void
  /** Changes one pending send; null takes it away. */
  setPending: (intent: string, change: ((send: PendingSend) => PendingSend) | null) => void
  /** Hears an event, to be published with the next frame. */
  take: (event: RunEvent) => void
  /** Publishes what was heard. */
  flush: () => void
  /** The server's time in milliseconds, as far as its answers tell. */
  serverNow: () => number
  /** Reads the server's time from an answer. */
  onResponse: (response: Response) => void
}

export function createThreadCore({
  client,
  cache,
  clock,
  schedule,
  threadId,
}: {
  client: AssistantsClient
  cache: QueryClient
  clock: Clock
  schedule: Schedule
  threadId: string | null
}): ThreadCore {
  let state: ThreadState = {
    threadId,
    live: idleRun,
    pending: [],
    rows: {},
    ask: null,
    calls: {},
    trouble: null,
  }
  let heard: RunEvent[] = []
  let cancelFrame: (() => void) | null = null
  let offset = 0
  const store = createStore<ThreadState>(() => state)

  const set: ThreadCore['set'] = (patch, ...news) => {
    state = { ...state, ...patch }
    if (news.length === 0) {
      store.setState(state, true)
      return
    }
    notifyManager.batch(() => {
      for (const { resource, isNew } of news) putResource(cache, client, resource, { isNew })
      notifyManager.schedule(() => store.setState(state, true))
    })
  }

  const flush = () => {
    cancelFrame?.()
    cancelFrame = null
    if (heard.length === 0) return
    const events = heard
    heard = []
    const live = events.reduce(reduceRun, state.live)
    set({ live }, ...events.flatMap(newsOf))
  }

  return {
    store,
    get: () => state,
    set,
    setLive: (live) => set({ live }),
    setPending: (intent, change) =>
      set({
        pending: state.pending.flatMap((send) => {
          if (send.intent !== intent) return [send]
          return change ? [change(send)] : []
        }),
      }),
    take: (event) => {
      heard.push(event)
      cancelFrame ??= schedule(flush)
    },
    flush,
    serverNow: () => clock.now() + offset,
    onResponse: ({ headers }) => {
      const date = Date.parse(headers.get('date') ?? '')
      // The header counts whole seconds and was written a moment ago; below that the clocks agree.
      if (!Number.isNaN(date)) {
        const apart = date - clock.now()
        offset = Math.abs(apart) < 2_000 ? 0 : apart
      }
    },
  }
}

/** What an event teaches for good; a message that is still being said teaches nothing yet. */
function newsOf(event: RunEvent): News[] {
  switch (event.event) {
    case 'thread.message.delta':
    case 'thread.message.created':
    case 'thread.message.in_progress':
    case 'thread.run.step.delta':
      return []
    case 'thread.created':
    case 'thread.run.created':
    case 'thread.run.step.created':
    case 'thread.message.completed':
    case 'thread.message.incomplete':
      return [{ resource: event.data, isNew: true }]
    default:
      return [{ resource: event.data, isNew: false }]
  }
}
