import type { Clock } from '../api/index.js'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on by `ms`, ringing what falls due on the way in order, and lets what that started settle. */
  advance: (ms: number) => Promise<void>
  /** Lets everything that needs no time come to rest. */
  settle: () => Promise<void>
  /** How many timers wait. */
  readonly pending: number
}

/**
 * Makes a clock that a test moves by hand.
 *
 * @param start Milliseconds since 1970. @default 2026-01-01T00:00:00Z
 */
export function createManualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start
  let order = 0
  const timers = new Map<number, { at: number; act: () => void }>()

  const settle = async () => {
    // A macrotask lets every chain of promises in between run to its end; streams and storage need a few of them.
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve))
  }

  const nextDue = (until: number): number | undefined => {
    let due: number | undefined
    for (const [id, { at }] of timers) {
      if (at > until) continue
      if (due === undefined || at < (timers.get(due)?.at ?? 0)) due = id
    }
    return due
  }

  return {
    now: () => now,
    after: (ms, act) => {
      const id = order++
      timers.set(id, { at: now + Math.max(0, ms), act })
      return () => void timers.delete(id)
    },
    async advance(ms) {
      const until = now + ms
      await settle()
      for (let id = nextDue(until); id !== undefined; id = nextDue(until)) {
        const timer = timers.get(id)
        timers.delete(id)
        now = Math.max(now, timer?.at ?? now)
        timer?.act()
        await settle()
      }
      now = until
    },
    settle,
    get pending() {
      return timers.size
    },
  }
}
