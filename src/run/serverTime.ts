import { type Clock, stopwatch } from '../api/index.js'

/** The server's time, as far as its answers tell; until then this device's. */
export interface ServerTime {
  /** In milliseconds. */
  now: () => number
  /** How many milliseconds it is ahead of this device's. The same until an answer says otherwise. */
  ahead: () => number
  /** Whether anything has told it yet. */
  isTold: () => boolean
  /** The server's time is `ms`. */
  hear: (ms: number) => void
  /** Reads it from an answer. */
  onResponse: (response: Response) => void
}

/** A server tells whole seconds, and wrote them a moment ago: what is nearer than this is the same time. */
const near = 2_000

export function createServerTime(clock: Clock): ServerTime {
  let told: number | null = null
  let ahead = 0
  const sinceTold = stopwatch(clock)
  const now = () => (told === null ? clock.now() : told + sinceTold.ms())

  const hear = (ms: number) => {
    const reckoned = now()
    const isNear = Math.abs(ms - reckoned) < near
    if (told !== null && isNear) return
    told = isNear ? reckoned : ms
    ahead = told - clock.now()
    sinceTold.restart()
  }

  return {
    now,
    ahead: () => ahead,
    isTold: () => told !== null,
    hear,
    onResponse: ({ headers }) => {
      const date = Date.parse(headers.get('date') ?? '')
      if (!Number.isNaN(date)) hear(date)
    },
  }
}
