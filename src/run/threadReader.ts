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
  const readTranscript = createTranscriptReader()
  const listeners = new Set<() => void>()
  let observed: string | null = null
  let stop: (() => void) | null = null
  let pages: ListData<Message> | undefined
  let settled: Message[] | undefined

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const observe = () => {
    const { threadId } = controller.store.getState()
    if (threadId === observed || threadId === null) return
    stop?.()
    observed = threadId
    // It loads the list and keeps it alive; what it says is read from the cache.
    stop = new InfiniteQueryObserver(
      cache,
      messagesQuery(client, { thread_id: threadId }),
    ).subscribe(tell)
  }
  let unsubscribe: (() => void) | null = null

  return {
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        observe()
        unsubscribe = controller.store.subscribe(() => {
          observe()
          tell()
        })
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        unsubscribe?.()
        stop?.()
        observed = null
      }
    },
    read() {
      const { live, pending, rows, threadId } = controller.store.getState()
      const data =
        threadId === null
          ? undefined
          : cache.getQueryData<ListData<Message>>(
              messagesQuery(client, { thread_id: threadId }).queryKey,
            )
      if (pages !== data) {
        pages = data
        // Pages come newest first; people read oldest first.
        settled = data && listItems(data).toReversed()
      }
      return readTranscript({ settled, live, pending, rows })
    },
  }
}
