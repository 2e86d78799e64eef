import { setImmediate } from 'node:timers/promises'
import type { ManualClock } from '../../src/testing/index.js'

/**
 * A clock moved by hand whose settling waits for no timer of the machine, for tests that settle many thousand times.
 *
 * @param settle How everything comes to rest between two timers. @default one task, for what waits for promises alone
 */
export function quickClock(
  start: number = Date.UTC(2026, 0, 1),
  settle: () => Promise<void> = () => setImmediate(),
): ManualClock {
  let now = start
  let order = 0
  const timers = new Map<number, { at: number; act: () => void }>()

  const nextDue = (until: number) =>
    [...timers]
      .filter(([, { at }]) => at <= until)
      .toSorted(([a, one], [b, other]) => one.at - other.at || a - b)[0]

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
      for (let due = nextDue(until); due; due = nextDue(until)) {
        const [id, { at, act }] = due
        timers.delete(id)
        now = Math.max(now, at)
        act()
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
