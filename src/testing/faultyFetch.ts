import { type Clock, type Fetch, type RequestName, sleep } from '../api/index.js'
import { cutBody, type Cut } from './cutBody.js'
import { operationOf, pathOf } from './operationOf.js'

/** What goes wrong with one request. The members that are set work together: a delay can come before any of the rest. */
export interface Fault {
  /** Which operation it strikes. @default every one */
  operation?: RequestName | readonly RequestName[]
  /** Which of the requests that fit: 1 is the first, 2 the second. @default every one */
  nth?: number | readonly number[]
  /** Milliseconds on the clock before anything else happens. */
  delay?: number
  /** Fails before the server sees it. */
  failBefore?: boolean | Error
  /** Lets the server do it, and loses the answer. */
  loseAnswer?: boolean | Error
  /** Answers in the server's place. A function makes the answer anew for each request. */
  answer?: FaultyAnswer | ((request: Request) => Response | Promise<Response>)
  /** Breaks the answer's body off: the connection dies, or the body ends as if it were whole. */
  cut?: Cut
}

/** An answer in the server's place. */
export interface FaultyAnswer {
  /** The HTTP status. @default 200 */
  status?: number
  /** Beside the content type, which follows from the body unless it is given here. */
  headers?: Record<string, string>
  /** An object goes as JSON, a string as it stands: `'<!doctype html>…'` is what a proxy says. */
  body?: unknown
}

/** What faults need to know, and who hears of them. */
export interface FaultyOptions {
  /** For `delay`. */
  clock?: Clock
  /** The path that the operations live under. @default '/v1' */
  basePath?: string
  /** Hears of each fault as it strikes. */
  onStrike?: (fault: Fault) => void
}

/** A `fetch` with faults, which can be changed while it is in use. */
export interface FaultyFetch {
  (request: Request): Promise<Response>
  /** Adds faults; those that were there first strike first. */
  add: (...faults: Fault[]) => void
  /** From now on nothing goes wrong. */
  mend: () => void
  /** How many faults have struck. */
  struck: () => number
}

/**
 * Wraps a `fetch` so that chosen requests go wrong; of the faults that fit a request the first one strikes.
 *
 * @example
 * faultyFetch(server.fetch, [{ operation: 'createMessage', nth: 1, loseAnswer: true }])
 */
export function faultyFetch(
  fetch: Fetch,
  faults: readonly Fault[] = [],
  { clock, basePath = '/v1', onStrike }: FaultyOptions = {},
): FaultyFetch {
  let armed = faults.map((fault) => ({ fault, seen: 0 }))
  let struck = 0

  /** Each fault counts for itself, also the requests at which another one struck. */
  const pick = (request: Request): Fault | undefined => {
    const operation = operationOf(request.method, pathOf(request, basePath))
    const fitting = armed.filter(({ fault }) => isOneOf(fault.operation, operation))
    for (const entry of fitting) entry.seen++
    return fitting.find(({ fault, seen }) => isOneOf(fault.nth, seen))?.fault
  }

  const send = async (request: Request): Promise<Response> => {
    const fault = pick(request)
    if (!fault) return fetch(request)
    struck++
    onStrike?.(fault)
    if (fault.delay !== undefined) {
      if (!clock) throw new TypeError('faultyFetch needs a clock for "delay": { clock }.')
      await sleep(clock, fault.delay, request.signal)
    }
    if (fault.failBefore) throw toError(fault.failBefore)
    const response = fault.answer ? await makeAnswer(fault.answer, request) : await fetch(request)
    if (fault.loseAnswer) {
      await response.body?.cancel()
      throw toError(fault.loseAnswer)
    }
    return fault.cut ? cutBody(response, fault.cut) : response
  }

  return Object.assign(send, {
    add: (...more: Fault[]) => void armed.push(...more.map((fault) => ({ fault, seen: 0 }))),
    mend: () => {
      armed = []
    },
    struck: () => struck,
  })
}

const isOneOf = <T>(wanted: T | readonly T[] | undefined, given: unknown): boolean =>
  wanted === undefined || [wanted].flat().includes(given as never)

/** What `fetch` rejects with when the network fails. */
const toError = (fault: true | Error): Error =>
  fault === true ? new TypeError('fetch failed') : fault

function makeAnswer(
  answer: NonNullable<Fault['answer']>,
  request: Request,
): Response | Promise<Response> {
  if (typeof answer === 'function') return answer(request)
  const { status = 200, headers, body } = answer
  if (body === undefined) return new Response(null, { status, ...(headers && { headers }) })
  const isText = typeof body === 'string'
  const type = isText ? (/^\s*</.test(body) ? 'text/html' : 'text/plain') : 'application/json'
  return new Response(isText ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': type, ...headers },
  })
}
