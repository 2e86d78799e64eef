import type { QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  type AssistantsClient,
  type Clock,
  isApiError,
  isNotFound,
  type Run,
} from '../api/index.js'
import { putResource } from '../queries/index.js'
import { liveThreads, onThreadsChange } from './controllers.js'
import type { KnownThreads } from './knownThreads.js'
import { listActions, type Look, type PendingAction } from './listActions.js'
import { pause, type Presence } from './presence.js'
import { createServerTime } from './serverTime.js'
import { createThreadList, isRefused } from './threadList.js'

/** What waits for a person over all known threads, and how much of it was seen. */
export interface PendingActionsState {
  /** What ends first comes first. */
  actions: readonly PendingAction[]
  /** Every known thread was looked at, and where the server lists threads, it has been asked for them. */
  isComplete: boolean
  /** Threads that could not be looked at, and why. */
  refused: Readonly<Record<string, Error>>
}

/** What waits for a person, over all known threads. */
export interface PendingActions {
  store: Pick<StoreApi<PendingActionsState>, 'getState' | 'getInitialState' | 'subscribe'>
  /** Looks as long as somebody watches, at what threads there are alone if so asked; the answer ends it. */
  watch: (what?: 'threads' | 'actions') => () => void
}

/** Two looks are never closer than this, over all threads. */
const shortestPause = 1_000
/** A thread is not looked at more often than this. */
const freshFor = 10_000
/** Nor one that is not to be had. */
const refusedFor = 60_000

const idle = () => {}

interface PendingActionsOptions {
  client: AssistantsClient
  cache: QueryClient
  clock: Clock
  presence: Presence
  known: KnownThreads
}

/** Asks the server about one thread after the other; those that are on the page tell by themselves. */
export function createPendingActions({
  client,
  cache,
  clock,
  presence,
  known,
}: PendingActionsOptions): PendingActions {
  const store = createStore<PendingActionsState>(() => ({
    actions: [],
    isComplete: false,
    refused: {},
  }))
  const looks = new Map<string, Look>()
  let watchers = 0
  /** Those of them who want to know what waits. */
  let lookers = 0
  let stop = idle
  let cancelStop: (() => void) | null = null
  const time = createServerTime(clock)
  const { onResponse } = time
  let restsUntil = -Infinity
  const list = createThreadList(client, known, clock)

  /** The runs that ask in threads of this page, by thread; null for one that asks nothing. */
  const readLive = (): Map<string, Run | null> => {
    const live = new Map<string, Run | null>()
    for (const { store: thread } of liveThreads(cache, client)) {
      const { threadId, live: now, isCaughtUp } = thread.getState()
      if (threadId === null || !isCaughtUp) continue
      live.set(threadId, now.phase === 'asking' ? now.run : null)
    }
    return live
  }

  const refresh = () => {
    const { threads, isLoaded } = known.store.getState()
    const live = readLive()
    for (const [id, run] of live) looks.set(id, { lookedAt: clock.now(), run, error: null })
    const titles = new Map(threads.map(({ id, title }) => [id, title]))
    const ids = new Set([...titles.keys(), ...live.keys()])
    for (const id of looks.keys()) if (!ids.has(id)) looks.delete(id)
    const next = {
      actions: listActions(looks, {
        before: store.getState().actions,
        titles,
        now: clock.now(),
        ahead: time.ahead(),
      }),
      isComplete: isLoaded && list.isTold() && [...ids].every((id) => looks.has(id)),
      refused: Object.fromEntries(
        [...looks].flatMap(([id, { error }]) => (error ? [[id, error]] : [])),
      ) as Record<string, Error>,
    }
    const before = store.getState()
    const isSame =
      next.actions === before.actions &&
      next.isComplete === before.isComplete &&
      JSON.stringify(Object.keys(next.refused)) === JSON.stringify(Object.keys(before.refused))
    if (!isSame) store.setState(next)
  }

  /** The known thread that was not looked at for the longest time, if that was long enough ago. */
  const pickNext = (): string | null => {
    if (lookers === 0 || !client.isSupported('listRuns')) return null
    const live = readLive()
    const due = known.store.getState().threads.flatMap(({ id }) => {
      const look = looks.get(id)
      const lookedAt = look?.lookedAt ?? -Infinity
      const isFresh =
        !look?.isMissing && clock.now() - lookedAt < (look?.error ? refusedFor : freshFor)
      return live.has(id) || isFresh ? [] : [{ id, lookedAt }]
    })
    return due.toSorted((one, other) => one.lookedAt - other.lookedAt)[0]?.id ?? null
  }

  const restIfTold = (thrown: unknown) => {
    if (!isApiError(thrown) || thrown.status !== 429) return
    restsUntil = clock.now() + Math.max(freshFor, thrown.retryAfter ?? 0)
  }

  const look = async (thread_id: string, signal: AbortSignal) => {
    const before = looks.get(thread_id)
    // Also for one that is asked about right now: a second watcher does not ask again.
    const note = (run: Run | null, error: Error | null) =>
      looks.set(thread_id, { lookedAt: clock.now(), run, error })
    try {
      if (before?.isMissing) {
        await client.getThread({ thread_id }, { signal, onResponse })
        note(null, null)
        return
      }
      const { data } = await client.listRuns({ thread_id, limit: 1 }, { signal, onResponse })
      const [newest] = data
      if (newest) putResource(cache, client, newest)
      note(newest?.status === 'requires_action' ? newest : null, null)
    } catch (thrown) {
      if (signal.aborted) return
      restIfTold(thrown)
      if (isNotFound(thrown) && before?.isMissing) known.drop(thread_id)
      else if (isNotFound(thrown)) {
        looks.set(thread_id, { lookedAt: clock.now(), run: null, error: null, isMissing: true })
      }
      // One that is not to be had just now may still ask what it asked.
      else note(isRefused(thrown) ? null : (before?.run ?? null), thrown as Error)
    }
  }

  const run = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      refresh()
      const isResting = presence.isAway() || clock.now() < restsUntil
      const isListing = !isResting && list.isDue()
      const next = isResting || isListing ? null : pickNext()
      if (isListing) await list.ask(signal, onResponse).catch(restIfTold)
      else if (next !== null) await look(next, signal)
      if (!signal.aborted) refresh()
      await pause({ clock, presence, signal }, shortestPause)
    }
  }

  const start = () => {
    const stay = new AbortController()
    const stops = [known.store.subscribe(refresh), onThreadsChange(cache, client, listenToLive)]
    let stopLive: (() => void)[] = []
    function listenToLive() {
      for (const stopOne of stopLive) stopOne()
      stopLive = liveThreads(cache, client).map(({ store: thread }) => thread.subscribe(refresh))
      refresh()
    }
    listenToLive()
    run(stay.signal).catch(() => {})
    stop = () => {
      stay.abort(new DOMException('Nobody watches any more.', 'AbortError'))
      for (const stopOne of [...stops, ...stopLive]) stopOne()
    }
  }

  return {
    store,
    watch(what = 'actions') {
      const isLooker = what === 'actions'
      watchers++
      lookers += Number(isLooker)
      cancelStop?.()
      cancelStop = null
      if (watchers === 1 && stop === idle) start()
      return () => {
        watchers--
        lookers -= Number(isLooker)
        if (watchers > 0) return
        // One task later, so that StrictMode and a move within the page ask nothing twice.
        const timer = setTimeout(() => {
          stop()
          stop = idle
        })
        cancelStop = () => clearTimeout(timer)
      }
    },
  }
}

const registry = new WeakMap<QueryClient, WeakMap<AssistantsClient, PendingActions>>()

/** What waits on one server for whoever looks at this page; one for all that watch. */
export function pendingActionsOf(options: PendingActionsOptions): PendingActions {
  const clients = registry.get(options.cache) ?? new WeakMap<AssistantsClient, PendingActions>()
  registry.set(options.cache, clients)
  const pending = clients.get(options.client) ?? createPendingActions(options)
  clients.set(options.client, pending)
  return pending
}
