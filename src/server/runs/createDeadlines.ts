import type { Clock, RunV2 } from '../../api/index.js'

/** When each active run expires. */
export interface Deadlines {
  watch: (run: RunV2) => void
  drop: (runId: string) => void
  close: () => void
}

/** Timers of the machine cannot wait longer. */
const longestTimer = 2 ** 31 - 1

/** Whether a run's time has passed. */
export const isDue = ({ expires_at }: RunV2, clock: Clock): boolean =>
  expires_at !== null && expires_at * 1000 <= clock.now()

/** Calls `act` with each watched run whose time has passed. */
export function createDeadlines(clock: Clock, act: (run: RunV2) => void): Deadlines {
  const timers = new Map<string, () => void>()

  const watch = (run: RunV2) => {
    if (run.expires_at === null) return
    const ms = Math.min(run.expires_at * 1000 - clock.now(), longestTimer)
    const ring = () => (isDue(run, clock) ? act(run) : watch(run))
    timers.set(run.id, clock.after(ms, ring))
  }

  const drop = (runId: string) => {
    timers.get(runId)?.()
    timers.delete(runId)
  }

  return {
    watch,
    drop,
    close: () => {
      for (const runId of timers.keys()) drop(runId)
    },
  }
}
