import {
  isApiError,
  isAssistantsError,
  isUnsupportedError,
  type Message,
  type Run,
  type RunEvent,
  type RunStep,
  sleep,
} from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import { UnknownOutcomeError } from './errors.js'
import { isAtRest, isFinal, type Link, type LiveRun } from './liveRun.js'
import { pollRun } from './pollRun.js'
import type { ThreadCore } from './threadCore.js'
import { isEmpty } from './transcript.js'

/** What following a run needs of its controller. */
type FollowContext = Pick<ControllerContext, 'core' | 'client' | 'clock' | 'presence' | 'signal'>

/** Whether the server certainly did not do what it was asked. */
export const isRefusal = (error: unknown): boolean =>
  !isAssistantsError(error) ||
  isUnsupportedError(error) ||
  (isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 408)

export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown))

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
 * Follows a run until it is at rest: by its stream, and where that breaks by asking.
 *
 * @throws what the server refused the request with, or UnknownOutcomeError when its answer was lost and cannot be
 * looked up; a break in the middle is not thrown, it is caught up with
 */
export async function followRun(
  { open, lookUp, onAccepted }: OpenRun,
  context: FollowContext,
): Promise<void> {
  const { core, client, clock, presence, signal } = context
  const stream = new AbortController()
  const letGo = () => stream.abort(signal.reason)
  signal.addEventListener('abort', letGo, { once: true })
  let isAccepted = false
  let heardAt = clock.now()
  let found: Run | null = null
  let fault: unknown
  const accept = () => {
    if (!isAccepted) onAccepted?.()
    isAccepted = true
  }
  /** Somebody is back: a stream that sleeps on while its run is at rest is left. */
  const check = async () => {
    const { live, threadId } = core.get()
    if (threadId === null || live.run === null || clock.now() - heardAt < longestTrust) return
    heardAt = clock.now()
    const which = { thread_id: threadId, run_id: live.run.id }
    const run = await client.getRun(which, { signal: stream.signal })
    if (!isFinal(run) && run.status !== 'requires_action') return
    found = run
    stream.abort(new DOMException('The run is at rest.', 'AbortError'))
  }
  const stopListening = presence.onReturn(() => {
    if (isAccepted) check().catch(() => {})
  })
  try {
    setLink(core, 'stream')
    for await (const event of open(stream.signal)) {
      stream.signal.throwIfAborted()
      accept()
      heardAt = clock.now()
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
  const run = found ?? live.run
  if (run) await pollUntilRest(context, run.id, found ?? undefined)
}

/**
 * Asks for a run until it is at rest, however often that fails on the way.
 *
 * @throws what the server refuses to tell of it
 */
export async function pollUntilRest(
  { core, client, clock, presence, signal }: FollowContext,
  runId: string,
  known?: Run,
): Promise<void> {
  const { threadId } = core.get()
  if (threadId === null) return
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
      const isTooMany = isApiError(error) && error.status === 429
      if (signal.aborted || (isRefusal(error) && !isTooMany)) throw error
      setLink(core, 'lost')
      const told = isTooMany ? (error.retryAfter ?? 0) : 0
      await sleep(clock, Math.max(told, Math.min(10_000, 1_000 * 2 ** faults)), signal)
    }
  }
}

/** Takes a run that was read, as if a stream had told it. */
export function hearRun(core: ThreadCore, run: Run): void {
  core.take({ event: `thread.run.${run.status}`, data: run })
  core.flush()
}

function setLink(core: ThreadCore, link: Link): void {
  const { live } = core.get()
  if (live.link !== link) core.setLive({ ...live, link })
}
