import {
  isAssistantsError,
  type Message,
  type Run,
  type RunEvent,
  type RunStep,
  stopwatch,
} from '../api/index.js'
import { UnknownOutcomeError } from './errors.js'
import { type FollowContext, isRefusal, setLink, restAfter, waitToldBy } from './following.js'
import { isAtRest, isFinal, type LiveRun } from './liveRun.js'
import { type KnowsMessages, pollRun } from './pollRun.js'
import { resumeRun } from './resumeRun.js'
import { isEmpty } from './transcript.js'

export interface OpenRun {
  /** Opens the stream; aborting the signal lets it go. */
  open: (signal: AbortSignal) => AsyncIterable<RunEvent>
  /** After a lost answer: the run as the server has it, or null when the request did not arrive. */
  lookUp: () => Promise<Run | null>
  /** The server took the request. */
  onAccepted?: () => void
}

/** Whether a run ended before all that it began was told to its end, or without a word. */
const isInDoubt = (live: LiveRun): live is LiveRun & { phase: 'settled' } => {
  if (live.phase !== 'settled') return false
  const said = live.messages.filter((message) => !isEmpty(message))
  return (
    [...said, ...live.steps].some(({ status }) => status === 'in_progress') ||
    (live.run.status === 'completed' && said.length === 0)
  )
}

/** The server has the whole of it; where it refuses to tell, what was heard stands. */
async function readAgain(context: FollowContext, run: Run): Promise<void> {
  const { core, client, signal } = context
  try {
    await pollUntilRest(context, run.id, run)
  } catch (error) {
    if (signal.aborted) throw error
    return
  }
  const { live } = core.get()
  if (live.run?.id !== run.id) return
  // What was never finished and is not among what was read is nothing that the server has.
  const isTold = ({ status }: Message | RunStep) => status !== 'in_progress'
  const messages = live.messages.filter(isTold)
  const steps = client.isSupported('listRunSteps') ? live.steps.filter(isTold) : live.steps
  core.setLive({ ...live, messages, steps })
}

/** A stream that was silent for so long may be dead; one that spoke since then is not. */
const longestTrust = 5_000

/**
 * Follows a run until it is at rest: by its stream, by taking that up again where it breaks, and else by asking.
 *
 * @throws what the server refused the request with, or UnknownOutcomeError when its answer was lost and cannot be
 * looked up; a break in the middle is not thrown, it is caught up with
 */
export async function followRun(
  { open, lookUp, onAccepted }: OpenRun,
  context: FollowContext,
): Promise<void> {
  const { core, client, clock, presence, signal, reach } = context
  const stream = new AbortController()
  const letGo = () => stream.abort(signal.reason)
  signal.addEventListener('abort', letGo, { once: true })
  let isAccepted = false
  const silence = stopwatch(clock)
  silence.restart()
  let found: Run | null = null
  let fault: unknown
  const accept = () => {
    if (!isAccepted) onAccepted?.()
    isAccepted = true
  }
  /** Somebody is back: a stream that sleeps on while its run is at rest is left. */
  const check = async () => {
    const { live, threadId } = core.get()
    if (threadId === null || live.run === null || silence.ms() < longestTrust) return
    silence.restart()
    const asleep = new DOMException('The stream may be asleep.', 'AbortError')
    // To take it up again tells more than a look, and costs as much.
    if (client.isSupported('resumeRun')) return stream.abort(asleep)
    const which = { thread_id: threadId, run_id: live.run.id }
    const run = await client.getRun(which, { signal: stream.signal })
    if (!isFinal(run) && run.status !== 'requires_action') return
    found = run
    stream.abort(asleep)
  }
  const stopListening = presence.onReturn(() => {
    if (isAccepted) check().catch(() => {})
  })
  try {
    setLink(core, 'stream')
    for await (const event of open(stream.signal)) {
      stream.signal.throwIfAborted()
      accept()
      silence.restart()
      reach.hear(event)
      core.take(event)
    }
  } catch (error) {
    if (signal.aborted || (!isAccepted && isRefusal(error))) throw error
    fault = error
  } finally {
    core.flush()
    stopListening()
    signal.removeEventListener('abort', letGo)
  }
  const { live } = core.get()
  if (isAccepted && isAtRest(live)) {
    if (isInDoubt(live)) await readAgain(context, live.run)
    return
  }
  // What was not accepted in so many words, or did not say which run it is, is looked for.
  if (!isAccepted || live.run === null) {
    found = await lookUp().catch((cause: unknown) => {
      if (signal.aborted) throw cause
      throw new UnknownOutcomeError(isAssistantsError(fault) ? fault.operation : 'createRun', cause)
    })
    if (found === null) throw fault ?? new UnknownOutcomeError('createRun', null)
    accept()
  }
  const run = found ?? core.get().live.run
  if (fault !== undefined && !stream.signal.aborted) setLink(core, 'lost')
  if (run) await followUntilRest(context, run.id, found ?? undefined)
}

/**
 * Follows a run that goes on elsewhere until it is at rest: word by word where its stream can be taken up, and else by
 * asking.
 *
 * @throws what the server refuses to tell of it
 */
export async function followUntilRest(
  context: FollowContext,
  runId: string,
  known?: Run,
): Promise<void> {
  const isAtItsRest = known && (isFinal(known) || known.status === 'requires_action')
  if (!isAtItsRest && (await resumeRun(context, runId, known))) {
    const { live } = context.core.get()
    if (isInDoubt(live)) await readAgain(context, live.run)
    return
  }
  await pollUntilRest(context, runId, known)
}

/**
 * Asks for a run until it is at rest, however often that fails on the way.
 *
 * @throws what the server refuses to tell of it
 */
export async function pollUntilRest(
  { core, clock, signal, share, reach }: FollowContext,
  runId: string,
  known?: Run,
  knowsMessages?: KnowsMessages,
): Promise<void> {
  const { threadId } = core.get()
  if (threadId === null) return
  // What is read now may be ahead of what was heard: from there no stream goes on.
  reach.forget()
  const polling = share.poll()
  const { client, presence } = polling
  let newest = known
  for (let faults = 0; ; faults++) {
    try {
      setLink(core, faults === 0 ? 'poll' : 'lost')
      const events = pollRun({
        client,
        clock,
        presence,
        signal,
        threadId,
        runId,
        known: newest,
        onResponse: core.onResponse,
        onMessages: core.takePage,
        ...(knowsMessages && { knowsMessages }),
      })
      newest = undefined
      for await (const event of events) {
        faults = 0
        setLink(core, 'poll')
        core.take(event)
      }
      core.flush()
      return
    } catch (error) {
      core.flush()
      const told = waitToldBy(error)
      if (signal.aborted || (isRefusal(error) && told === null)) throw error
      setLink(core, 'lost')
      await restAfter(told, faults, { clock, presence, signal })
    }
  }
}
