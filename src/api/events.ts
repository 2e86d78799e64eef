import type { ApiVersion, ByVersion, RegisteredVersion } from './editions.js'
import { StreamError } from './errors.js'
import type { ImageDetail, Message, Run, RunStep, Thread } from './types.js'

export type AnnotationDelta = {
  index: number
  text?: string
  start_index?: number
  end_index?: number
} & (
  | { type: 'file_citation'; file_citation?: { file_id?: string; quote?: string } }
  | { type: 'file_path'; file_path?: { file_id?: string } }
)

export type ContentDelta = { index: number } & (
  | { type: 'text'; text?: { value?: string; annotations?: AnnotationDelta[] } }
  | { type: 'refusal'; refusal?: string }
  | { type: 'image_file'; image_file?: { file_id?: string; detail?: ImageDetail } }
  | { type: 'image_url'; image_url?: { url?: string; detail?: ImageDetail } }
)

export interface MessageDelta<V extends ApiVersion = RegisteredVersion> {
  id: string
  object: 'thread.message.delta'
  delta: { role?: 'user' | 'assistant'; content?: ContentDelta[] } & ByVersion<
    V,
    { file_ids?: string[] },
    unknown
  >
}

export type CodeOutputDelta = { index: number } & (
  | { type: 'logs'; logs?: string }
  | { type: 'image'; image?: { file_id?: string } }
)

export type StepCallDelta = { index: number; id?: string } & (
  | {
      type: 'function'
      function?: { name?: string; arguments?: string; output?: string | null }
    }
  | {
      type: 'code_interpreter'
      code_interpreter?: { input?: string; outputs?: CodeOutputDelta[] }
    }
  | { type: 'file_search'; file_search: Record<string, unknown> }
  | { type: 'retrieval'; retrieval?: Record<string, never> }
)

export interface RunStepDelta {
  id: string
  object: 'thread.run.step.delta'
  delta: {
    step_details?:
      | { type: 'message_creation'; message_creation?: { message_id?: string } }
      | { type: 'tool_calls'; tool_calls?: StepCallDelta[] }
  }
}

/** What a stream says when the server cannot go on. */
export interface ErrorData {
  message: string
  type?: string | null
  param?: string | null
  code?: string | null
}

/** What each event carries; the stream's end, `done`, carries nothing. */
export interface EventData<V extends ApiVersion = RegisteredVersion> {
  'thread.created': Thread<V>
  'thread.run.created': Run<V>
  'thread.run.queued': Run<V>
  'thread.run.in_progress': Run<V>
  'thread.run.requires_action': Run<V>
  'thread.run.completed': Run<V>
  'thread.run.incomplete': Run<V>
  'thread.run.failed': Run<V>
  'thread.run.cancelling': Run<V>
  'thread.run.cancelled': Run<V>
  'thread.run.expired': Run<V>
  'thread.run.step.created': RunStep<V>
  'thread.run.step.in_progress': RunStep<V>
  'thread.run.step.delta': RunStepDelta
  'thread.run.step.completed': RunStep<V>
  'thread.run.step.failed': RunStep<V>
  'thread.run.step.cancelled': RunStep<V>
  'thread.run.step.expired': RunStep<V>
  'thread.message.created': Message<V>
  'thread.message.in_progress': Message<V>
  'thread.message.delta': MessageDelta<V>
  'thread.message.completed': Message<V>
  'thread.message.incomplete': Message<V>
}

export type RunEventName = keyof EventData

/** One thing that a stream tells, narrowed by `event`. */
export type RunEvent<V extends ApiVersion = RegisteredVersion> = {
  [E in RunEventName]: { event: E; data: EventData<V>[E] }
}[RunEventName]

/** Events after which a stream has nothing more to say: the run ended, or it asks. */
const lastWords: ReadonlySet<string> = new Set([
  'thread.run.requires_action',
  'thread.run.completed',
  'thread.run.incomplete',
  'thread.run.failed',
  'thread.run.cancelled',
  'thread.run.expired',
])

/** Every event of the protocol. */
export const eventNames: ReadonlySet<string> = new Set<RunEventName>([
  'thread.created',
  'thread.run.created',
  'thread.run.queued',
  'thread.run.in_progress',
  'thread.run.requires_action',
  'thread.run.completed',
  'thread.run.incomplete',
  'thread.run.failed',
  'thread.run.cancelling',
  'thread.run.cancelled',
  'thread.run.expired',
  'thread.run.step.created',
  'thread.run.step.in_progress',
  'thread.run.step.delta',
  'thread.run.step.completed',
  'thread.run.step.failed',
  'thread.run.step.cancelled',
  'thread.run.step.expired',
  'thread.message.created',
  'thread.message.in_progress',
  'thread.message.delta',
  'thread.message.completed',
  'thread.message.incomplete',
])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The server's own words for a failure, from the bare form, the wrapped one, or both at once. */
function errorData(data: unknown): ErrorData {
  const said = isObject(data) && isObject(data['error']) ? data['error'] : data
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return isObject(said)
    ? {
        message: text(said['message']) ?? 'no reason given',
        type: text(said['type']),
        param: text(said['param']),
        code: text(said['code']),
      }
    : { message: text(said) ?? 'no reason given' }
}

/**
 * Turns what the body says into events: unknown names pass by, an `error` event and a broken frame throw,
 * and a body that ends before the run came to rest throws too.
 *
 * @throws StreamError
 */
export async function* readEvents(
  frames: AsyncIterable<{ event?: string | undefined; data: string }>,
  operation: string,
): AsyncGenerator<RunEvent, void, undefined> {
  let atRest = false
  for await (const frame of frames) {
    if (frame.event === 'done' || frame.data === '[DONE]') return
    let name = frame.event
    let data: unknown
    try {
      data = JSON.parse(frame.data)
    } catch (cause) {
      throw new StreamError({ operation, reason: 'malformed', event: name, cause })
    }
    // Some servers leave the event line out and put the name beside the data.
    if (name === undefined && isObject(data) && typeof data['event'] === 'string') {
      name = data['event']
      data = data['data']
      if (name === 'done') return
    }
    if (name === 'error') {
      throw new StreamError({ operation, reason: 'server_error', said: errorData(data) })
    }
    if (name === undefined || !eventNames.has(name)) continue
    if (!isObject(data) || typeof data['id'] !== 'string') {
      throw new StreamError({ operation, reason: 'malformed', event: name })
    }
    atRest = lastWords.has(name) || (atRest && !name.startsWith('thread.run.'))
    yield { event: name, data } as unknown as RunEvent
  }
  if (!atRest) throw new StreamError({ operation, reason: 'cut' })
}
