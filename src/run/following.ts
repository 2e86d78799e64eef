import {
  eventOf,
  isApiError,
  isAssistantsError,
  isUnsupportedError,
  type Run,
} from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import type { Link } from './liveRun.js'
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
