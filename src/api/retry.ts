import { isApiError, isConnectionError } from './errors.js'
import type { FilledRoute } from './operations.js'

/** Waits above this are for a person to decide about. */
export const longestWait = 120_000

/** How long the server asks to wait, in milliseconds; null when it says nothing that can be read. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const ms = headers.get('retry-after-ms')
  if (ms !== null && isNumber(ms)) return Number(ms)
  const after = headers.get('retry-after')
  if (after === null) return null
  if (isNumber(after)) return Number(after) * 1000
  // A date begins with its weekday; `Date.parse` alone would make a date of "-5", too.
  const date = /^\s*[a-z]{3}/i.test(after) ? Date.parse(after) : Number.NaN
  if (Number.isNaN(date)) return null
  // By the server's clock where it can be read: ours may be wrong by minutes.
  const serverNow = Date.parse(headers.get('date') ?? '')
  return Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow))
}

const isNumber = (text: string): boolean => /^\s*\d+(\.\d+)?\s*$/.test(text)

export interface Attempt {
  method: FilledRoute['method']
  /** How often the request was sent again after a wait. */
  retries: number
  /** Whether it was already sent once more with fresh headers. */
  refreshed: boolean
  error: unknown
  maxRetries: number
  /** Whether `headers` is a function, which can be asked for fresh ones. */
  canRefresh: boolean
}

export type Decision = { act: 'fail' } | { act: 'refresh' } | { act: 'wait'; ms: number }

const fail: Decision = { act: 'fail' }

/**
 * The one retry table. GET and DELETE: on no answer, 408, 429 and 5xx, with full jitter. POST: never blindly, because
 * a lost answer is no proof of a lost request; once more on 401 with fresh headers, and on 429 when told how long.
 */
export function decideRetry(attempt: Attempt, random: () => number): Decision {
  const { method, retries, refreshed, error, maxRetries, canRefresh } = attempt
  if (!isApiError(error)) {
    const mayPass = isConnectionError(error) && method !== 'POST' && retries < maxRetries
    return mayPass ? { act: 'wait', ms: backOff(retries, random) } : fail
  }
  const { status, retryAfter, code, type } = error
  if (status === 401) return canRefresh && !refreshed ? { act: 'refresh' } : fail
  if (retries >= maxRetries) return fail
  if (retryAfter !== null && retryAfter > longestWait) return fail
  // Nothing but a payment ends this one.
  if (code === 'insufficient_quota' || type === 'insufficient_quota') return fail
  const mayPass =
    method === 'POST'
      ? status === 429 && retryAfter !== null
      : status === 408 || status === 429 || status >= 500
  if (!mayPass) return fail
  // Many clients are told the same moment; a little more, never less, keeps them apart.
  const ms = retryAfter === null ? backOff(retries, random) : retryAfter + random() * 1_000
  return { act: 'wait', ms }
}

/** Full jitter: anywhere below a ceiling that doubles each time. */
const backOff = (retries: number, random: () => number): number =>
  random() * Math.min(8_000, 500 * 2 ** retries)
