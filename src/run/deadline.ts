import type { Run } from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import type { Urgency } from './liveRun.js'

/** Watches how much time is left to answer, by the server's time. */
export interface Deadline {
  /** The run rests and asks. */
  watch: (run: Run) => void
  /** The server was seen to wait for the answers just now, whatever its clock says. */
  confirm: () => void
  /** Nothing is asked any more, or the page leaves the thread. */
  end: () => void
}

/** From these many milliseconds before the end on, the person is told. */
export const soon = 120_000
const last = 30_000
/** And so long after it, answers are taken no more unless the server says that it still waits. */
const grace = 5_000

/** Timers further off than this are left to a later look. */
const longestTimer = 86_400_000

function urgencyOf(left: number, isConfirmed: boolean): Urgency {
  if (left > soon) return 'ample'
  if (left > last) return 'soon'
  return left > -grace || isConfirmed ? 'last' : 'locked'
}

/**
 * A stream ends with the ask, so nobody tells of the expiry: `look` reads the run again when it is due, and ever less
 * often while the server lets it live on.
 */
export function createDeadline(
  { core, clock, presence }: Pick<ControllerContext, 'core' | 'clock' | 'presence'>,
  look: () => void,
): Deadline {
  /** By the server's time, in milliseconds. */
  let due: number | null = null
  let lateLooks = 0
  let confirmedAt = -Infinity
  let cancels: (() => void)[] = []

  const cancel = () => {
    for (const one of cancels) one()
    cancels = []
  }
  const after = (ms: number, act: () => void) => {
    if (ms <= longestTimer) cancels.push(clock.after(ms, act))
  }

  const tick = () => {
    cancel()
    if (due === null) return
    const left = due - core.serverNow()
    const urgency = urgencyOf(left, confirmedAt >= due)
    if (core.get().urgency !== urgency) core.set({ urgency })
    const next = [soon, last, -grace].find((edge) => edge < left)
    if (next !== undefined) after(left - next, tick)
    const wait = left > 0 ? left + 1_000 : Math.min(10_000, 1_000 * 1.5 ** lateLooks)
    after(wait, () => {
      // Somebody who comes back looks anyway.
      if (!presence.isAway()) look()
    })
    cancels.push(presence.onReturn(tick))
  }

  return {
    watch({ expires_at }) {
      due = typeof expires_at === 'number' ? expires_at * 1_000 : Infinity
      lateLooks = due > core.serverNow() ? 0 : lateLooks + 1
      tick()
    },
    confirm() {
      confirmedAt = core.serverNow()
    },
    end() {
      cancel()
      due = null
      confirmedAt = -Infinity
      if (core.get().urgency !== 'ample') core.set({ urgency: 'ample' })
    },
  }
}
