import { notifyManager, type QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  AssistantsClient,
  Clock,
  Message,
  Page,
  Resource,
  RunEvent,
  RunStep,
} from '../api/index.js'
import { type Effect, effects, putPage, putResource } from '../queries/index.js'
import { joinFragments } from './joinFragments.js'
import { idleRun, type LiveRun, type PendingSend, type ThreadState } from './liveRun.js'
import { reduceRun } from './reduceRun.js'
import type { Schedule } from './schedule.js'
import { createServerTime } from './serverTime.js'

/** Something the server has said for good, on its way into the cache. */
export interface News {
  resource: Resource
  /** It did not exist before, so lists may take it in. */
  isNew: boolean
}

/** What a thread's controller knows and how it says so: every change of store and cache goes through here. */
export interface ThreadCore {
  /** Always holds the newest state, as the cache does; both tell of it in the same flush. */
  store: Pick<StoreApi<ThreadState>, 'getState' | 'getInitialState' | 'subscribe'>
  get: () => ThreadState
  set: (patch: Partial<ThreadState>, ...news: News[]) => void
  setLive: (live: LiveRun) => void
  /** Changes one pending send; null takes it away. */
  setPending: (intent: string, change: ((send: PendingSend) => PendingSend) | null) => void
  /** Hears an event, to be published with the next frame. */
  take: (event: RunEvent) => void
  /** Forgets a message or a step that is still being told: it is told anew from its beginning. */
  dropOpen: (id: string) => void
  /** Takes in the newest page of the thread's messages, to be published together with the events around it. */
  takePage: (page: Page<Message>) => void
  /** Takes in what another tab was told by the server. */
  learn: (news: News) => void
  /** How often the newest page was read, to tell whether it was since then. */
  pagesTaken: () => number
  /** Publishes what was heard. */
  flush: () => void
  /** The server's time in milliseconds, as far as its answers tell. */
  serverNow: () => number
  /** Reads the server's time from an answer. */
  onResponse: (response: Response) => void
}

/** More events than these with one publication are a rush: nobody reads so fast, and frames cost more than words. */
const mostRead = 50
/** Frames for each publication in a rush. */
const framesOfRush = 3

export function createThreadCore({
  client,
  cache,
  clock,
  schedule,
  threadId,
  around = null,
  onTell = () => {},
}: {
  client: AssistantsClient
  cache: QueryClient
  clock: Clock
  schedule: Schedule
  threadId: string | null
  /** The message that the thread is opened at. */
  around?: string | null
  /** The server said something, maybe nothing for good. */
  onTell?: (news: readonly News[]) => void
}): ThreadCore {
  let state: ThreadState = {
    threadId,
    isCaughtUp: threadId === null,
    live: idleRun,
    pending: [],
    rows: {},
    ask: null,
    calls: {},
    kept: [],
    heldUntil: null,
    urgency: 'ample',
    trouble: null,
    sought: around === null ? null : { messageId: around, focus: false, state: 'loading' },
    around,
    hasNews: false,
    isOverdue: false,
  }
  let heard: RunEvent[] = []
  /** How many events came since the last publication, and whether they were a rush before that. */
  let taken = 0
  let isRush = false
  let pages: Page<Message>[] = []
  let pagesTaken = 0
  let cancelFrame: (() => void) | null = null
  let isWaiting = false
  /** Changes of the cache that nobody was told of yet. */
  let untold = 0
  const time = createServerTime(clock)
  const told = createStore<ThreadState>(() => state)
  // A reader that comes between the change of the cache and the notice of it must not see one without the other.
  const store = { ...told, getState: () => state }

  const tell = (news: readonly News[], readPages: readonly Page<Message>[]) => {
    const { threadId: thread_id } = state
    notifyManager.batch(() => {
      for (const page of readPages) {
        if (thread_id !== null) putPage(cache, client, 'listMessages', { thread_id }, page)
      }
      for (const { resource, isNew } of news) putResource(cache, client, resource, { isNew })
      untold++
      notifyManager.schedule(() => {
        untold--
        told.setState(state, true)
      })
    })
    onTell(news)
  }

  const set: ThreadCore['set'] = (patch, ...news) => {
    state = { ...state, ...patch }
    if (news.length === 0) told.setState(state, true)
    else tell(news, [])
  }

  const flush = () => {
    cancelFrame?.()
    cancelFrame = null
    isWaiting = false
    isRush = taken > mostRead
    taken = 0
    if (heard.length === 0 && pages.length === 0) return
    const events = heard
    const readPages = pages
    heard = []
    pages = []
    state = { ...state, live: events.reduce(reduceRun, state.live) }
    const news = events.flatMap(newsOf)
    // The cache tells of its changes in a task of its own. What is no news to it is seen in the very frame that it came in.
    if (news.length + readPages.length + untold > 0) tell(news, readPages)
    else {
      told.setState(state, true)
      onTell(news)
    }
  }

  const waitFrames = (count: number) => {
    const cancel = schedule(count > 1 ? () => waitFrames(count - 1) : flush)
    // A schedule may publish at once; then nothing waits any more.
    if (isWaiting) cancelFrame = cancel
  }

  const wait = () => {
    if (isWaiting) return
    isWaiting = true
    waitFrames(isRush ? framesOfRush : 1)
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
      const said = 'thread_id' in event.data ? event.data.thread_id : ''
      // What belongs to another thread has no place here.
      if (said && said !== state.threadId) return
      taken++
      const joined = joinFragments(heard.at(-1), event)
      if (joined) heard[heard.length - 1] = joined
      else heard.push(event)
      // Where no date can be read, a run that was just made tells the time.
      if (!time.isTold() && event.event === 'thread.run.created') {
        time.hear(event.data.created_at * 1_000)
      }
      wait()
    },
    dropOpen: (id) => {
      flush()
      const isKept = (one: Message | RunStep) => one.id !== id || one.status !== 'in_progress'
      const { live } = state
      const messages = live.messages.filter(isKept)
      const steps = live.steps.filter(isKept)
      if (messages.length + steps.length < live.messages.length + live.steps.length) {
        set({ live: { ...live, messages, steps } })
      }
    },
    pagesTaken: () => pagesTaken,
    takePage: (page) => {
      pagesTaken++
      pages.push(page)
      wait()
    },
    learn: ({ resource, isNew }) => putResource(cache, client, resource, { isNew }),
    flush,
    serverNow: time.now,
    onResponse: time.onResponse,
  }
}

const isId = (id: string | null | undefined): boolean => typeof id === 'string' && id !== ''

/** What an event teaches for good; what waits in the live run, and what nobody can place, teaches nothing. */
function newsOf({ event, data }: RunEvent): News[] {
  if ('thread_id' in data ? !isId(data.thread_id) : event !== 'thread.created') return []
  if (data.object === 'thread.run.step' && !isId(data.run_id)) return []
  const { act }: Effect = effects[event]
  // All that does not wait is a whole object.
  return act === 'waits' ? [] : [{ resource: data as Resource, isNew: act === 'enters' }]
}
