'use client'

import { skipToken, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { type Clock, isApiError, systemClock } from '../api/index.js'
import { useAssistantsClient, useMessages } from '../queries/index.js'
import { type Answer, answerKey, isWritten } from './drafts.js'
import type { RunController } from './runController.js'
import { knownThreadsOf, type KnownThreadsState } from './knownThreads.js'
import type { Ask, LiveRun, ThreadState } from './liveRun.js'
import { missingCalls } from './missingCalls.js'
import { pendingActionsOf, type PendingActionsState } from './pendingActions.js'
import { pagePresence } from './presence.js'
import { memoryStorage } from './storage.js'
import { savingOf } from './sureStorage.js'
import { pageTabs } from './tabs.js'
import { useRunSettings, useThreadEntry } from './ThreadProvider.js'
import type { TranscriptRow } from './transcript.js'

/**
 * The threads that were opened or begun on this device or that the server lists, last seen first, and what can be done
 * with the list.
 */
export interface KnownThreadsView extends KnownThreadsState {
  /** Puts a thread on the list that is known from elsewhere; `title` names it as long as it has no name. */
  add: (threadId: string, title?: string) => void
  /** Gives a thread another name here; on the server nothing changes. */
  rename: (threadId: string, title: string) => void
  /** Takes a thread off the list, until it is opened here again; on the server it stays. */
  forget: (threadId: string) => void
}

/** Where no storage was given, each thread keeps to itself. */
const noStorage = memoryStorage()

const all = <T>(value: T): T => value

/**
 * The acts of the thread around this component: send, stop, submit and the rest.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export const useRunController = (): RunController => useThreadEntry().controller

/**
 * What the thread's store holds; `selector` picks and never builds. What failed is in it: `trouble`, each of `pending`,
 * and `live` in phase `failed`.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useThreadState<T = ThreadState>(
  selector: (state: ThreadState) => T = all as (state: ThreadState) => T,
): T {
  return useStore(useRunController().store, selector)
}

/**
 * The run as it is heard right now; `selector` picks and never builds. One that cannot be heard is in phase `failed`, with
 * its `error`; what was heard of it stays.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useLiveRun<T = LiveRun>(
  selector: (live: LiveRun) => T = all as (live: LiveRun) => T,
): T {
  return useThreadState(({ live }) => selector(live))
}

/**
 * The ids of the thread's rows, oldest first; changes only when a row comes or goes.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useTranscriptIds(): readonly string[] {
  const { reader } = useThreadEntry()
  const read = useCallback(() => reader.read().ids, [reader])
  return useSyncExternalStore(reader.subscribe, read, read)
}

/**
 * The list whose messages the thread shows, page by page: from the latest on or, after `goTo`, around a message;
 * `fetchNextPage` brings older ones, `fetchPreviousPage` newer ones.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useShownMessages(): ReturnType<typeof useMessages> {
  const threadId = useThreadState((state) => state.threadId)
  const around = useThreadState((state) => state.around)
  return useMessages(
    threadId === null ? skipToken : { thread_id: threadId, ...(around !== null && { around }) },
  )
}

/**
 * One row by its id; only this row's own change renders again.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useTranscriptMessage(id: string): TranscriptRow | undefined {
  const { reader } = useThreadEntry()
  const read = useCallback(() => reader.read().row(id), [reader, id])
  const subscribe = useCallback(
    (listener: () => void) => reader.subscribeRow(id, listener),
    [reader, id],
  )
  return useSyncExternalStore(subscribe, read, read)
}

/**
 * Whether all that was written here is kept in the `storage` of the settings. False once the browser could not keep
 * something: it is there as long as the page is, and kept again as soon as it is written anew.
 */
export function useIsSaved(): boolean {
  const { storage = noStorage } = useRunSettings()
  return useStore(savingOf(storage))
}

/**
 * What is being written in the composer, kept through reloads; where the storage fails, in memory.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useComposerDraft(): [text: string, setText: (text: string) => void] {
  const { drafts } = useRunController()
  return [useStore(drafts.store, ({ composer }) => composer), drafts.setComposer]
}

/**
 * What was written in answer to one call, undefined until something was; kept through reloads, in memory where the storage
 * fails.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useAnswer(
  runId: string,
  callId: string,
): [answer: Answer | undefined, setAnswer: (answer: Answer) => void] {
  const { drafts } = useRunController()
  const answer = useStore(drafts.store, ({ answers }) => answers[answerKey(runId, callId)])
  const setAnswer = useCallback(
    (next: Answer) => drafts.setAnswer(runId, callId, next),
    [drafts, runId, callId],
  )
  return [answer, setAnswer]
}

/**
 * How many calls of an ask still lack their output, and whether the person has written anything in answer to it. An
 * answer that has a schema is looked at when it is handed in.
 */
export function useMissingAnswers(ask: Ask): {
  /** How many calls lack their output. */
  missing: number
  /** Whether the person has written anything. */
  isAnyWritten: boolean
} {
  const { drafts } = useRunController()
  const { tools = {} } = useRunSettings()
  const calls = useThreadState((state) => state.calls)
  const missing = useStore(
    drafts.store,
    ({ answers }) => missingCalls(ask, calls, answers, tools).length,
  )
  const isAnyWritten = useStore(drafts.store, ({ answers }) =>
    ask.toolCalls.some(({ id }) => isWritten(answers[answerKey(ask.run.id, id)])),
  )
  return { missing, isAnyWritten }
}

/**
 * Milliseconds until an ask can be answered no more, by the server's time, and until when that is by the device's clock;
 * anew with each second. Both are NaN where the server never ends it.
 */
export function useTimeLeft({ run: { expires_at } }: Ask): {
  /** Milliseconds; below zero once the time is up. */
  left: number
  /** In milliseconds since 1970, by the device's clock. */
  until: number
} {
  const { serverNow } = useRunController()
  return useCountdown(typeof expires_at === 'number' ? expires_at * 1_000 : NaN, serverNow)
}

/** Seconds that answers are still held and can be taken back; null while none are. */
export function useHeldSeconds(): number | null {
  const clock = useClock()
  const until = useThreadState(({ heldUntil }) => heldUntil)
  const { left } = useCountdown(until ?? NaN, clock.now)
  return until === null ? null : Math.max(0, Math.ceil(left / 1_000))
}

/** Counts the milliseconds until `due` by the clock `now`, second by second. */
function useCountdown(due: number, now: () => number): { left: number; until: number } {
  const clock = useClock()
  const read = useCallback(() => {
    const left = due - now()
    return { left, until: clock.now() + left }
  }, [due, now, clock])
  const [time, setTime] = useState(read)
  useEffect(() => {
    let cancel = () => {}
    const tick = () => {
      const current = read()
      setTime(current)
      if (current.left > 0) cancel = clock.after(current.left % 1_000 || 1_000, tick)
    }
    tick()
    return () => cancel()
  }, [read, clock])
  return time
}

/** What tells the time to the threads around this component, and rings. */
export function useClock(): Clock {
  const { clock = systemClock } = useRunSettings()
  return clock
}

/** The known threads, and the loop that looks through them; one for all of this page. */
function usePending() {
  const client = useAssistantsClient()
  const cache = useQueryClient()
  const { storage, clock = systemClock, presence = pagePresence } = useRunSettings()
  const port = storage ?? noStorage
  const known = useMemo(() => knownThreadsOf(port, client.scope), [port, client])
  return { known, pending: pendingActionsOf({ client, cache, clock, presence, known }) }
}

/**
 * The threads that were opened or begun on this device by this client's scope. Kept in the
 * storage of `AssistantsProvider`; changes of other tabs show. Where the storage fails, the list is that of this page.
 * Where the dialect lists threads, the 100 newest of the server are among them, whoever made them: `client.listThreads`,
 * asked for every 30 seconds, by the same loop as `usePendingActions`, and not while the page is hidden.
 */
export function useKnownThreads(): KnownThreadsView {
  const client = useAssistantsClient()
  const { known, pending } = usePending()
  const { tabs = pageTabs, clock = systemClock } = useRunSettings()
  useEffect(() => known.listen(tabs), [known, tabs])
  useEffect(
    () => (client.isSupported('listThreads') ? pending.watch('threads') : undefined),
    [client, pending],
  )
  const state = useStore(known.store)
  return useMemo(() => {
    const { see, rename, forget } = known
    const add = (threadId: string, title?: string) => see(threadId, clock.now(), title)
    return { ...state, add, rename, forget }
  }, [state, known, clock])
}

/**
 * What waits for a person, over all known threads, those of `useKnownThreads`; `listRuns`, and `client.listThreads`
 * where the dialect has it, one request a second at most over all of them, and none while the page is hidden. Threads that are on the page are not asked about. One that cannot be
 * looked at is among `refused`, and looked at again later. `selector` picks and never builds.
 */
export function usePendingActions<T = PendingActionsState>(
  selector: (state: PendingActionsState) => T = all as (state: PendingActionsState) => T,
): T {
  const { pending } = usePending()
  useEffect(() => pending.watch(), [pending])
  return useStore(pending.store, selector)
}

/** Whether a server that refused with "too much" asked for more time than has passed since. */
export function useIsEarly(error: Error | null): boolean {
  const clock = useClock()
  const until = isApiError(error) && error.status === 429 ? (error.retryAt ?? 0) : 0
  const [over, setOver] = useState(0)
  const isEarly = until > over && until > clock.now()
  useEffect(
    () => (isEarly ? clock.after(until - clock.now(), () => setOver(until)) : undefined),
    [isEarly, until, clock],
  )
  return isEarly
}
