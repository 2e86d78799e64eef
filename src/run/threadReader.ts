import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query'
import type { AssistantsClient, Message } from '../api/index.js'
import { keyFor, type ListData, listItems, readGone } from '../queries/index.js'
import { idleRun, type PendingSend } from './liveRun.js'
import { shownMessages } from './shownMessages.js'
import type { RunController } from './runController.js'
import {
  createTranscriptReader,
  rowsTouched,
  type Transcript,
  type TranscriptSource,
} from './transcript.js'

/** The rows of one thread, kept up to date while somebody listens. */
export interface ThreadReader {
  /** Tells when rows come or go. */
  subscribe: (listener: () => void) => () => void
  /** Tells when one row may have changed. */
  subscribeRow: (id: string, listener: () => void) => () => void
  /** What is to be shown now; the same object until something changes. */
  read: () => Transcript
}

/** What is shown beside the cache's pages. */
type Beside = Pick<TranscriptSource, 'live' | 'pending'>

const none: readonly PendingSend[] = []

/** Joins the cache's pages and the run's store: one notice for both, one reader over both. */
export function createThreadReader(
  controller: Pick<RunController, 'store'>,
  { client, cache }: { client: AssistantsClient; cache: QueryClient },
): ThreadReader {
  const { store } = controller
  const readTranscript = createTranscriptReader()
  const listeners = new Set<() => void>()
  const rowListeners = new Map<string, Set<() => void>>()
  let told: { source: TranscriptSource; ids: readonly string[] } | undefined
  let observed: string | null = null
  let observedAround: string | null = null
  let stopObserving = () => {}
  let unsubscribe: (() => void) | null = null
  let hash: { threadId: string; around: string | null; value: string } | null = null
  let pages: ListData<Message> | undefined
  let settled: Message[] | undefined
  let rest: { of: Beside; is: Beside } | undefined

  /** A row hears of its own change only: what one delta costs does not grow with the rows that are shown. */
  const tell = () => {
    const source = readSource()
    const { ids } = readTranscript(source)
    const touched = told && rowsTouched(told.source, source)
    const hasNewIds = told?.ids !== ids
    told = { source, ids }
    if (hasNewIds) for (const listener of listeners) listener()
    for (const id of touched ?? rowListeners.keys()) {
      for (const listener of rowListeners.get(id) ?? []) listener()
    }
  }
  const observe = () => {
    const { threadId, around } = store.getState()
    if (threadId === null || (threadId === observed && around === observedAround)) return
    const stop = stopObserving
    observed = threadId
    observedAround = around
    // It loads the list and keeps it alive; what it says is read from the cache.
    const options = shownMessages(client, threadId, around)
    stopObserving = new InfiniteQueryObserver(cache, options).subscribe(tell)
    stop()
  }
  const release = () => {
    if (listeners.size + rowListeners.size > 0) return
    unsubscribe?.()
    unsubscribe = null
    stopObserving()
    observed = null
  }
  /** Without the making of a key for each row that reads. */
  const readPages = (): ListData<Message> | undefined => {
    const { threadId, around } = store.getState()
    if (threadId === null) return undefined
    if (hash?.threadId !== threadId || hash.around !== around) {
      const { queryKey } = shownMessages(client, threadId, around)
      hash = { threadId, around, value: cache.defaultQueryOptions({ queryKey }).queryHash }
    }
    return cache.getQueryCache().get<ListData<Message>>(hash.value)?.state.data
  }

  /** What was said or sent and then deleted is in no list any more, and is not shown on from here either. */
  const withoutGone = (held: Beside): Beside => {
    const { threadId } = store.getState()
    const isBare = held.live.messages.length + held.pending.length === 0
    const isGone = isBare || threadId === null ? null : readGone(cache)
    if (!isGone || threadId === null) return held
    const stays = ({ id }: Message) =>
      !isGone(keyFor(client, 'getMessage', { thread_id: threadId, message_id: id }))
    const messages = held.live.messages.filter(stays)
    const pending = held.pending.filter((send) => send.state !== 'accepted' || stays(send.message))
    const isAll = messages.length === held.live.messages.length
    if (isAll && pending.length === held.pending.length) return held
    const isKnown =
      rest?.of.live === held.live &&
      rest.of.pending === held.pending &&
      rest.is.live.messages.length === messages.length &&
      rest.is.pending.length === pending.length
    if (!rest || !isKnown)
      rest = { of: held, is: { live: isAll ? held.live : { ...held.live, messages }, pending } }
    return rest.is
  }

  const readSource = (): TranscriptSource => {
    const { live, pending, rows, around } = store.getState()
    const data = readPages()
    if (pages !== data) {
      pages = data
      // Pages come newest first; people read oldest first.
      settled = data && listItems(data).toReversed()
    }
    // What is said and sent comes after the latest message, and not after one that others follow.
    return around === null
      ? { settled, ...withoutGone({ live, pending }), rows }
      : { settled, live: idleRun, pending: none, rows }
  }

  /** Begins to follow cache and store, and ends it with the last listener. */
  const follow = (leave: () => void) => {
    observe()
    unsubscribe ??= store.subscribe(() => {
      observe()
      tell()
    })
    return () => {
      leave()
      // One task later, so that StrictMode and a move within the page do not load the list twice.
      if (listeners.size + rowListeners.size === 0) setTimeout(release)
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return follow(() => listeners.delete(listener))
    },
    subscribeRow(id, listener) {
      const some = rowListeners.get(id) ?? new Set()
      rowListeners.set(id, some.add(listener))
      return follow(() => {
        some.delete(listener)
        if (some.size === 0 && rowListeners.get(id) === some) rowListeners.delete(id)
      })
    },
    read: () => readTranscript(readSource()),
  }
}
