import { type Clock, sleep, systemClock } from './clock.js'
import { type Dialect, dialects } from './dialects.js'
import type { ApiVersion } from './editions.js'
import {
  ApiError,
  ConfigurationError,
  ConnectionError,
  isNotFound,
  ResponseError,
  UnsupportedError,
} from './errors.js'
import { type RunEvent, readEvents } from './events.js'
import {
  type FilledRoute,
  fillRoute,
  missingInVersion,
  type OperationName,
  type Params,
  type Result,
  routes,
  type StreamName,
} from './operations.js'
import { readError, readJson } from './responses.js'
import { decideRetry } from './retry.js'
import { readFrames } from './sse.js'
import type { Run } from './types.js'

/** A backend: the network's `fetch`, our own server's, or a middleware around either. */
export type Fetch = (request: Request) => Promise<Response>

export type HeadersSource =
  | Record<string, string>
  | ((reason: { refresh: boolean }) => Record<string, string> | Promise<Record<string, string>>)

export interface ClientOptions {
  /** Where the operations live, such as `https://example.org/v1`; a relative one only in a browser. */
  baseUrl: string
  /** @default the global fetch */
  fetch?: Fetch
  /** Sent with every request. A function is asked each time, and once more with `refresh: true` after a 401. */
  headers?: HeadersSource
  /** @default 'v2' */
  apiVersion?: ApiVersion
  /** @default dialects.generic */
  dialect?: Dialect
  /** Added to `scope`, so that two people in one cache never meet: a user id, say. */
  user?: string
  /** Milliseconds until headers must have come, and the body too where it is no stream. @default 60_000 */
  timeout?: number
  /** For GET and DELETE, and for a 429 that says when to come back. @default 3 */
  maxRetries?: number
  /** Milliseconds of silence after which a stream counts as stalled. @default 45_000 */
  idleTimeout?: number
  /** Characters that one event of a stream may have. @default 16_777_216 */
  maxEventSize?: number
  /** Lets a provider's secret key be used in a browser, where everyone can read it. @default false */
  allowKeyInBrowser?: boolean
  /** @default the machine's */
  clock?: Clock
  /** Between 0 and 1, for jitter. @default Math.random */
  random?: () => number
}

export interface RequestOptions {
  /** Ends the wait; the promise rejects with the signal's reason. */
  signal?: AbortSignal
  /** Sees every answer's head: poll hints, the server's date. */
  onResponse?: (response: Response) => void
}

export interface StreamOptions extends RequestOptions {
  /** Sent as `Idempotency-Key` where the dialect says that the server heeds it. */
  idempotencyKey?: string
}

type Methods = {
  [Op in OperationName]: (params: Params<Op>, options?: StreamOptions) => Promise<Result<Op>>
}

type Streams = {
  [Op in StreamName]: (params: Params<Op>, options?: StreamOptions) => AsyncIterable<RunEvent>
}

/** A method for each operation, and `stream` for the three that stream. */
export interface AssistantsClient extends Methods {
  stream: Streams
  /** Edition, base URL and user: two servers or two people in one cache never meet. */
  scope: string
  apiVersion: ApiVersion
  dialect: Dialect
  /** Whether the edition and the dialect have the operation. */
  isSupported: (operation: OperationName) => boolean
}

/**
 * Makes a client for a threads-and-runs server.
 *
 * @throws ConfigurationError when the base URL cannot work, or a secret key would be shown to a browser's user
 */
export function createAssistantsClient(options: ClientOptions): AssistantsClient {
  const {
    apiVersion = 'v2',
    dialect = dialects.generic,
    timeout = 60_000,
    maxRetries = 3,
    idleTimeout = 45_000,
    maxEventSize = 16 * 1024 * 1024,
    clock = systemClock,
    random = Math.random,
    headers: headersSource = {},
  } = options
  const baseUrl = checkBaseUrl(options.baseUrl)
  if (typeof headersSource === 'object') checkKey(headersSource, options.allowKeyInBrowser)
  // Looked up at each call, so that a tool which replaces the global one is heard.
  const send: Fetch = options.fetch ?? ((request) => globalThis.fetch(request))

  let refreshing: Promise<Record<string, string>> | undefined
  const askHeaders = async (refresh: boolean): Promise<Record<string, string>> => {
    if (typeof headersSource !== 'function') return headersSource
    if (!refresh) return refreshing ?? headersSource({ refresh: false })
    refreshing ??= Promise.resolve(headersSource({ refresh: true })).finally(() => {
      refreshing = undefined
    })
    return refreshing
  }

  const whyMissing = (operation: OperationName): UnsupportedError | undefined => {
    if (operation in missingInVersion[apiVersion]) {
      const instead = missingInVersion[apiVersion][operation] ?? null
      const edition = apiVersion === 'v1' ? 'the first edition' : 'the second edition'
      return new UnsupportedError({ operation, where: `${edition} of the protocol`, instead })
    }
    return dialect.lacks.includes(operation)
      ? new UnsupportedError({ operation, where: `the dialect "${dialect.name}"` })
      : undefined
  }

  const buildRequest = async (
    operation: OperationName,
    { method, path, query, body }: FilledRoute,
    { signal, idempotencyKey }: StreamOptions,
    stream: boolean,
    refresh: boolean,
  ): Promise<Request> => {
    const search = new URLSearchParams(dialect.query)
    for (const [name, value] of Object.entries(query)) {
      if (Array.isArray(value)) for (const item of value) search.append(`${name}[]`, String(item))
      else search.append(name, String(value))
    }
    const headers = new Headers(await askHeaders(refresh))
    headers.set('accept', stream ? 'text/event-stream' : 'application/json')
    if (dialect.betaHeader && !path.startsWith('/files')) {
      headers.set('openai-beta', `assistants=${apiVersion}`)
    }
    if (idempotencyKey !== undefined && dialect.idempotencyKey) {
      headers.set('idempotency-key', idempotencyKey)
    }
    const init: RequestInit = { method, headers, ...(signal && { signal }) }
    if (operation === 'uploadFile') init.body = toForm(body)
    else if (method === 'POST' && routes[operation] !== routes.cancelRun) {
      headers.set('content-type', 'application/json')
      init.body = JSON.stringify(stream ? { ...body, stream: true } : body)
    }
    const tail = search.size > 0 ? `?${search.toString()}` : ''
    return new Request(new URL(`${baseUrl}${path}${tail}`, pageUrl()), init)
  }

  /** One attempt: sends, and reads the body with `read` inside the time limit unless it is a stream. */
  const attempt = async <T>(
    operation: OperationName,
    route: FilledRoute,
    requestOptions: StreamOptions,
    refresh: boolean,
    stream: boolean,
    read: (response: Response) => T | Promise<T>,
  ): Promise<T> => {
    const { signal, onResponse } = requestOptions
    signal?.throwIfAborted()
    const limit = new AbortController()
    const onAbort = () => limit.abort(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    let timedOut = false
    const stopTimer = clock.after(timeout, () => {
      timedOut = true
      limit.abort(new DOMException('The time limit passed.', 'TimeoutError'))
    })
    try {
      const request = await buildRequest(
        operation,
        route,
        { ...requestOptions, signal: limit.signal },
        stream,
        refresh,
      )
      let response: Response
      try {
        response = await untilAborted(send(request), limit.signal)
        onResponse?.(response)
        if (!response.ok)
          throw await untilAborted(readError(operation, response, clock.now()), limit.signal)
        return await untilAborted(Promise.resolve(read(response)), limit.signal)
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        if (error instanceof ApiError || error instanceof ResponseError) throw error
        throw new ConnectionError({ operation, cause: error, timedOut })
      }
    } finally {
      stopTimer()
      // Once a stream's head has come, the reader of its body hears the abort.
      signal?.removeEventListener('abort', onAbort)
    }
  }

  const request = async <T>(
    operation: OperationName,
    params: object,
    requestOptions: StreamOptions,
    stream: boolean,
    read: (response: Response) => T | Promise<T>,
  ): Promise<T> => {
    const missing = whyMissing(operation)
    if (missing) throw missing
    const route = fillRoute(operation, params)
    let refreshed = false
    for (let sent = 1; ; sent++) {
      try {
        return await attempt(operation, route, requestOptions, refreshed, stream, read)
      } catch (error) {
        // A deletion whose answer was lost: the second try finds nothing, which is what was asked for.
        if (route.method === 'DELETE' && sent > 1 && isNotFound(error)) {
          return await read(Response.json(tombstone(operation, route)))
        }
        const decision = decideRetry(
          {
            method: route.method,
            sent,
            refreshed,
            error,
            maxRetries,
            canRefresh: typeof headersSource === 'function',
          },
          random,
        )
        if (decision.act === 'fail') throw error
        if (decision.act === 'refresh') refreshed = true
        else await sleep(clock, decision.ms, requestOptions.signal)
      }
    }
  }

  async function* openStream(
    operation: StreamName,
    params: object,
    requestOptions: StreamOptions = {},
  ) {
    const response = await request(operation, params, requestOptions, true, (answer) => answer)
    const type = response.headers.get('content-type') ?? ''
    if (!type.includes('text/event-stream') || response.body === null) {
      // Some servers ignore `stream` and answer with the run as it stands.
      const run = await readJson<Run>(operation, response)
      yield { event: `thread.run.${run.status}`, data: run } as RunEvent
      return
    }
    const { signal } = requestOptions
    yield* readEvents(
      readFrames(response.body, { operation, clock, idleTimeout, maxEventSize, signal }),
      operation,
    )
  }

  const methods = Object.fromEntries(
    (Object.keys(routes) as OperationName[]).map((operation) => [
      operation,
      (params: object, requestOptions: StreamOptions = {}) =>
        request(operation, params, requestOptions, false, (response) =>
          operation === 'getFileContent' ? response.blob() : readJson(operation, response),
        ),
    ]),
    // Built from the same routes that the type is built from.
  ) as unknown as Methods

  return {
    ...methods,
    stream: {
      createRun: (params, requestOptions) => openStream('createRun', params, requestOptions),
      createThreadAndRun: (params, requestOptions) =>
        openStream('createThreadAndRun', params, requestOptions),
      submitToolOutputs: (params, requestOptions) =>
        openStream('submitToolOutputs', params, requestOptions),
    },
    scope: [apiVersion, baseUrl, ...(options.user === undefined ? [] : [options.user])].join(' '),
    apiVersion,
    dialect,
    isSupported: (operation) => whyMissing(operation) === undefined,
  }
}

const pageUrl = (): string | undefined =>
  typeof location === 'undefined' ? undefined : location.href

function checkBaseUrl(baseUrl: string): string {
  const isAbsolute = /^https?:\/\//.test(baseUrl)
  if (!isAbsolute && (pageUrl() === undefined || !baseUrl.startsWith('/'))) {
    throw new ConfigurationError(
      `baseUrl is ${JSON.stringify(baseUrl)}, which is no address to send to: use http(s)://…, or, in a browser, a path from the root such as "/api/assistants".`,
    )
  }
  return baseUrl.replace(/\/+$/, '')
}

/** Providers give their secret keys tell-tale beginnings; a page must not carry one. */
function checkKey(headers: Record<string, string>, allowed: boolean | undefined) {
  if (allowed || typeof window === 'undefined') return
  const values = Object.values(headers).map((value) => value.replace(/^Bearer\s+/i, ''))
  if (values.some((value) => /^(sk|key|org-sk)-\S{8,}/.test(value))) {
    throw new ConfigurationError(
      'The headers carry what looks like a secret key, and everyone who opens this page could read it. ' +
        'Put a route handler between the page and the provider (see "A server route" in the README), ' +
        'or set allowKeyInBrowser: true if the page is yours alone.',
    )
  }
}

function toForm({ file, filename, ...fields }: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value))
  if (file instanceof Blob) {
    const name = typeof filename === 'string' ? filename : file instanceof File ? file.name : 'file'
    form.append('file', file, name)
  }
  return form
}

function tombstone(operation: OperationName, { segments }: FilledRoute) {
  const objects: Partial<Record<OperationName, string>> = {
    deleteAssistant: 'assistant.deleted',
    deleteAssistantFile: 'assistant.file.deleted',
    deleteThread: 'thread.deleted',
    deleteMessage: 'thread.message.deleted',
    deleteFile: 'file',
  }
  return { id: segments.at(-1), object: objects[operation], deleted: true }
}

/** A backend need not heed the signal; the wait ends all the same. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
