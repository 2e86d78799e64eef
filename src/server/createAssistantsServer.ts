import { type Clock, type RunV2, sleep, systemClock } from '../api/index.js'
import type { Answer, Call, Context } from './handlers/handler.js'
import { editions } from './editions.js'
import { createLocks } from './locks.js'
import type { Model } from './models/model.js'
import { scripted } from './models/scripted.js'
import { parseJson } from './parseBody.js'
import { invalid, Refusal } from './refusals.js'
import { rememberAnswers } from './rememberAnswers.js'
import { commonHeaders, respond, respondError } from './respond.js'
import { findRoute, type Routed } from './route.js'
import { createRunEngine } from './runs/createRunEngine.js'
import { memoryStore } from './stores/memoryStore.js'
import type { Store } from './stores/store.js'

/** What a server is made of. Every part of it has a default, and each can be replaced by one of your own. */
export interface AssistantsServerOptions {
  /** What answers runs. @default scripted() */
  model?: Model
  /** Where rows are kept. @default memoryStore() */
  store?: Store
  /** What tells the time and rings. @default the machine's */
  clock?: Clock
  /** Makes an id that begins with `prefix`. @default 24 random letters and digits after it */
  ids?: (prefix: string) => string
  /** The exact path under which the operations live. @default '/v1' */
  basePath?: string
  /** Seconds that a run may take, its waiting for tool outputs included. @default 600 */
  expiresAfter?: number | ((run: RunV2) => number)
  /** Milliseconds of silence after which a stream says that it is still there. @default 15_000 */
  heartbeat?: number
  /** Milliseconds after which a client is told to ask for a run again. @default 500 */
  pollAfter?: number
  /** Milliseconds before every answer. @default 0 */
  latency?: number
  /**
   * Says whether a request may come in; those that may not get a 401. Rows have no owner: who may come in may read every
   * thread by its id, and `GET /threads` tells the ids. Where several people share a server, refuse that one, too.
   * @default everyone may
   */
  authorize?: (request: Request) => boolean | Promise<boolean>
  /** Cuts what a stream sends into pieces, so that a test can see its reader survive any cut. */
  chunk?: (bytes: Uint8Array) => Uint8Array[]
  /** Hears errors from inside, of which a client only learns that there was one. @default they are dropped */
  onError?: (error: unknown) => void
}

/** The other end of the wire. */
export interface AssistantsServer {
  /** Answers one request; it never rejects. */
  fetch: (request: Request) => Promise<Response>
  /** Aborts the models of all runs, ends their streams and stops every timer. Rows stay as they are. */
  close: () => void
}

/**
 * Makes a server of the Assistants protocol out of one function.
 *
 * @throws TypeError when the base path does not begin with `/` or ends with it
 */
export function createAssistantsServer(options: AssistantsServerOptions = {}): AssistantsServer {
  const {
    clock = systemClock,
    model = scripted({ clock }),
    store = memoryStore(),
    ids = randomId,
    basePath = '/v1',
    expiresAfter = 600,
    heartbeat = 15_000,
    pollAfter = 500,
    latency = 0,
    authorize,
    chunk,
    onError = () => {},
  } = options
  if (basePath !== '' && !/^\/.*[^/]$/.test(basePath)) {
    throw new TypeError(
      `basePath is ${JSON.stringify(basePath)}; it must begin with a slash and not end with one, like "/v1".`,
    )
  }
  const lock = createLocks()
  const runs = createRunEngine({ store, clock, newId: ids, model, lock, onError })
  const context: Context = {
    store,
    clock,
    newId: ids,
    now: () => Math.floor(clock.now() / 1000),
    lock,
    runs,
    expiresAfter: typeof expiresAfter === 'number' ? () => expiresAfter : expiresAfter,
  }
  const remember = rememberAnswers(clock)

  const answer = async (request: Request, routed: Routed): Promise<Answer> => {
    const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false
    const text = isForm ? '' : await request.text()
    const call: Call = {
      ids: routed.ids,
      query: new URL(request.url).searchParams,
      lastEventId: request.headers.get('last-event-id'),
      json: () => parseJson(text),
      form: () => readForm(request),
      edition: editions[routed.version],
    }
    const work = () => routed.handler(call, context)
    const key = request.headers.get('idempotency-key')
    if (key === null || request.method !== 'POST') return work()
    const who = request.headers.get('authorization') ?? ''
    // An answer has the shape of one edition: for another, the same words are not the same request.
    return remember(JSON.stringify([who, request.url, key]), `${routed.version} ${text}`, work)
  }

  return {
    async fetch(request) {
      const headers = commonHeaders(clock, ids('req_'))
      try {
        if (latency > 0) await sleep(clock, latency, request.signal)
        if (authorize && !(await authorize(request))) throw unauthorized(request)
        const routed = findRoute(request, basePath)
        return respond(await answer(request, routed), editions[routed.version], headers, {
          clock,
          heartbeat,
          pollAfter,
          chunk,
        })
      } catch (error) {
        if (!(error instanceof Refusal) && !request.signal.aborted) onError(error)
        return respondError(error, headers)
      }
    },
    close: runs.close,
  }
}

async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw invalid(
      'The body of the request is not a form. Send multipart/form-data with the parts "purpose" and "file".',
    )
  }
}

const unauthorized = (request: Request) =>
  request.headers.has('authorization')
    ? new Refusal(401, 'This key does not open this server. Check it, or sign in again.', {
        code: 'invalid_api_key',
      })
    : new Refusal(401, "No key was sent. Send the header 'Authorization: Bearer …'.")

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function randomId(prefix: string): string {
  let id = prefix
  const length = prefix.length + 24
  // More than are needed: to ask for random bytes takes long, however few.
  while (id.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // 248 is four times 62: what lies above would make some letters likelier than others.
      if (byte < 248 && id.length < length) id += alphabet[byte % 62]
    }
  }
  return id
}
