import { checkKey, pageUrl } from './configuration.js'
import { ConfigurationError } from './errors.js'
import type { FilledRoute, RequestName } from './operations.js'
import { isObject } from './said.js'
import type { Wire } from './wire.js'

export interface Call {
  operation: RequestName
  route: FilledRoute
  /** Whether the answer is to be a stream of events. */
  stream: boolean
  idempotencyKey: string | undefined
  /** The last event that was heard of a stream that is taken up again. */
  lastEventId?: string | undefined
}

/** Puts a call into words: address, headers and body. */
export function buildRequest(
  wire: Wire,
  call: Call,
  given: Record<string, string>,
  signal: AbortSignal,
): Request {
  const { operation, route, stream, idempotencyKey } = call
  const { apiVersion, dialect } = wire
  checkKey(given, wire.allowKeyInBrowser)
  const headers = toHeaders(given)
  headers.set('accept', accepted(call))
  if (dialect.betaHeader && !route.path.startsWith('/files')) {
    headers.set('openai-beta', `assistants=${apiVersion}`)
  }
  if (idempotencyKey !== undefined && dialect.idempotencyKey) {
    headers.set('idempotency-key', idempotencyKey)
  }
  if (call.lastEventId !== undefined) headers.set('last-event-id', call.lastEventId)
  const init: RequestInit = { method: route.method, headers, signal }
  if (operation === 'uploadFile') {
    // The part's boundary is not ours to know, so the type is left to the request.
    headers.delete('content-type')
    init.body = toForm(route.body)
  } else if (route.method === 'POST' && operation !== 'cancelRun') {
    headers.set('content-type', 'application/json')
    init.body = JSON.stringify(stream ? { ...route.body, stream: true } : route.body)
  }
  return new Request(addressOf(wire, route), init)
}

const accepted = ({ operation, stream }: Call): string => {
  if (operation === 'getFileContent') return '*/*'
  return stream ? 'text/event-stream' : 'application/json'
}

function addressOf({ baseUrl, dialect }: Wire, { path, query }: FilledRoute): URL {
  const search = new URLSearchParams(dialect.query)
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const item of value) search.append(`${name}[]`, String(item))
    else search.append(name, String(value))
  }
  const tail = search.toString()
  return new URL(`${baseUrl}${path}${tail && `?${tail}`}`, pageUrl())
}

/** The platform's own error quotes the value, which is often a token. */
function toHeaders(given: Record<string, string>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) {
    try {
      headers.set(name, value)
    } catch {
      throw new ConfigurationError(
        `The header ${JSON.stringify(name)} has a name or a value that no request can carry. Look for line breaks and letters outside of Latin-1.`,
      )
    }
  }
  return headers
}

function toForm({ file, filename, ...fields }: Record<string, unknown>): FormData {
  if (!(file instanceof Blob)) {
    throw new TypeError('uploadFile needs "file", a Blob or a File. Wrap bytes: new Blob([bytes]).')
  }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    // A form is flat: the members of an object go by their path.
    if (!isObject(value)) form.append(name, String(value))
    else for (const key in value) form.append(`${name}[${key}]`, String(value[key]))
  }
  const name = typeof filename === 'string' ? filename : file instanceof File ? file.name : 'file'
  form.append('file', file, name)
  return form
}
