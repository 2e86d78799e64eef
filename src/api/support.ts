import type { Call } from './buildRequest.js'
import { isApiError } from './errors.js'
import { type RequestName, routeOf } from './operations.js'

/** More open suspicions than this are not worth remembering. */
const mostSuspects = 20

/** What a server turned out to lack. */
export interface Support {
  /** Whether the server was seen to lack the operation. */
  isMissing: (operation: RequestName) => boolean
  /** Learns from an outcome, and passes it on. */
  learn: <T>(call: Call, answer: Promise<T>) => Promise<T>
  onChange: (listener: () => void) => () => void
}

/**
 * Learns from answers which routes a server lacks. 405 and 501 speak of the route. 404 may as well speak of the object:
 * it counts once the object below which the route lies turns out to be there. A success takes everything back.
 */
export function createSupport(): Support {
  const missing = new Set<RequestName>()
  const listeners = new Set<() => void>()
  let suspects: { operation: RequestName; parent: string }[] = []

  const change = (act: 'add' | 'delete', operation: RequestName) => {
    if (missing.has(operation) === (act === 'add')) return
    missing[act](operation)
    for (const listener of listeners) listener()
  }

  const hear = ({ operation, route: { method, path } }: Call, status: number) => {
    if (status === 405 || status === 501) change('add', operation)
    // An address that ends in an id names an object, which may well not be there.
    if (status === 404 && !routeOf(operation).endsWith('}')) {
      const parent = path.slice(0, path.lastIndexOf('/'))
      suspects = [...suspects, { operation, parent }].slice(-mostSuspects)
    }
    if (status !== 200) return
    suspects = suspects.filter((suspect) => {
      const isProven = `${path}/`.startsWith(`${suspect.parent}/`)
      if (isProven && method !== 'DELETE') change('add', suspect.operation)
      return !isProven
    })
    change('delete', operation)
  }

  return {
    isMissing: (operation) => missing.has(operation),
    learn(call, answer) {
      answer.then(
        () => hear(call, 200),
        (error: unknown) => isApiError(error) && hear(call, error.status),
      )
      return answer
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
