import type { Fetch, RequestName } from '../../../src/api/index.js'

/** Which acts stand before a gate that is shut: all, or those that ask for an answer. */
export type Shut = 'all' | 'runs'

/** A way to the server on which what people do can be held up before it arrives. */
export interface Gate {
  operation: readonly RequestName[]
  answer: Fetch
  shut: (what: Shut) => void
  /** Lets everything go that was held, in order. */
  open: () => void
  /** What was held is lost. */
  drop: () => void
  /** The server refuses the next run that is asked for. */
  refuseNextRun: () => void
}

const acts = [
  'createThread',
  'createMessage',
  'createRun',
  'submitToolOutputs',
  'cancelRun',
] as const satisfies readonly RequestName[]

const refusal = () =>
  Response.json({ error: { message: 'This account may not run anything.' } }, { status: 403 })

export function createGate(reach: Fetch): Gate {
  let isShut: Shut | null = null
  let isRefusing = false
  let turn: Promise<unknown> = Promise.resolve()
  let held: { go: () => void; lose: () => void }[] = []

  const wait = ({ signal }: Request) =>
    new Promise<void>((resolve, reject) => {
      held.push({ go: resolve, lose: () => reject(new TypeError('fetch failed')) })
      const onAbort = () => reject(signal.reason as Error)
      signal.addEventListener('abort', onAbort, { once: true })
    })

  const leave = (how: 'go' | 'lose') => {
    isShut = null
    const left = held
    held = []
    for (const one of left) one[how]()
  }

  return {
    operation: acts,
    async answer(request) {
      const isRun = request.method === 'POST' && request.url.endsWith('/runs')
      const isHeld = isShut === 'all' || (isShut === 'runs' && isRun)
      if (isHeld) await wait(request)
      request.signal.throwIfAborted()
      if (isRun && isRefusing) {
        isRefusing = false
        return refusal()
      }
      if (!isHeld) return reach(request)
      // One after the other, as they were sent.
      const answered = turn.then(() => reach(request))
      turn = answered.catch(() => {})
      return answered
    },
    shut: (what) => {
      isShut = what
    },
    open: () => leave('go'),
    drop: () => leave('lose'),
    refuseNextRun: () => {
      isRefusing = true
    },
  }
}
