import { type Clock, type Fetch, systemClock } from '../api/index.js'
import { pathOf } from './operationOf.js'

/** Text that came at a moment. */
export interface RecordedPiece {
  /** Milliseconds since the answer's head. */
  after: number
  /** What came. */
  text: string
}

/** One request and what came of it. Nothing is kept of who asked: no header of the request, no address but the path. */
export interface RecordedExchange {
  /** Milliseconds since the recording began. */
  at: number
  /** Method and path below the base path, query included. */
  line: string
  /** What was sent; absent where nothing was, or where it is no JSON. */
  sent?: unknown
  /** Milliseconds until the answer's head came; absent when none did. */
  after?: number
  /** The HTTP status; absent when no answer came. */
  status?: number
  /** The headers that the kit reads. */
  headers?: Record<string, string>
  /** The body as it came, one piece for an answer that is no stream. */
  pieces?: RecordedPiece[]
  /** How the body ended, where it did otherwise than well. */
  end?: 'broken' | 'left'
}

/** What went over a wire, as plain JSON. It holds what people and models said: treat it like the conversation itself. */
export interface Session {
  /** Of this shape. */
  version: 1
  /** In the order in which they were asked. */
  exchanges: RecordedExchange[]
}

/** A `fetch` that writes down what passes. */
export interface SessionRecorder {
  (request: Request): Promise<Response>
  /** What has passed so far; a copy that can be kept as JSON. */
  session: () => Session
  /** Forgets everything, and begins anew. */
  clear: () => void
}

/** What moments are measured by, and where the operations live. */
export interface RecordSessionOptions {
  /** What tells the time. @default systemClock */
  clock?: Clock
  /** The path that the operations live under. @default '/v1' */
  basePath?: string
}

const readHeaders = [
  'content-type',
  'date',
  'openai-poll-after-ms',
  'retry-after',
  'retry-after-ms',
]

/**
 * Wraps a `fetch` so that a session can be kept as JSON and played again: what was asked, what came, and when. Files and
 * other bytes are written down as text, so they do not survive.
 *
 * @example
 * const recorder = recordSession(fetch)
 * const client = createAssistantsClient({ baseUrl, fetch: recorder })
 * localStorage.setItem('a bug', JSON.stringify(recorder.session()))
 */
export function recordSession(
  fetch: Fetch,
  { clock = systemClock, basePath = '/v1' }: RecordSessionOptions = {},
): SessionRecorder {
  let began = clock.now()
  let exchanges: RecordedExchange[] = []

  const record = async (request: Request): Promise<Response> => {
    const exchange: RecordedExchange = { at: clock.now() - began, line: lineOf(request, basePath) }
    exchanges.push(exchange)
    const sent = await readJson(request.clone())
    if (sent !== undefined) exchange.sent = sent
    const response = await fetch(request)
    const headAt = clock.now()
    exchange.after = headAt - began - exchange.at
    exchange.status = response.status
    exchange.headers = Object.fromEntries(
      readHeaders.flatMap((name) => {
        const value = response.headers.get(name)
        return value === null ? [] : [[name, value]]
      }),
    )
    if (response.body === null) return response
    return watchBody(response, exchange, () => clock.now() - headAt)
  }

  return Object.assign(record, {
    session: () => structuredClone<Session>({ version: 1, exchanges }),
    clear: () => {
      exchanges = []
      began = clock.now()
    },
  })
}

/** Method, path and query of a request, as a recording names it. */
export function lineOf(request: Request, basePath: string): string {
  return `${request.method} ${pathOf(request, basePath)}${new URL(request.url).search}`
}

async function readJson(request: Request): Promise<unknown> {
  if (!request.headers.get('content-type')?.includes('json')) return undefined
  const text = await request.text()
  return text === '' ? undefined : (JSON.parse(text) as unknown)
}

/** The same answer, whose body is written down while it is read. */
function watchBody(
  response: Response,
  exchange: RecordedExchange,
  elapsed: () => number,
): Response {
  const pieces: RecordedPiece[] = []
  exchange.pieces = pieces
  const decoder = new TextDecoder()
  const source = response.body?.getReader()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const next = await source?.read()
          if (!next || next.done) {
            controller.close()
            return
          }
          const text = decoder.decode(next.value, { stream: true })
          const last = pieces.at(-1)
          // What came in one moment is one piece.
          if (last && last.after === elapsed()) last.text += text
          else if (text !== '') pieces.push({ after: elapsed(), text })
          controller.enqueue(new Uint8Array(next.value))
        } catch (error) {
          exchange.end = 'broken'
          controller.error(error)
        }
      },
      async cancel(reason) {
        exchange.end ??= 'left'
        await source?.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
}
