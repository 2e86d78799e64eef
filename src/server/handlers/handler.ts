import type { Clock, RunV2, Timestamp } from '../../api/index.js'
import type { Edition } from '../edition.js'
import type { WithLock } from '../locks.js'
import type { Telling } from '../runs/createEventLog.js'
import type { RunEngine } from '../runs/createRunEngine.js'
import type { Store } from '../stores/store.js'

/** What every handler stands on. */
export interface Context {
  store: Store
  clock: Clock
  newId: (prefix: string) => string
  now: () => Timestamp
  lock: WithLock
  runs: RunEngine
  /** Seconds that a run may take. */
  expiresAfter: (run: RunV2) => number
}

/** One request, its path taken apart. */
export interface Call {
  /** The ids that the path carries; a route without the id has none, and nobody asks it. */
  ids: Readonly<Record<string, string>>
  query: URLSearchParams
  /** The id of the last event that the caller has heard. */
  lastEventId: string | null
  /** Reads the body as JSON. */
  json: () => unknown
  /** Reads the body as a form. */
  form: () => Promise<FormData>
  edition: Edition
}

/** What a handler says; how it becomes a response is the server's business. */
export type Answer =
  | { type: 'json'; body: object; pollable?: boolean }
  | { type: 'events'; telling: Telling }
  | { type: 'bytes'; bytes: Uint8Array<ArrayBuffer>; contentType: string; filename: string }

export type Handler = (call: Call, context: Context) => Promise<Answer>

export const json = (body: object): Answer => ({ type: 'json', body })

/** An answer that a client will ask for again until the run has ended. */
export const pollable = (body: object): Answer => ({ type: 'json', body, pollable: true })

/** An id that the route promises. */
export const idOf = ({ ids }: Call, name: string): string => ids[name] ?? ''
