import type { Fetch } from '../../../src/api/index.js'
import { operationOf, pathOf } from '../../../src/testing/operationOf.js'

/** One request as the page sent it, and what it saw of the answer. */
export interface LoggedRequest {
  operation: string
  path: string
  url: string
  /** By the world's clock. */
  at: number
  /** When the head of an answer came; undefined while none did. */
  answeredAt?: number
  /** 0 when the page saw no answer. */
  status: number
  /** How long the server told the page to wait, in milliseconds. */
  told?: number
}

/** Remembers what a page asks for. */
export function logRequests(fetch: Fetch, now: () => number) {
  const requests: LoggedRequest[] = []
  const send: Fetch = async (request) => {
    const path = pathOf(request, '/v1')
    const logged: LoggedRequest = {
      operation: operationOf(request.method, path) ?? path,
      path,
      url: request.url,
      at: now(),
      status: 0,
    }
    requests.push(logged)
    const response = await fetch(request)
    logged.status = response.status
    logged.answeredAt = now()
    const told = response.headers.get('x-told-ms')
    if (told !== null) logged.told = Number(told)
    return response
  }
  return { fetch: send, requests }
}
