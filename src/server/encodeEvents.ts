import type { Clock } from '../api/index.js'
import { Refusal, type RefusalFacts } from './refusals.js'

/** An event, in whichever edition's shape. */
export interface TellableEvent {
  event: string
  data: object
  /** Where it stands, so that a reader can go on from there. */
  id: string
}

export interface EncodeOptions {
  clock: Clock
  /** Milliseconds of silence after which a comment is sent, so that a long thought is not taken for a stall. */
  heartbeat: number
  /** Cuts what is sent into pieces, so that a test can see its reader survive any cut. */
  chunk?: ((bytes: Uint8Array) => Uint8Array[]) | undefined
}

/** What a broken stream says. Clients look for these members bare or under `error`, so they stand in both places. */
function errorFrame(error: unknown): string {
  const facts: RefusalFacts =
    error instanceof Refusal
      ? error.facts
      : {
          message: 'The server broke off. The run may have ended; read it to see.',
          type: 'server_error',
          param: null,
          code: null,
        }
  return `event: error\ndata: ${JSON.stringify({ error: facts, ...facts })}\n\n`
}

const frameOf = ({ event, data, id }: TellableEvent): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\nid: ${id}\n\n`

/** Turns events into the bytes of an event stream, which ends with `[DONE]`. A reader that leaves stops nothing but the reading. */
export function encodeEvents(
  events: AsyncIterable<TellableEvent>,
  { clock, heartbeat, chunk }: EncodeOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = events[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  let pending: Promise<IteratorResult<TellableEvent>> | undefined
  let stopTimer = () => {}

  const nextOrSilence = () => {
    pending ??= iterator.next()
    const silence = new Promise<'silence'>((resolve) => {
      stopTimer = clock.after(heartbeat, () => resolve('silence'))
    })
    return Promise.race([pending, silence]).finally(stopTimer)
  }

  return new ReadableStream({
    async pull(controller) {
      const send = (text: string) => {
        const bytes = encoder.encode(text)
        // A `chunk` of the caller's may hand back views of any buffer; they are only read.
        const pieces = (chunk?.(bytes) ?? [bytes]) as Uint8Array<ArrayBuffer>[]
        for (const piece of pieces) if (piece.length > 0) controller.enqueue(piece)
      }
      const finish = () => {
        send('event: done\ndata: [DONE]\n\n')
        controller.close()
      }
      try {
        const next = await nextOrSilence()
        if (next === 'silence') {
          send(': still here\n\n')
          return
        }
        pending = undefined
        if (next.done) finish()
        else send(frameOf(next.value))
      } catch (error) {
        send(errorFrame(error))
        finish()
      }
    },
    async cancel() {
      stopTimer()
      await iterator.return?.()
    },
  })
}
