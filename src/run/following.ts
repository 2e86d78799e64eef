import {
  eventOf,
  isApiError,
  isAssistantsError,
  isUnsupportedError,
  longestWait,
  type Run,
  sleep,
} from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import type { Link } from './liveRun.js'
import { pause } from './presence.js'
import type { ThreadCore } from './threadCore.js'

/** What following a run needs of its controller. */
export type FollowContext = Pick<
  ControllerContext,
  'core' | 'client' | 'clock' | 'presence' | 'signal' | 'reach' | 'share'
>

/** Whether the server certainly did not do what it was asked. */
export const isRefusal = (error: unknown): boolean =>
  !isAssistantsError(error) ||
  isUnsupportedError(error) ||
  (isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 408)

export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown))

/**
 * Milliseconds that the server told to wait, nought where it said that it was too much and no more; null when that is not
 * what it said, or when it is so long that a person decides.
 */
export function waitToldBy(error: unknown): number | null {
  if (!isApiError(error) || error.status !== 429) return null
  const told = error.retryAfter ?? 0
  return told > longestWait ? null : told
}

/** Waits after a fault: never shorter than told, else longer each time, and no longer than until somebody is back. */
export async function restAfter(
  told: number | null,
  faults: number,
  where: Pick<FollowContext, 'clock' | 'presence' | 'signal'>,
): Promise<void> {
  if (told) await sleep(where.clock, told, where.signal)
  else await pause(where, Math.min(10_000, 1_000 * 2 ** faults))
}

/** Takes a run that was read, as if a stream had told it. */
export function hearRun(core: ThreadCore, run: Run): void {
  core.take(eventOf(run))
  core.flush()
}

/** Says how the run is being heard from now on. */
export function setLink(core: ThreadCore, link: Link): void {
  const { live } = core.get()
  if (live.link !== link) core.setLive({ ...live, link })
}
