import { type AssistantsClient, type Clock, type Run, type RunEvent, sleep } from '../api/index.js'
import { isFinal } from './liveRun.js'

export interface PollOptions {
  client: AssistantsClient
  clock: Clock
  signal: AbortSignal
  threadId: string
  runId: string
  /** The run as it is known; it is read anew before anything is said. */
  onResponse?: (response: Response) => void
}

/** Never more often than this, whatever the server hints. */
const shortestPause = 1_000
const longestPause = 10_000

/**
 * A run that cannot be streamed, told as a slow stream: its states as they are found, its messages whole. Ends when
 * the run asks or has ended, with its messages and steps read once more.
 */
export async function* pollRun({
  client,
  clock,
  signal,
  threadId,
  runId,
  onResponse,
}: PollOptions): AsyncGenerator<RunEvent, void, undefined> {
  const ids = { thread_id: threadId, run_id: runId }
  let hint = 0
  let pause = shortestPause
  let status: Run['status'] | undefined
  const hear = (response: Response) => {
    hint = Number(response.headers.get('openai-poll-after-ms') ?? 0) || 0
    onResponse?.(response)
  }
  for (let turn = 0; ; turn++) {
    const run = await client.getRun(ids, { signal, onResponse: hear })
    const isAtRest = isFinal(run) || run.status === 'requires_action'
    // Messages and steps come first, so that nothing is missing when the run is told to be at rest.
    if (isAtRest) yield* readAll(client, ids, signal)
    if (run.status !== status) {
      status = run.status
      pause = shortestPause
      yield { event: `thread.run.${run.status}`, data: run }
    }
    if (isAtRest) return
    await sleep(clock, Math.max(pause, hint), signal)
    pause = Math.min(longestPause, pause * 1.5)
    // Every other turn asks for messages in place of the run: one request a turn, whatever is asked.
    if (turn % 2 === 1) {
      yield* readMessages(client, ids, signal)
      await sleep(clock, Math.max(pause, hint), signal)
    }
  }
}

async function* readAll(
  client: AssistantsClient,
  ids: { thread_id: string; run_id: string },
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  yield* readMessages(client, ids, signal)
  if (!client.isSupported('listRunSteps')) return
  const { data } = await client.listRunSteps({ ...ids, limit: 100 }, { signal })
  for (const step of data.toReversed()) {
    yield { event: `thread.run.step.${step.status}`, data: step }
  }
}

async function* readMessages(
  client: AssistantsClient,
  { thread_id, run_id }: { thread_id: string; run_id: string },
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  const { data } = await client.listMessages({ thread_id, limit: 20 }, { signal })
  for (const message of data.toReversed()) {
    if (message.run_id !== run_id) continue
    // Outside streams the status is often absent, which means that the message is complete.
    const status = message.status ?? 'completed'
    yield { event: `thread.message.${status}`, data: message }
  }
}
