import type { Fetch, RequestName } from '../api/index.js'
import { fits, operationOf, pathOf } from './operationOf.js'

/** One request as it was sent. */
export interface RecordedRequest {
  /** The operation by its line; null where it is none of the protocol. */
  operation: RequestName | null
  /** The verb of HTTP, in capitals. */
  method: string
  /** Below the base path, without the query. */
  path: string
  /** The query's members; of one that came twice, the last. */
  query: Record<string, string>
  /** By name in small letters. */
  headers: Record<string, string>
  /** The parsed JSON, the fields of a form, or undefined where there is none. */
  body: unknown
}

/** A `fetch` that remembers. */
export interface RecordedFetch {
  (request: Request): Promise<Response>
  /** In the order in which they were sent. */
  readonly requests: readonly RecordedRequest[]
  /**
   * How many requests were sent for one operation, named as the client names it or by its line, in which `…` stands
   * for any id: `count('createRun')`, `count('POST /threads/…/runs')`.
   */
  count: (what: string) => number
  /** Forgets what was sent so far. */
  clear: () => void
}

/** Where the operations live. */
export interface RecordOptions {
  /** The path that the operations live under. @default '/v1' */
  basePath?: string
}

/** Wraps a `fetch` so that it keeps method, path and body of each request, and passes all of them on. */
export function recordRequests(
  fetch: Fetch,
  { basePath = '/v1' }: RecordOptions = {},
): RecordedFetch {
  const requests: RecordedRequest[] = []

  const record = async (request: Request): Promise<Response> => {
    const { method } = request
    const path = pathOf(request, basePath)
    const recorded: RecordedRequest = {
      operation: operationOf(method, path),
      method,
      path,
      query: Object.fromEntries(new URL(request.url).searchParams),
      headers: Object.fromEntries(request.headers),
      body: undefined,
    }
    requests.push(recorded)
    recorded.body = await readBody(request.clone())
    return fetch(request)
  }

  const isMeant = (what: string) => (recorded: RecordedRequest) =>
    recorded.operation === what || fits(`${recorded.method} ${recorded.path}`, what)

  return Object.assign(record, {
    requests,
    count: (what: string) => requests.filter(isMeant(what)).length,
    clear: () => void requests.splice(0),
  })
}

async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return Object.fromEntries(await request.formData())
  const text = await request.text()
  if (text === '') return undefined
  return type.includes('json') ? (JSON.parse(text) as unknown) : text
}
