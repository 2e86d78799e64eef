import type { RunEvent } from '../api/index.js'

/** What is to be done with an event of a stream that was taken up: `anew` tells a thing once more from its beginning. */
export type Hearing = 'take' | 'skip' | 'anew'

/** How far the stream of the thread's run was heard, so that it can be taken up there. */
export interface Reach {
  /** Remembers an event of a stream. */
  hear: (event: RunEvent) => void
  /** The id of the last event that was heard of this run. */
  last: (runId: string) => string | undefined
  /** Begins to take a run's stream up again; the answer tells what to do with each of its events. */
  takeUp: (runId: string) => (event: RunEvent) => Hearing
  /** What is known of the run is ahead of what was heard. */
  forget: () => void
}

const isDelta = ({ event }: RunEvent): boolean => event.endsWith('.delta')
const isBeginning = ({ event }: RunEvent): boolean =>
  event === 'thread.message.created' || event === 'thread.run.step.created'

/** Remembers one run at a time: a thread has no two that go on. */
export function createReach(): Reach {
  let runId: string | null = null
  let last: string | undefined
  let heard = new Set<string>()

  const begin = (id: string | null) => {
    runId = id
    last = undefined
    heard = new Set()
  }

  return {
    hear({ event, data, id }) {
      if (/^thread\.run\.\w+$/.test(event) && data.id !== runId) begin(data.id)
      if (id === undefined) return
      last = id
      heard.add(id)
    },
    last: (wanted) => (wanted === runId ? last : undefined),
    takeUp(wanted) {
      if (wanted !== runId) begin(wanted)
      const goesOn = last !== undefined
      const begun = new Set<string>()
      return (event) => {
        const { id, data } = event
        if (id !== undefined && heard.has(id)) return 'skip'
        // A server that tells from the beginning, whether asked to or not, tells this one whole.
        if (isBeginning(event)) {
          begun.add(data.id)
          return 'anew'
        }
        if (!isDelta(event) || begun.has(data.id)) return 'take'
        // A fragment that may have been heard would lengthen the text once more; the whole will come.
        return goesOn && id !== undefined ? 'take' : 'skip'
      }
    },
    forget: () => begin(null),
  }
}
