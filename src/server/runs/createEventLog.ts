import type { RunEvent } from '../../api/index.js'

/** What one stream of a run tells, from its first word to its last, for any number of readers. */
export interface EventLog {
  push: (...events: RunEvent<'v2'>[]) => void
  /** Nothing more will come. */
  end: () => void
  /** Nothing more will come, and the run's end is not among what did. */
  fail: (error: unknown) => void
  /** All events from the first on. Each reader goes at its own pace and misses none. */
  read: <T>(show: (event: RunEvent<'v2'>) => T) => AsyncIterable<T>
}

/** Makes an empty log. It lives as long as somebody holds it. */
export function createEventLog(): EventLog {
  const events: RunEvent<'v2'>[] = []
  const waiting = new Set<() => void>()
  let state: 'open' | 'ended' | { error: unknown } = 'open'

  const wake = () => {
    for (const act of waiting) act()
    waiting.clear()
  }

  const finish = (next: typeof state) => {
    if (state === 'open') state = next
    wake()
  }

  const read = <T>(show: (event: RunEvent<'v2'>) => T): AsyncIterator<T> => {
    let at = 0
    let left = false
    let wakeSelf: (() => void) | undefined
    const next = async (): Promise<IteratorResult<T>> => {
      for (;;) {
        const event = events[at]
        if (!left && event) {
          at++
          return { done: false, value: show(event) }
        }
        if (left || state === 'ended') return { done: true, value: undefined }
        if (state !== 'open') throw state.error
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

  return {
    push: (...more) => {
      events.push(...more)
      wake()
    },
    end: () => finish('ended'),
    fail: (error) => finish({ error }),
    read: (show) => ({ [Symbol.asyncIterator]: () => read(show) }),
  }
}
