import {
  type Clock,
  eventOf,
  isApiError,
  type Message,
  type Page,
  type Run,
  type RunEvent,
  type RunStep,
} from '../api/index.js'
import { isResting } from './liveRun.js'
import { pagePresence, pause, type Presence } from './presence.js'
import type { PollClient } from './sharedPolling.js'

/** Which run is looked at, through what, and who hears of it. */
export interface PollOptions {
  /** Where it is asked: `getRun`, `listMessages` and `listRunSteps` are enough. */
  client: PollClient
  /** What the pauses are measured by. */
  clock: Clock
  /** Ends the looking; the run goes on. */
  signal: AbortSignal
  /** The run's thread. */
  threadId: string
  /** The run. */
  runId: string
  /** The run as it was read a moment ago: the first look is spared. */
  known?: Run | undefined
  /** Nothing is asked for while nobody is there. @default pagePresence */
  presence?: Presence
  /** Sees every answer's head. */
  onResponse?: (response: Response) => void
  /** Sees each newest page of the thread's messages, those of other runs included. */
  onMessages?: (page: Page<Message>) => void
  /** Asked once a run is at rest whose steps tell of these messages: those that are known are not read once more. */
  knowsMessages?: KnowsMessages
}

/** Whether messages of these ids were read beside the run, whole. */
export type KnowsMessages = (ids: readonly string[]) => Promise<boolean>

/** Never more often than this, whatever the server hints. */
const shortestPause = 1_000
const longestPause = 10_000
/** A hint above this is none. */
const longestHint = 60_000

/**
 * A run that cannot be streamed, told as a slow stream: its states as they are found, its messages whole. Ends when
 * the run asks or has ended, with its messages and steps read once more.
 */
export async function* pollRun(options: PollOptions): AsyncGenerator<RunEvent, void, undefined> {
  const { client, clock, signal, threadId, runId, known, onResponse } = options
  const { presence = pagePresence } = options
  const ids = { thread_id: threadId, run_id: runId }
  let hint = 0
  let length = shortestPause
  let status: Run['status'] | undefined
  const rest = () => pause({ clock, presence, signal }, Math.max(length, hint))
  const read = () =>
    client.getRun(ids, {
      signal,
      onResponse: (response) => {
        const told = Number(response.headers.get('openai-poll-after-ms') ?? 0)
        hint = told > 0 && told <= longestHint ? told : 0
        onResponse?.(response)
      },
    })
  for (let turn = 0; ; turn++) {
    const run = turn === 0 && known ? known : await read()
    // Messages and steps come first, so that nothing is missing when the run is told to be at rest.
    if (isResting(run)) yield* readAll(options)
    if (run.status !== status) {
      status = run.status
      length = shortestPause
      yield eventOf(run)
    }
    if (isResting(run)) return
    await rest()
    length = Math.min(longestPause, length * 1.5)
    // Every other turn asks for messages too, a pause apart: never more than one request at a time.
    if (turn % 2 === 1) {
      yield* readMessages(options)
      await rest()
    }
  }
}

async function* readAll(options: PollOptions): AsyncGenerator<RunEvent> {
  const { knowsMessages } = options
  if (!knowsMessages) yield* readMessages(options)
  const steps = await readSteps(options)
  const isKnown = steps !== null && (await knowsMessages?.(steps.flatMap(messageOf)))
  if (knowsMessages && !isKnown) yield* readMessages(options)
  for (const step of steps ?? []) yield eventOf(step)
}

const messageOf = ({ step_details: details }: RunStep): string[] =>
  details.type === 'message_creation' ? [details.message_creation.message_id] : []

/** The steps in their order; null where the server has none to tell. */
async function readSteps({
  client,
  threadId,
  runId,
  signal,
}: PollOptions): Promise<RunStep[] | null> {
  if (!client.isSupported('listRunSteps')) return null
  const which = { thread_id: threadId, run_id: runId }
  const page = await client
    .listRunSteps({ ...which, limit: 100 }, { signal })
    .catch(async (error: unknown) => {
      if (!isApiError(error)) throw error
      // No steps, or no run: a look at the run tells which, to us and to the client. Steps are not worth a run.
      if (error.status === 404) await client.getRun(which, { signal })
      return null
    })
  return page && page.data.toReversed()
}

async function* readMessages(options: PollOptions): AsyncGenerator<RunEvent> {
  const { client, threadId, runId, signal, onMessages } = options
  const page = await client.listMessages({ thread_id: threadId, limit: 20 }, { signal })
  onMessages?.(page)
  for (const message of page.data.toReversed()) {
    if (message.run_id !== runId) continue
    yield eventOf(message)
  }
}
