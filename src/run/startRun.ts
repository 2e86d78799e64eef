import { busyRunId, type Params, sleep, stopwatch } from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import { followRun, followUntilRest } from './followRun.js'
import { idleRun, intentKey } from './liveRun.js'
import { findRun } from './sendMessage.js'

/**
 * Asks for an answer and follows it to its rest; createRun.
 *
 * @param onAccepted called as soon as the server has begun the run, or refused to
 * @returns false when another run held the thread: that one was followed, and the answer is still owed
 */
export async function startRun(
  context: ControllerContext,
  intent: string,
  assistantId: string,
  onAccepted: () => void = () => {},
): Promise<boolean> {
  const { core, client, clock, settings, signal } = context
  const { threadId } = core.get()
  if (threadId === null) return true
  core.set({ live: { ...idleRun, phase: 'sending' }, ask: null, calls: {} })
  const { runParams } = settings()
  const params: Params<'createRun'> = {
    ...runParams,
    metadata: { ...runParams?.metadata, [intentKey]: intent },
    thread_id: threadId,
    assistant_id: assistantId,
  }
  const options = { idempotencyKey: intent, onResponse: core.onResponse }
  try {
    await followRun(
      {
        open: (stream) => client.stream.createRun(params, { ...options, signal: stream }),
        lookUp: () => findRun({ client, clock, signal, threadId }, intent),
        onAccepted,
      },
      context,
    )
    return true
  } catch (error) {
    onAccepted()
    const holder = busyRunId(error)
    if (holder === null) throw error
    const { live } = core.get()
    // Stop was meant for the run that did not come about, not for the one in its way.
    if (live.stopping) core.setLive({ ...live, stopping: false })
    await followHolder(context, holder)
    return live.stopping || core.get().live.run?.metadata?.[intentKey] === intent
  }
}

/** Two tries at a thread that somebody else holds are never closer than this. */
const shortestTurn = 1_000

/** Follows the run that holds the thread, whoever started it, until it is at rest. */
export async function followHolder(context: ControllerContext, runId: string): Promise<void> {
  const { clock, signal } = context
  const turn = stopwatch(clock)
  turn.restart()
  await followUntilRest(context, runId)
  const left = shortestTurn - turn.ms()
  if (left > 0) await sleep(clock, left, signal)
}
