/** Time as an argument: the page's own by default, moved by hand in tests. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number
  /** Milliseconds since some moment, which nobody sets back or forward. @default now */
  elapsed?: () => number
  /** Calls `act` once after `ms`; the answer takes it back. */
  after: (ms: number, act: () => void) => () => void
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

/** Milliseconds for measuring how long something took. */
export const elapsedOn = (clock: Clock): number => clock.elapsed?.() ?? clock.now()

/** How long ago something was; `Infinity` until it was for the first time. */
export interface Stopwatch {
  /** It is now. */
  restart: () => void
  /** It never was. */
  forget: () => void
  /** Milliseconds since then. */
  ms: () => number
}

/**
 * Makes a stopwatch. A clock may be set back, and one that is never set may stand still while the machine sleeps: the
 * longer of both counts.
 */
export function stopwatch(clock: Clock): Stopwatch {
  let now = -Infinity
  let elapsed = -Infinity
  return {
    restart: () => {
      now = clock.now()
      elapsed = elapsedOn(clock)
    },
    forget: () => {
      now = -Infinity
      elapsed = -Infinity
    },
    ms: () => Math.max(clock.now() - now, elapsedOn(clock) - elapsed),
  }
}

/** Waits `ms` on `clock`; rejects with the signal's reason when it is aborted first. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error)
      return
    }
    const onAbort = () => {
      cancel()
      reject(signal?.reason as Error)
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
