import type { Clock } from '../../../src/api/index.js'
import { stir } from './settle.js'

/** A page's own idea of time: it may be wrong, slow to ring while hidden, and stand still. */
export interface PageClock extends Clock {
  /** Milliseconds by which the page's clock is ahead of the server's. */
  skew: number
  /** While hidden, timers ring once a minute; while frozen, not at all. */
  pace: (pace: 'awake' | 'throttled' | 'frozen') => void
  /** Since when the page stands still, by the world's time; null while it does not. */
  readonly frozenSince: number | null
  /** How many timers of the page wait. */
  readonly pending: number
}

const minute = 60_000

export function createPageClock(base: Clock): PageClock {
  let state: 'awake' | 'throttled' | 'frozen' = 'awake'
  const waiting = new Set<symbol>()
  /** What fell due and may not ring yet. */
  const held = new Map<symbol, () => void>()
  let cancelMinute = () => {}
  let frozenSince: number | null = null

  const release = () => {
    const due = [...held.values()]
    held.clear()
    for (const ring of due) ring()
  }
  const eachMinute = () => {
    cancelMinute = base.after(minute - (base.now() % minute), () => {
      release()
      if (state === 'throttled') eachMinute()
    })
  }

  const clock: PageClock = {
    skew: 0,
    now: () => base.now() + clock.skew,
    elapsed: base.now,
    after(ms, act) {
      stir()
      const id = Symbol('timer')
      waiting.add(id)
      const ring = () => {
        if (!waiting.delete(id)) return
        stir()
        act()
      }
      const cancel = base.after(ms, () => {
        if (state === 'awake') ring()
        else held.set(id, ring)
      })
      return () => {
        waiting.delete(id)
        held.delete(id)
        cancel()
      }
    },
    pace(next) {
      cancelMinute()
      state = next
      frozenSince = next === 'frozen' ? (frozenSince ?? base.now()) : null
      if (next === 'throttled') eachMinute()
      if (next === 'awake') release()
    },
    get frozenSince() {
      return frozenSince
    },
    get pending() {
      return waiting.size
    },
  }
  return clock
}
