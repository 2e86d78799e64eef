import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query'
import type { AssistantsClient, Message } from '../api/index.js'
import { type ListData, listItems, messagesQuery } from '../queries/index.js'
import type { RunController } from './createRunController.js'
import { createTranscriptReader, type Transcript } from './transcript.js'

/** The rows of one thread, kept up to date while somebody listens. */
export interface ThreadReader {
  subscribe: (listener: () => void) => () => void
  /** What is to be shown now; the same object until something changes. */
  read: () => Transcript
}

/** Joins the cache's pages and the run's store: one notice for both, one reader over both. */
export function createThreadReader(
  controller: Pick<RunController, 'store'>,
  { client, cache }: { client: AssistantsClient; cache: QueryClient },
): ThreadReader {
  const { store } = controller
  const readTranscript = createTranscriptReader()
  const listeners = new Set<() => void>()
  let observed: string | null = null
  let stopObserving = () => {}
  let unsubscribe: (() => void) | null = null
  let hash: { threadId: string; value: string } | null = null
  let pages: ListData<Message> | undefined
  let settled: Message[] | undefined

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const observe = () => {
    const { threadId } = store.getState()
    if (threadId === observed || threadId === null) return
    stopObserving()
    observed = threadId
    // It loads the list and keeps it alive; what it says is read from the cache.
    const options = messagesQuery(client, { thread_id: threadId })
    stopObserving = new InfiniteQueryObserver(cache, options).subscribe(tell)
  }
  const release = () => {
    if (listeners.size > 0) return
    unsubscribe?.()
    unsubscribe = null
    stopObserving()
    observed = null
  }
  /** Without the making of a key for each row that reads. */
  const readPages = (): ListData<Message> | undefined => {
    const { threadId } = store.getState()
    if (threadId === null) return undefined
    if (hash?.threadId !== threadId) {
      const { queryKey } = messagesQuery(client, { thread_id: threadId })
      hash = { threadId, value: cache.defaultQueryOptions({ queryKey }).queryHash }
    }
    return cache.getQueryCache().get<ListData<Message>>(hash.value)?.state.data
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      observe()
      unsubscribe ??= store.subscribe(() => {
        observe()
        tell()
      })
      return () => {
        listeners.delete(listener)
        // One task later, so that StrictMode and a move within the page do not load the list twice.
        if (listeners.size === 0) setTimeout(release)
      }
    },
    read() {
      const { live, pending, rows } = store.getState()
      const data = readPages()
      if (pages !== data) {
        pages = data
        // Pages come newest first; people read oldest first.
        settled = data && listItems(data).toReversed()
      }
      return readTranscript({ settled, live, pending, rows })
    },
  }
}
