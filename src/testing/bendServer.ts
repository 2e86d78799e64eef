import type { Fetch, RequestName } from '../api/index.js'
import { operationOf, pathOf } from './operationOf.js'

/** A middleware that makes a server behave as some other one does. */
export type Bend = (fetch: Fetch) => Fetch

/**
 * Wraps a `fetch` in bends, each around those before it; one that changes how events are framed comes last.
 *
 * @example
 * bendServer(server.fetch, bends.milliseconds(), bends.withoutDone())
 */
export const bendServer = (fetch: Fetch, ...bends: readonly Bend[]): Fetch =>
  bends.reduce((bent, bend) => bend(bent), fetch)

export type Members = Record<string, unknown>

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One event of a stream as a bend sees it. */
export interface BentEvent {
  event: string
  data: Members
  /** Where it stands, on a server that numbers its events. */
  id?: string
}

const isEventStream = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/event-stream') ?? false

/** The same answer with another body. */
export const withBody = (body: BodyInit | null, { status, headers }: Response): Response => {
  const copy = new Headers(headers)
  copy.delete('content-length')
  return new Response(body, { status, headers: copy })
}

/** Changes frames, the texts between two blank lines; `change` is made anew for each stream. */
export function bendFrames(make: () => (frame: string) => readonly string[]): Bend {
  return (fetch) => async (request) => {
    const response = await fetch(request)
    if (!response.body || !isEventStream(response)) return response
    const change = make()
    const decoder = new TextDecoder()
    const encoder = new TextEncoder()
    let rest = ''
    const bent = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
        rest = pieces.pop() ?? ''
        const frames = pieces.flatMap(change).map((frame) => `${frame}\n\n`)
        if (frames.length > 0) controller.enqueue(encoder.encode(frames.join('')))
      },
    })
    return withBody(response.body.pipeThrough(bent), response)
  }
}

const readEvent = (frame: string): BentEvent | null => {
  const [, event = '', text = '', id] =
    /^event: (.*)\ndata: (\{.*\})(?:\nid: (.*))?$/.exec(frame) ?? []
  return text === '' ? null : { event, data: JSON.parse(text) as Members, ...(id && { id }) }
}

export const writeEvent = ({ event, data, id }: Omit<BentEvent, 'data'> & { data: unknown }) =>
  `event: ${event}\ndata: ${JSON.stringify(data)}${id === undefined ? '' : `\nid: ${id}`}`

/** Changes, drops and adds events; comments and the end pass. `make` is called for each stream. */
export function bendEvents(make: () => (event: BentEvent) => readonly BentEvent[]): Bend {
  return bendFrames(() => {
    const change = make()
    return (frame) => {
      const event = readEvent(frame)
      return event ? change(event).map(writeEvent) : [frame]
    }
  })
}

/** Changes successful answers that are no streams. */
export function bendAnswers(
  change: (answer: Members, operation: RequestName | null) => unknown,
  basePath = '/v1',
): Bend {
  return (fetch) => async (request) => {
    const response = await fetch(request)
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) return response
    const answer = (await response.json()) as Members
    const changed = change(answer, operationOf(request.method, pathOf(request, basePath)))
    return withBody(JSON.stringify(changed), response)
  }
}

/** Changes every object: answers, items of pages, and what events carry, deltas left out. */
export function bendObjects(change: (object: Members) => Members): Bend {
  const answers = bendAnswers((answer) =>
    Array.isArray(answer['data'])
      ? { ...answer, data: answer['data'].filter(isMembers).map(change) }
      : change(answer),
  )
  const events = bendEvents(() => ({ event, data }) => [
    { event, data: event.endsWith('.delta') || event === 'error' ? data : change(data) },
  ])
  return (fetch) => events(answers(fetch))
}

/** Answers some requests in another way. */
export function bendRoutes(
  act: (operation: RequestName, request: Request, fetch: Fetch) => Promise<Response> | null,
  basePath = '/v1',
): Bend {
  return (fetch) => (request) => {
    const operation = operationOf(request.method, pathOf(request, basePath))
    return (operation && act(operation, request, fetch)) ?? fetch(request)
  }
}
