import * as v from 'valibot'
import type { ApiVersion } from '../../../src/api/index.js'
import { operationOf } from '../../../src/testing/operationOf.js'
import { answers, envelope, events, streamError } from './answers.js'

/** One thing that a server emitted, by the name of its schema: `getRun`, `error 404` or `thread.run.created`. */
export interface Emitted {
  edition: ApiVersion
  name: string
  body: unknown
}

type Fetch = (request: Request) => Promise<Response>

const editionOf = (request: Request): ApiVersion =>
  request.headers.get('openai-beta') === 'assistants=v1' ? 'v1' : 'v2'

function check({ edition, name, body }: Emitted, schema: v.GenericSchema | undefined): void {
  if (!schema) throw new Error(`${name} is nothing that ${edition} has.`)
  const { success, issues } = v.safeParse(schema, body)
  if (success) return
  const why = issues
    .map((issue) => `${v.getDotPath(issue) ?? 'itself'}: ${issue.message}`)
    .join('; ')
  throw new Error(`${name} of ${edition} is not of its shape: ${why}\n${JSON.stringify(body)}`)
}

/** The frames of a stream, each of one event line and one data line, and all but the end with an id. */
function readFrames(text: string): { event: string; data: string }[] {
  if (!text.endsWith('\n\n')) throw new Error(`A stream ends inside a frame: ${text.slice(-80)}`)
  const frames = text.slice(0, -2).split('\n\n')
  return frames
    .filter((frame) => !frame.startsWith(':'))
    .map((frame) => {
      const [, event = '', data = ''] = /^event: (.+)\ndata: (.+?)(?:\nid: .+)?$/.exec(frame) ?? []
      if (event === '') throw new Error(`This is no frame: ${frame}`)
      return { event, data }
    })
}

const lastWords =
  /^thread\.run\.(completed|incomplete|failed|cancelled|expired|requires_action)$|^error$/

function checkStream(text: string, edition: ApiVersion, see: (emitted: Emitted) => void): void {
  const frames = readFrames(text)
  const end = frames.pop()
  if (end?.event !== 'done' || end.data !== '[DONE]') throw new Error('A stream ends without done.')
  for (const { event, data } of frames) {
    const emitted = { edition, name: event, body: JSON.parse(data) as unknown }
    const known: Record<string, v.GenericSchema | undefined> = events[edition]
    check(emitted, event === 'error' ? streamError : known[event])
    see(emitted)
  }
  if (!lastWords.test(frames.at(-1)?.event ?? '')) throw new Error('A stream ends without an end.')
  const ends = frames.filter(({ event }) => lastWords.test(event))
  if (ends.length > 1) throw new Error(`A stream ends twice: ${JSON.stringify(ends)}`)
}

/**
 * Passes requests on and holds every answer, page, refusal and event against its schema.
 *
 * @param see Hears of all that passed.
 */
export function checkedFetch(fetch: Fetch, see: (emitted: Emitted) => void = () => {}): Fetch {
  return async (request) => {
    const edition = editionOf(request)
    const path = new URL(request.url).pathname.slice('/v1'.length)
    const operation = operationOf(request.method, path)
    const response = await fetch(request)
    const type = response.headers.get('content-type') ?? ''
    if (type.startsWith('text/event-stream')) {
      const text = await response.text()
      checkStream(text, edition, see)
      return new Response(text, response)
    }
    if (operation === 'getFileContent' && response.ok) {
      see({ edition, name: operation, body: null })
      return response
    }
    const body = (await response.clone().json()) as unknown
    const name = response.ok ? (operation ?? 'no operation') : `error ${response.status}`
    const emitted = { edition, name, body }
    check(emitted, response.ok ? (operation ? answers[edition][operation] : undefined) : envelope)
    see(emitted)
    return response
  }
}
