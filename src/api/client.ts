import type { Call } from './buildRequest.js'
import { type Clock, systemClock } from './clock.js'
import { checkBaseUrl, checkKey } from './configuration.js'
import { type Dialect, dialects } from './dialects.js'
import type { ApiVersion } from './editions.js'
import { UnsupportedError } from './errors.js'
import type { RunEvent } from './events.js'
import { createAskHeaders, type HeadersSource } from './headers.js'
import {
  type BareName,
  type Extensions,
  fillRoute,
  missingInVersion,
  type OperationName,
  type Operations,
  type Params,
  type RequestName,
  type Result,
  type RunId,
  routes,
  type StreamName,
} from './operations.js'
import { readBlob } from './readBlob.js'
import { type Answer, readEvents } from './readEvents.js'
import { type Read, request } from './request.js'
import { notProtocol, readJson } from './responses.js'
import { isId } from './said.js'
import { createSupport } from './support.js'
import { objectOf, tidy, tidyEvent, tidyPage } from './tidy.js'
import type { Run } from './types.js'
import type { Fetch, RequestOptions, Wire } from './wire.js'

/** What a client is made of; only the base URL is needed. */
export interface ClientOptions {
  /** Where the operations live, such as `https://example.org/v1`; a relative one only in a browser. */
  baseUrl: string
  /** The backend that answers. @default the global fetch */
  fetch?: Fetch
  /** Sent with every request. A function is asked each time, and once more with `refresh: true` after a 401. */
  headers?: HeadersSource
  /** The edition of the wire format that the server speaks. @default 'v2' */
  apiVersion?: ApiVersion
  /** How the server differs from the protocol. @default dialects.generic */
  dialect?: Dialect
  /** Added to `scope`, so that two people in one cache never meet: a user id, say. */
  user?: string
  /**
   * Under what the cache and what is kept hold everything. Give the same to two clients that reach one server by different
   * base URLs: a server that renders and its page, say. @default edition, base URL and user
   */
  scope?: string
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
  /** What time it is, and what waits. @default the machine's */
  clock?: Clock
  /** Between 0 and 1, for jitter. @default Math.random */
  random?: () => number
}

/** What a caller may say of one request that may start something. */
export interface StreamOptions extends RequestOptions {
  /** Sent as `Idempotency-Key` where the dialect says that the server heeds it. */
  idempotencyKey?: string
}

/** Each method keeps the sentence of its operation. */
type Methods = {
  [Op in keyof Operations]: Op extends BareName
    ? (params?: Params<Op>, options?: StreamOptions) => Promise<Result<Op>>
    : (params: Params<Op>, options?: StreamOptions) => Promise<Result<Op>>
}

/** What a caller may say of a stream that is taken up again. */
export interface ResumeOptions extends RequestOptions {
  /** The `id` of the last event that was heard; without it all that is worth telling again comes first. */
  lastEventId?: string | undefined
}

type Streams = {
  [Op in keyof Pick<Operations, StreamName>]: (
    params: Params<Op>,
    options?: StreamOptions,
  ) => AsyncIterable<RunEvent>
} & {
  /**
   * Takes the stream of a run up again, whoever began it. No operation of the protocol: only servers whose dialect
   * says `resumesStreams` have it, and `isSupported('resumeRun')` tells.
   *
   * @throws UnsupportedError, ApiError, ConnectionError, ResponseError, StreamError
   */
  resumeRun: (params: RunId, options?: ResumeOptions) => AsyncIterable<RunEvent>
}

/** A method for each operation, and `stream` for the three that stream. */
export interface AssistantsClient extends Methods {
  /** The operations that can answer with a stream of events. */
  stream: Streams
  /**
   * Reads a page of all threads that the server shows to who asks. No operation of the protocol: only servers whose
   * dialect says `listsThreads` have it, and `isSupported('listThreads')` tells.
   *
   * @throws UnsupportedError, ApiError, ConnectionError, ResponseError
   */
  listThreads: (
    params?: Extensions['listThreads']['params'],
    options?: RequestOptions,
  ) => Promise<Extensions['listThreads']['result']>
  /** Edition, base URL and user, or what was given: two servers or two people in one cache never meet. */
  scope: string
  /** The edition that it speaks. */
  apiVersion: ApiVersion
  /** How its server differs from the protocol. */
  dialect: Dialect
  /** Whether the edition and the dialect have the operation, and the server did not turn out to lack it. */
  isSupported: (operation: RequestName) => boolean
  /** Calls `listener` when the server turns out to have or to lack an operation; the answer takes it back. */
  onSupportChange: (listener: () => void) => () => void
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
    headers = {},
    idleTimeout = 45_000,
    maxEventSize = 16 * 1024 * 1024,
    clock = systemClock,
    allowKeyInBrowser = false,
  } = options
  const wire: Wire = {
    baseUrl: checkBaseUrl(options.baseUrl),
    // Looked up at each call, so that a tool which replaces the global one is heard.
    send: options.fetch ?? ((outgoing) => globalThis.fetch(outgoing)),
    askHeaders: createAskHeaders(headers),
    canRefresh: typeof headers === 'function',
    apiVersion,
    dialect,
    timeout: options.timeout ?? 60_000,
    maxRetries: options.maxRetries ?? 3,
    allowKeyInBrowser,
    clock,
    random: options.random ?? Math.random,
  }
  if (typeof headers !== 'function') checkKey(headers, allowKeyInBrowser)

  const support = createSupport()

  const lacks: Readonly<Record<string, string>> = {
    ...dialect.lacks,
    ...(!dialect.resumesStreams && { resumeRun: 'getRun and listMessages' }),
    ...(!dialect.listsThreads && { listThreads: 'getThread, and ids that the app keeps' }),
  }

  const whyMissing = (operation: RequestName): UnsupportedError | undefined => {
    const edition: Readonly<Record<string, string>> = missingInVersion[apiVersion]
    const where = Object.hasOwn(edition, operation)
      ? `${apiVersion === 'v1' ? 'the first edition' : 'the second edition'} of the protocol`
      : Object.hasOwn(lacks, operation) && `the dialect "${dialect.name}"`
    const instead = edition[operation] ?? lacks[operation] ?? null
    return where ? new UnsupportedError({ operation, where, instead }) : undefined
  }

  const toCall = (
    operation: RequestName,
    params: object,
    { idempotencyKey, lastEventId }: StreamOptions & ResumeOptions,
    stream: boolean,
  ): Call => {
    const missing = whyMissing(operation)
    if (missing) throw missing
    return { operation, route: fillRoute(operation, params), stream, idempotencyKey, lastEventId }
  }

  const readAnswer = async (operation: RequestName, params: object, response: Response) => {
    const answer = await readJson(operation, response, clock.now())
    const object = objectOf(operation)
    if (operation.startsWith('delete')) {
      // The file store alone says nothing of the deletion in the name.
      return { ...answer, object: object === 'file' ? object : `${object}.deleted` }
    }
    if (operation.startsWith('list')) return tidyPage(answer, object, { ...params })
    // Without it nothing can be asked of it any more.
    if (!isId(answer['id']) || answer['id'] === '') throw notProtocol(operation, response)
    if (answer['thread_id'] === '') delete answer['thread_id']
    return tidy(answer, object, { ...params })
  }

  const ask = <T>(call: Call, callOptions: StreamOptions, read: Read<T>) =>
    support.learn(call, request(wire, call, callOptions, read))

  const send = async (operation: RequestName, params: object, callOptions: StreamOptions = {}) =>
    ask<object>(toCall(operation, params, callOptions, false), callOptions, (response) =>
      operation === 'getFileContent'
        ? readBlob(response, callOptions.onProgress)
        : readAnswer(operation, params, response),
    )

  const readHead = async (
    operation: StreamName | 'resumeRun',
    params: object,
    response: Response,
  ): Promise<Answer> => {
    if (response.body !== null && isEventStream(response)) return response.body
    if (operation === 'resumeRun') throw notProtocol(operation, response)
    return (await readAnswer(operation, params, response)) as unknown as Run
  }

  const openStream = (
    operation: StreamName | 'resumeRun',
    params: object,
    callOptions: StreamOptions & ResumeOptions = {},
  ): AsyncIterable<RunEvent> => {
    const { signal } = callOptions
    const open = async () =>
      ask(toCall(operation, params, callOptions, true), callOptions, (response) =>
        readHead(operation, params, response),
      )
    const ids = { ...params }
    const tidyOne = (said: RunEvent) => tidyEvent(said, ids)
    return readEvents(open, {
      operation,
      clock,
      idleTimeout,
      maxEventSize,
      signal,
      tidy: tidyOne,
    })
  }

  const methods = Object.fromEntries(
    (Object.keys(routes) as OperationName[]).map((operation) => [
      operation,
      (params: object = {}, callOptions?: StreamOptions) => send(operation, params, callOptions),
    ]),
    // Built from the same routes that the type is built from.
  ) as unknown as Methods

  return {
    ...methods,
    listThreads: (params = {}, callOptions) =>
      // A page, by what its name begins with.
      send('listThreads', params, callOptions) as ReturnType<AssistantsClient['listThreads']>,
    stream: {
      createRun: (params, callOptions) => openStream('createRun', params, callOptions),
      createThreadAndRun: (params, callOptions) =>
        openStream('createThreadAndRun', params, callOptions),
      submitToolOutputs: (params, callOptions) =>
        openStream('submitToolOutputs', params, callOptions),
      resumeRun: (params, callOptions) => openStream('resumeRun', params, callOptions),
    },
    scope:
      options.scope ??
      [apiVersion, wire.baseUrl, ...(options.user === undefined ? [] : [options.user])].join(' '),
    apiVersion,
    dialect,
    isSupported: (operation) => !whyMissing(operation) && !support.isMissing(operation),
    onSupportChange: support.onChange,
  }
}

const isEventStream = (response: Response): boolean =>
  /^\s*text\/event-stream/i.test(response.headers.get('content-type') ?? '')
