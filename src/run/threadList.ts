import { type ApiError, type AssistantsClient, type Clock, isApiError } from '../api/index.js'
import type { KnownThreads } from './knownThreads.js'

/** What threads there are is not asked more often than this. */
const listedFor = 30_000
/** Nor where the answer got lost. */
const lostFor = 10_000
/** Nor where the server refuses to say. */
const refusedFor = 60_000
/** The newest of them: one page, since each thread costs looks of its own. */
const mostListed = 100

/** What threads a server has, where it lists them. */
export interface ThreadList {
  /** Whether it is time to ask. Never, where the server lists none. */
  isDue: () => boolean
  /** Whether the server has said which, or that it does not. */
  isTold: () => boolean
  /** Asks once, and passes what is told to the known threads. */
  ask: (signal: AbortSignal, onResponse: (response: Response) => void) => Promise<void>
}

/** Refused by the server itself: asking again at once would hear the same. */
export const isRefused = (thrown: unknown): thrown is ApiError =>
  isApiError(thrown) && thrown.status >= 400 && thrown.status < 500

export function createThreadList(
  client: AssistantsClient,
  known: Pick<KnownThreads, 'list'>,
  clock: Clock,
): ThreadList {
  const isSupported = () => client.isSupported('listThreads')
  let dueAt = -Infinity
  let isTold = false
  return {
    isDue: () => isSupported() && clock.now() >= dueAt,
    isTold: () => isTold || !isSupported(),
    async ask(signal, onResponse) {
      try {
        const { data } = await client.listThreads({ limit: mostListed }, { signal, onResponse })
        isTold = true
        dueAt = clock.now() + listedFor
        known.list(data)
      } catch (thrown) {
        if (signal.aborted) return
        const isForGood = isRefused(thrown) && thrown.status !== 429
        // Whoever may not see the list still sees what was opened here.
        if (isForGood) isTold = true
        dueAt = clock.now() + (isForGood ? refusedFor : lostFor)
        throw thrown
      }
    },
  }
}
