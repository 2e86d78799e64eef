import {
  type AssistantsClient,
  type Clock,
  isApiError,
  isAssistantsError,
  isUnsupportedError,
  type Run,
  type RunEvent,
  sleep,
} from '../api/index.js'
import { isAtRest, type Link } from './liveRun.js'
import { pollRun } from './pollRun.js'
import type { ThreadCore } from './threadCore.js'

interface FollowOptions {
  core: ThreadCore
  client: AssistantsClient
  clock: Clock
  signal: AbortSignal
}

/** Whether the server certainly did not do what it was asked. */
export const isRefusal = (error: unknown): boolean =>
  !isAssistantsError(error) ||
  isUnsupportedError(error) ||
  (isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 408)

export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown))

export interface OpenRun {
  /** Opens the stream. */
  open: () => AsyncIterable<RunEvent>
  /** After a lost answer: the run as the server has it, or null when the request did not arrive. */
  lookUp: () => Promise<Run | null>
  /** The server took the request. */
  onAccepted?: () => void
}

/**
 * Follows a run until it is at rest: by its stream, and where that breaks by asking.
 *
 * @throws what the server refused the request with; a break in the middle is not thrown, it is caught up with
 */
export async function followRun(
  { open, lookUp, onAccepted }: OpenRun,
  options: FollowOptions,
): Promise<void> {
  const { core, signal } = options
  let isAccepted = false
  const accept = () => {
    if (!isAccepted) onAccepted?.()
    isAccepted = true
  }
  try {
    setLink(core, 'stream')
    for await (const event of open()) {
      signal.throwIfAborted()
      accept()
      core.take(event)
    }
    core.flush()
  } catch (error) {
    core.flush()
    if (signal.aborted) throw error
    if (!isAccepted) {
      if (isRefusal(error)) throw error
      const run = await lookUp()
      if (!run) throw error
      accept()
      hearRun(core, run)
    }
  }
  if (!isAtRest(core.get().live)) await pollUntilRest(options)
}

/** Asks for the run until it is at rest, however often that fails on the way. */
export async function pollUntilRest({ core, client, clock, signal }: FollowOptions): Promise<void> {
  for (let faults = 0; ; faults++) {
    const { threadId, live } = core.get()
    if (threadId === null || live.run === null) return
    try {
      setLink(core, faults === 0 ? 'poll' : 'lost')
      const { onResponse } = core
      const runId = live.run.id
      for await (const event of pollRun({ client, clock, signal, threadId, runId, onResponse })) {
        faults = 0
        setLink(core, 'poll')
        core.take(event)
      }
      core.flush()
      return
    } catch (error) {
      core.flush()
      if (signal.aborted) throw error
      if (isRefusal(error) && !(isApiError(error) && error.status === 429)) throw error
      setLink(core, 'lost')
      await sleep(clock, Math.min(10_000, 1_000 * 2 ** faults), signal)
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
