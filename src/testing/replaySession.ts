import { type Clock, type Fetch, sleep, systemClock } from '../api/index.js'
import { lineOf, type RecordedExchange, type Session } from './recordSession.js'

/** How fast a session is played, by what, and where the operations live. */
export interface ReplayOptions {
  /** What rings when something is due. @default systemClock */
  clock?: Clock
  /** How much faster than it was; Infinity for at once. @default 1 */
  speed?: number
  /** The path that the operations live under. @default '/v1' */
  basePath?: string
}

/**
 * A `fetch` that answers as a recorded session did. Each request is given the next answer that its line was given then;
 * the last one of a line is given again for as long as it is asked for. What was never asked is answered with 404.
 */
export function replaySession(
  { exchanges }: Session,
  { clock = systemClock, speed = 1, basePath = '/v1' }: ReplayOptions = {},
): Fetch {
  const left = new Map<string, RecordedExchange[]>()
  for (const exchange of exchanges) {
    left.set(exchange.line, [...(left.get(exchange.line) ?? []), exchange])
  }
  const wait = async (ms: number, signal?: AbortSignal) => {
    if (ms / speed > 0) await sleep(clock, ms / speed, signal)
  }

  return async (request) => {
    const line = lineOf(request, basePath)
    const due = left.get(line) ?? []
    const [exchange] = due
    if (due.length > 1) due.shift()
    if (!exchange) {
      const message = `The recording holds no answer to ${line}.`
      return Response.json({ error: { message, type: 'not_recorded' } }, { status: 404 })
    }
    const { after, status, headers = {}, pieces, end } = exchange
    await wait(after ?? 0, request.signal)
    if (after === undefined) throw new TypeError('fetch failed')
    const init = { status: status ?? 200, headers }
    return new Response(pieces ? bodyOf(pieces, end, wait) : null, init)
  }
}

function bodyOf(
  pieces: NonNullable<RecordedExchange['pieces']>,
  end: RecordedExchange['end'],
  wait: (ms: number, signal?: AbortSignal) => Promise<void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const leaving = new AbortController()
  let next = 0
  let elapsed = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = pieces[next++]
        if (!piece) {
          // Whoever left then has not seen the end; it is as good as none.
          if (end === undefined) controller.close()
          else controller.error(new TypeError('network error'))
          return
        }
        await wait(piece.after - elapsed, leaving.signal).catch(() => {})
        elapsed = piece.after
        if (!leaving.signal.aborted) controller.enqueue(encoder.encode(piece.text))
      },
      cancel: () => leaving.abort(),
    },
    { highWaterMark: 0 },
  )
}
