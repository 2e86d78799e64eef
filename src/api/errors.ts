/** What a stream says when the server cannot go on. */
export interface ErrorData {
  /** What went wrong, for people. */
  message: string
  /** The family of the failure. */
  type?: string | null
  /** The member of the request that is to blame. */
  param?: string | null
  /** The failure by a name, for programs. */
  code?: string | null
}

interface ErrorFacts {
  operation: string
  cause?: unknown
}

/** What all errors of this kit have in common. An abort is not among them: it rejects with the signal's own reason. */
export abstract class AssistantsError extends Error {
  /** The name of the class, which no minifier changes. Tell errors apart by their guards, such as `isApiError`. */
  abstract override readonly name: string
  /** The operation that was under way. */
  readonly operation: string

  constructor(message: string, { operation, cause }: ErrorFacts) {
    super(message, cause === undefined ? undefined : { cause })
    this.operation = operation
  }
}

/** Servers end their reasons with a full stop, or do not. */
const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

const advice: Record<number, string> = {
  400: 'Mend the request; sending it again changes nothing.',
  401: 'Sign in again, or let the `headers` function return a fresh token.',
  403: 'This account may not do that; ask whoever runs the server.',
  404: 'It was deleted, never existed, or belongs to someone else; check the id and the base URL.',
  405: 'This server does not offer the operation; tell the client so with a dialect.',
  408: 'Try again.',
  409: 'It changed meanwhile; read it again before you go on.',
  422: 'Mend the request; sending it again changes nothing.',
  429: 'Wait, then try again.',
}

/** The server answered, and the answer is no. */
export class ApiError extends AssistantsError {
  override readonly name = 'ApiError'
  /** The HTTP status. */
  readonly status: number
  /** The server's machine-readable reason, where it gives one. */
  readonly code: string | null
  /** The server's class of error; classify by `status`, servers differ here. */
  readonly type: string | null
  /** The path of the member at fault, such as `metadata.k`. */
  readonly param: string | null
  /** `x-request-id`, to be quoted to whoever runs the server. */
  readonly requestId: string | null
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfter: number | null
  /** When that is over, in milliseconds since 1970 by our clock. */
  readonly retryAt: number | null
  /** What the server said, without our own words around it. */
  readonly reason: string

  constructor(
    facts: ErrorFacts & {
      status: number
      reason: string
      code?: string | null
      type?: string | null
      param?: string | null
      requestId?: string | null
      retryAfter?: number | null
      retryAt?: number | null
    },
  ) {
    const { operation, status, reason } = facts
    const next = advice[status] ?? (status >= 500 ? 'The server is at fault; try again later.' : '')
    super(
      `${operation} was answered with ${status}: ${asSentence(reason)} ${next}`.trimEnd(),
      facts,
    )
    this.status = status
    this.reason = reason
    this.code = facts.code ?? null
    this.type = facts.type ?? null
    this.param = facts.param ?? null
    this.requestId = facts.requestId ?? null
    this.retryAfter = facts.retryAfter ?? null
    this.retryAt = facts.retryAt ?? null
  }
}

/** No answer came: whether the server did what it was asked is unknown. */
export class ConnectionError extends AssistantsError {
  override readonly name = 'ConnectionError'
  /** True when our own time limit ended the wait. */
  readonly timedOut: boolean

  constructor(facts: ErrorFacts & { timedOut?: boolean }) {
    super(
      facts.timedOut
        ? `${facts.operation} got no answer in time. The server may have done it all the same; read before you repeat it.`
        : `${facts.operation} did not reach the server, or its answer was lost. Check the connection; read before you repeat it.`,
      facts,
    )
    this.timedOut = facts.timedOut ?? false
  }
}

/** The server answered with success, and with something that is not an object of this protocol. */
export class ResponseError extends AssistantsError {
  override readonly name = 'ResponseError'
  /** The HTTP status, of those that mean success. */
  readonly status: number
  /** What the answer calls itself; null where it does not. */
  readonly contentType: string | null
  /** `x-request-id`, to be quoted to whoever runs the server. */
  readonly requestId: string | null

  constructor(
    facts: ErrorFacts & { status: number; contentType: string | null; requestId?: string | null },
  ) {
    super(
      `${facts.operation} was answered with ${facts.status} and ${facts.contentType ?? 'an untyped body'} in place of a JSON object. ` +
        'A proxy, a sign-in page or a wrong base URL usually does that; check `baseUrl`.',
      facts,
    )
    this.status = facts.status
    this.contentType = facts.contentType
    this.requestId = facts.requestId ?? null
  }
}

/** How a stream broke. */
export type StreamFault = 'cut' | 'stalled' | 'malformed' | 'too_large' | 'server_error'

const streamFaults: Record<StreamFault, string> = {
  cut: 'stopped before "done": the reply may be cut short.',
  stalled: 'fell silent: nothing arrived within the idle limit.',
  malformed: 'sent a frame that is not an event of this protocol.',
  too_large: 'sent an event above the size limit.',
  server_error: 'broke on the server:',
}

/** A stream of events broke. The run itself may go on. */
export class StreamError extends AssistantsError {
  override readonly name = 'StreamError'
  /** How it broke. */
  readonly reason: StreamFault
  /** The name of the event in which a malformed frame stood. */
  readonly event: string | null
  /** The server's own words, for `server_error`. */
  readonly said: ErrorData | null

  constructor(
    facts: ErrorFacts & { reason: StreamFault; event?: string | undefined; said?: ErrorData },
  ) {
    super(
      [
        `The stream of ${facts.operation}`,
        streamFaults[facts.reason],
        ...(facts.said ? [asSentence(facts.said.message)] : []),
        'The run may go on; read getRun to catch up.',
      ].join(' '),
      facts,
    )
    this.reason = facts.reason
    this.event = facts.event ?? null
    this.said = facts.said ?? null
  }
}

/** The edition or the dialect lacks the operation; nothing was sent. */
export class UnsupportedError extends AssistantsError {
  override readonly name = 'UnsupportedError'
  /** Who lacks it. */
  readonly where: string
  /** What to use in its place, where there is something. */
  readonly instead: string | null

  constructor(facts: ErrorFacts & { where: string; instead?: string | null }) {
    super(
      `${facts.operation} does not exist in ${facts.where}, so nothing was sent. ` +
        (facts.instead ? `Use ${facts.instead}.` : 'There is no substitute; hide what needs it.'),
      facts,
    )
    this.where = facts.where
    this.instead = facts.instead ?? null
  }
}

/** The kit was set up in a way that cannot work or is not safe. */
export class ConfigurationError extends AssistantsError {
  override readonly name = 'ConfigurationError'

  constructor(message: string) {
    super(message, { operation: 'createAssistantsClient' })
  }
}

/** Whether an error is of the kit's family. */
export const isAssistantsError = (error: unknown): error is AssistantsError =>
  error instanceof AssistantsError
/** Whether the server refused. */
export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError
/** Whether no answer came. */
export const isConnectionError = (error: unknown): error is ConnectionError =>
  error instanceof ConnectionError
/** Whether what answered does not speak the protocol. */
export const isResponseError = (error: unknown): error is ResponseError =>
  error instanceof ResponseError
/** Whether a stream broke. */
export const isStreamError = (error: unknown): error is StreamError => error instanceof StreamError
/** Whether the server, the dialect or the edition lacks an operation. */
export const isUnsupportedError = (error: unknown): error is UnsupportedError =>
  error instanceof UnsupportedError
/** Whether a client was set up in a way that cannot work. */
export const isConfigurationError = (error: unknown): error is ConfigurationError =>
  error instanceof ConfigurationError

/** Whether the server says that there is no such thing. */
export const isNotFound = (error: unknown): boolean => isApiError(error) && error.status === 404

/** Whether a request ended because its signal was aborted. */
export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError'

/**
 * The run that holds a thread, when the server refused a message or a run because of it.
 * The protocol says so only in words, so words are read here and nowhere else.
 */
export function busyRunId(error: unknown): string | null {
  if (!isApiError(error) || error.status !== 400) return null
  return /(?:while a run|has an active run) ([\w-]+)/.exec(error.reason)?.[1] ?? null
}
