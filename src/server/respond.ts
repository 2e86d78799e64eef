import type { Clock } from '../api/index.js'
import type { Edition } from './edition.js'
import { encodeEvents } from './encodeEvents.js'
import type { Answer } from './handlers/handler.js'
import { Refusal } from './refusals.js'

export interface RespondOptions {
  clock: Clock
  heartbeat: number
  pollAfter: number
  chunk: ((bytes: Uint8Array) => Uint8Array[]) | undefined
}

/** What a page of another origin may read, once the app's own middleware lets it in. */
const exposed =
  'date, x-request-id, openai-version, openai-poll-after-ms, retry-after, retry-after-ms'

/** Headers of every response. */
export const commonHeaders = (clock: Clock, requestId: string): Record<string, string> => ({
  date: new Date(clock.now()).toUTCString(),
  'x-request-id': requestId,
  'openai-version': '2020-10-01',
  'access-control-expose-headers': exposed,
  'cache-control': 'no-store',
})

/** Makes what a handler says into a response. */
export function respond(
  answer: Answer,
  edition: Edition,
  headers: Record<string, string>,
  { clock, heartbeat, pollAfter, chunk }: RespondOptions,
): Response {
  if (answer.type === 'json') {
    const poll = answer.pollable ? { 'openai-poll-after-ms': String(pollAfter) } : {}
    return Response.json(answer.body, { headers: { ...headers, ...poll } })
  }
  if (answer.type === 'bytes') {
    return new Response(answer.bytes, {
      headers: {
        ...headers,
        'content-type': answer.contentType,
        'content-length': String(answer.bytes.byteLength),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(answer.filename)}`,
        'x-content-type-options': 'nosniff',
      },
    })
  }
  const events = answer.telling.read((event) => edition.event(event))
  return new Response(encodeEvents(events, { clock, heartbeat, chunk }), {
    headers: {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      // What compresses or buffers on the way would hold words back until there are enough of them.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'openai-poll-after-ms': String(pollAfter),
    },
  })
}

/** Makes any error into the protocol's envelope. What is no refusal says nothing of the inside. */
export function respondError(error: unknown, headers: Record<string, string>): Response {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal(
          500,
          'The server had an error while it processed the request. Try again later.',
          {
            type: 'server_error',
          },
        )
  return Response.json(
    { error: refusal.facts },
    { status: refusal.status, headers: { ...headers, ...refusal.headers } },
  )
}
