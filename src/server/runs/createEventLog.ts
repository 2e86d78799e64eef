import type { RunEvent } from '../../api/index.js'

/** Events to be told, from a certain one to the end of a turn; any number of readers may tell them. */
export interface Telling {
  /** Each event in the shape that `show` gives it, with its id. Each reader goes at its own pace and misses none. */
  read: <T extends object>(show: (event: RunEvent<'v2'>) => T) => AsyncIterable<T & { id: string }>
}

/** What a run tells, turn after turn; a turn ends where the run ends or asks. */
export interface EventLog {
  /** Tells more. What comes after the end of a turn begins the next one, which readers of that turn do not hear. */
  push: (...events: RunEvent<'v2'>[]) => void
  /** Nothing more will come in this turn. */
  end: () => void
  /** Nothing more will come, and the run's end is not among what did. */
  fail: (error: unknown) => void
  /** The newest turn from its first event on. */
  turn: () => Telling
  /**
   * What follows the event of this id, to the end of the newest turn. Without an id, or with one that is not of this
   * log: what earlier turns left for good, then the newest turn.
   */
  after: (id: string | null) => Telling
}

interface Turn {
  /** Where the next turn's events begin; undefined in the newest turn. */
  until?: number
  state: 'open' | 'ended' | { error: unknown }
}

/** Messages and steps told to their end: of an earlier turn nothing else is worth telling again. */
const isForGood = ({ event }: RunEvent<'v2'>): boolean =>
  /^thread\.(message|run\.step)\.(completed|incomplete|failed|cancelled|expired)$/.test(event)

/**
 * Makes an empty log. It lives as long as somebody holds it.
 *
 * @param name Begins its ids: two logs of one run, before and after a restart, must not share any
 */
export function createEventLog(name: string): EventLog {
  const events: RunEvent<'v2'>[] = []
  const waiting = new Set<() => void>()
  let newest: Turn = { state: 'open' }
  let began = 0

  const wake = () => {
    for (const act of waiting) act()
    waiting.clear()
  }

  const finish = (state: Turn['state']) => {
    if (newest.state === 'open') newest.state = state
    wake()
  }

  /** Tells a turn from `start` on, which may lie before it; what `isWorth` refuses is left out. */
  const tell = (
    start: number,
    isWorth: (event: RunEvent<'v2'>, at: number) => boolean,
  ): Telling => {
    const turn = newest
    const read = <T extends object>(
      show: (event: RunEvent<'v2'>) => T,
    ): AsyncIterator<T & { id: string }> => {
      let at = start
      let left = false
      let wakeSelf: (() => void) | undefined
      const next = async (): Promise<IteratorResult<T & { id: string }>> => {
        for (;;) {
          const event = left || at >= (turn.until ?? Infinity) ? undefined : events[at]
          if (event) {
            const id = `${name}-${at}`
            if (isWorth(event, at++)) return { done: false, value: { ...show(event), id } }
            continue
          }
          if (left || turn.state === 'ended') return { done: true, value: undefined }
          if (turn.state !== 'open') throw turn.state.error
          await new Promise<void>((resolve) => {
            wakeSelf = resolve
            waiting.add(resolve)
          })
        }
      }
      return {
        next,
        return: () => {
          left = true
          if (wakeSelf) waiting.delete(wakeSelf)
          wakeSelf?.()
          return Promise.resolve({ done: true, value: undefined })
        },
      }
    }
    return { read: (show) => ({ [Symbol.asyncIterator]: () => read(show) }) }
  }

  const placeOf = (id: string | null): number | null => {
    const at = id?.startsWith(`${name}-`) ? Number(id.slice(name.length + 1)) : Number.NaN
    return Number.isInteger(at) && at >= 0 && at < events.length ? at : null
  }

  return {
    push: (...more) => {
      if (newest.state !== 'open') {
        began = events.length
        newest.until = began
        newest = { state: 'open' }
      }
      events.push(...more)
      wake()
    },
    end: () => finish('ended'),
    fail: (error) => finish({ error }),
    turn: () => tell(began, () => true),
    after: (id) => {
      const place = placeOf(id)
      const turnBegan = began
      return place === null
        ? tell(0, (event, at) => at >= turnBegan || isForGood(event))
        : tell(place + 1, () => true)
    },
  }
}
