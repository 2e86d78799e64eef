import { buildRequest, type Call } from './buildRequest.js'
import { sleep } from './clock.js'
import { ConnectionError, isApiError, isAssistantsError, isNotFound } from './errors.js'
import { refusalOf } from './responses.js'
import { decideRetry } from './retry.js'
import { untilAborted } from './untilAborted.js'
import type { RequestOptions, Wire } from './wire.js'

/** Reads an answer; what it waits for counts toward the time limit. */
export type Read<T> = (response: Response) => T | Promise<T>

/**
 * Sends a call as often as the retry table allows, and reads the answer.
 *
 * @throws ApiError, ConnectionError, ResponseError, or the signal's reason
 */
export async function request<T>(
  wire: Wire,
  call: Call,
  options: RequestOptions,
  read: Read<T>,
): Promise<T> {
  const { method } = call.route
  let retries = 0
  let refreshed = false
  /** Whether an attempt may have reached the server without our hearing of it. */
  let isInDoubt = false
  /** The age of the headers that the server refused, if it just did. */
  let refused: number | null = null
  for (;;) {
    let age = 0
    try {
      return await attempt(wire, call, options, read, async () => {
        const asked = await wire.askHeaders(refused)
        age = asked.age
        return asked.headers
      })
    } catch (error) {
      // A deletion whose answer was lost: the next try finds nothing, which is what was asked for.
      if (isInDoubt && method === 'DELETE' && isNotFound(error)) return read(tombstone(call))
      const { maxRetries, canRefresh } = wire
      const decision = decideRetry(
        { method, retries, refreshed, error, maxRetries, canRefresh },
        wire.random,
      )
      if (decision.act === 'fail') throw error
      isInDoubt ||= !isApiError(error) || error.status === 408 || error.status >= 500
      refused = decision.act === 'refresh' ? age : null
      if (decision.act === 'refresh') refreshed = true
      else {
        retries++
        await sleep(wire.clock, decision.ms, options.signal)
      }
    }
  }
}

/** One attempt: asks for headers, sends, and reads, all inside the time limit. */
async function attempt<T>(
  wire: Wire,
  call: Call,
  { signal, onResponse }: RequestOptions,
  read: Read<T>,
  askHeaders: () => Promise<Record<string, string>>,
): Promise<T> {
  const { clock } = wire
  const { operation, route } = call
  signal?.throwIfAborted()
  const limit = new AbortController()
  const onAbort = () => limit.abort(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const timeIsUp = new DOMException('The time limit passed.', 'TimeoutError')
  const stopTimer = clock.after(wire.timeout, () => limit.abort(timeIsUp))

  /** What fails on the way is a lost connection, unless the caller gave up or the answer itself is at fault. */
  const onTheWay = async <A>(work: () => A | Promise<A>): Promise<A> => {
    try {
      return await untilAborted(Promise.resolve(work()), limit.signal)
    } catch (error) {
      signal?.throwIfAborted()
      if (isAssistantsError(error)) throw error
      throw new ConnectionError({ operation, cause: error, timedOut: error === timeIsUp })
    }
  }

  try {
    const headers = await untilAborted(askHeaders(), limit.signal).catch((error: unknown) => {
      throw error === timeIsUp
        ? new ConnectionError({ operation, cause: error, timedOut: true })
        : error
    })
    const built = buildRequest(wire, call, headers, limit.signal)
    const response = await onTheWay(() => closeIfLate(wire.send(built), limit.signal))
    onResponse?.(response)
    if (!response.ok) {
      const body = await onTheWay(() => response.text()).catch(() => {
        signal?.throwIfAborted()
        // Without its body a refusal is still a refusal.
        return ''
      })
      throw refusalOf(operation, response, body, clock.now())
    }
    const isBareDeletion = route.method === 'DELETE' && response.status === 204
    return await onTheWay(() => read(isBareDeletion ? tombstone(call) : response))
  } finally {
    stopTimer()
    // Once a stream's head has come, the reader of its body hears the abort.
    signal?.removeEventListener('abort', onAbort)
  }
}

/** An answer that comes when nobody waits any more must not keep its connection open. */
async function closeIfLate(sent: Promise<Response>, signal: AbortSignal): Promise<Response> {
  const response = await sent
  if (signal.aborted) response.body?.cancel().catch(() => {})
  return response
}

/** What a server says of a thing that is gone. */
const tombstone = ({ route }: Call): Response =>
  Response.json({ id: route.segments.at(-1), deleted: true })
