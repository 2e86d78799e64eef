import type { Clock } from './clock.js'
import type { Dialect } from './dialects.js'
import type { ApiVersion } from './editions.js'
import type { AskHeaders } from './headers.js'

/** A backend: the network's `fetch`, our own server's, or a middleware around either. */
export type Fetch = (request: Request) => Promise<Response>

/** What a caller may say of one request. */
export interface RequestOptions {
  /** Ends the wait; the promise rejects with the signal's reason. */
  signal?: AbortSignal
  /** Sees every answer's head: poll hints, the server's date. */
  onResponse?: (response: Response) => void
  /** Hears how much of a file's content has come; `getFileContent` only. */
  onProgress?: (progress: Progress) => void
}

/** How much of an answer's body has come. */
export interface Progress {
  /** Bytes so far. */
  loaded: number
  /** Bytes in all; null where the server does not say. */
  total: number | null
}

/** What all requests of one client have in common. */
export interface Wire {
  baseUrl: string
  send: Fetch
  askHeaders: AskHeaders
  canRefresh: boolean
  apiVersion: ApiVersion
  dialect: Dialect
  timeout: number
  maxRetries: number
  allowKeyInBrowser: boolean
  clock: Clock
  random: () => number
}
