import { isApiError, isConnectionError } from './errors.js'
import type { FilledRoute } from './operations.js'

/** Waits above this are for a person to decide about. */
export const longestWait = 120_000

/** How long the server asks to wait, in milliseconds; null when it says nothing that can be read. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const ms = headers.get('retry-after-ms')
  if (ms !== null && ms.trim() !== '' && Number(ms) >= 0) return Number(ms)
  const after = headers.get('retry-after')
  if (after === null || after.trim() === '') return null
  if (/^\s*\d+(\.\d+)?\s*$/.test(after)) return Number(after) * 1000
  const date = Date.parse(after)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

export interface Attempt {
  method: FilledRoute['method']
  /** How often the request was sent, the failed one included. */
  sent: number
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
  const { method, sent, refreshed, error, maxRetries, canRefresh } = attempt
  if (isApiError(error) && error.status === 401) {
    return canRefresh && !refreshed ? { act: 'refresh' } : fail
  }
  if (sent > maxRetries) return fail
  const told = isApiError(error) ? error.retryAfter : null
  if (told !== null && told > longestWait) return fail
  if (isApiError(error) && error.code === 'insufficient_quota') return fail
  const isTooMany = isApiError(error) && error.status === 429
  if (method === 'POST') return isTooMany && told !== null ? { act: 'wait', ms: told } : fail
  const mayPass =
    isConnectionError(error) ||
    isTooMany ||
    (isApiError(error) && (error.status === 408 || error.status >= 500))
  if (!mayPass) return fail
  const jitter = random() * Math.min(8_000, 500 * 2 ** (sent - 1))
  return { act: 'wait', ms: told === null ? jitter : told + random() * 250 }
}
