import {
  type AssistantsClient,
  type ClientOptions,
  createAssistantsClient,
  type RunEvent,
} from '../../src/api/index.js'
import {
  createManualClock,
  type ManualClock,
  type RecordedFetch,
  recordRequests,
} from '../../src/testing/index.js'

/** What a scripted server does with a request: answers, breaks, or keeps it waiting. */
export type Step =
  | Response
  | Error
  | Promise<Response>
  | ((request: Request) => Response | Promise<Response>)

export interface Setup {
  client: AssistantsClient
  clock: ManualClock
  sent: RecordedFetch
}

/** A client whose server goes through a list of steps, the last one again and again. */
export function clientFor(steps: Step | Step[], options: Partial<ClientOptions> = {}): Setup {
  const clock = createManualClock()
  const script = [steps].flat()
  let turn = 0
  const sent = recordRequests(async (request) => {
    const step = script[Math.min(turn++, script.length - 1)]
    if (step === undefined) throw new Error('The script has no step.')
    if (step instanceof Error) throw step
    if (step instanceof Response) return step.clone()
    return typeof step === 'function' ? step(request) : step
  })
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: sent,
    clock,
    random: () => 0.5,
    ...options,
  })
  return { client, clock, sent }
}

export const answer = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })

export const refusal = (
  status: number,
  headers: Record<string, string> = {},
  facts: Record<string, unknown> = {},
) => answer({ error: { message: `Refused with ${status}`, ...facts } }, status, headers)

export const networkError = () => new TypeError('fetch failed')

/** An answer that never comes; it heeds no signal. */
export const never = () => new Promise<Response>(() => {})

export { sampleRun as run } from '../support/samples.js'

/** A signal that tells how many still listen to it. */
export function countingSignal() {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  let added = 0
  signal.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => {
    added++
    listeners.add(listener)
    // What listens once is gone by itself.
    if (typeof options === 'object' && options.once) add(type, () => listeners.delete(listener))
    add(type, listener, options)
  }
  signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.delete(listener)
    remove(type, listener)
  }
  return {
    signal,
    abort: (reason?: unknown) => controller.abort(reason),
    listening: () => listeners.size,
    added: () => added,
  }
}

/** How a promise ended, seen without an unhandled rejection on the way. */
export interface Watched<T> {
  state: 'pending' | 'done' | 'failed'
  value?: T
  error?: unknown
  /** Comes when it has ended, either way. */
  settled: Promise<unknown>
}

export function watch<T>(promise: Promise<T>): Watched<T> {
  const watched: Watched<T> = { state: 'pending', settled: Promise.resolve() }
  watched.settled = promise.then(
    (value) => Object.assign(watched, { state: 'done', value }),
    (error: unknown) => Object.assign(watched, { state: 'failed', error }),
  )
  return watched
}

/** Reads a stream to its end, and keeps what was heard when it breaks. */
export function listen(events: AsyncIterable<RunEvent>) {
  const heard: RunEvent[] = []
  const end = watch(
    (async () => {
      for await (const event of events) heard.push(event)
    })(),
  )
  return { heard, names: () => heard.map(({ event }) => event), end }
}

/** What a promise rejects with. */
export const errorOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It did not reject.')
}

/** Everything that can be read of an error: its own members, its message, its stack, and those of its causes. */
export function allOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  const own = JSON.stringify(Object.fromEntries(Object.entries(error)))
  return [String(error), error.stack, own, error.cause && allOf(error.cause)].join('\n')
}
