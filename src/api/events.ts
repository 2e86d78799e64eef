import type { ApiVersion, ByVersion, RegisteredVersion } from './editions.js'
import type {
  ImageDetail,
  Message,
  MessageIn,
  Run,
  RunIn,
  RunStep,
  RunStepIn,
  Thread,
  UnknownStatus,
} from './types.js'

/** A piece of an annotation, by its place among a text's annotations. */
export type AnnotationDelta = {
  index: number
  text?: string
  start_index?: number
  end_index?: number
} & (
  | { type: 'file_citation'; file_citation?: { file_id?: string; quote?: string } }
  | { type: 'file_path'; file_path?: { file_id?: string } }
)

/** A piece of a part, by its place in the message; text joins what was there. */
export type ContentDelta = { index: number } & (
  | { type: 'text'; text?: { value?: string; annotations?: AnnotationDelta[] } }
  | { type: 'refusal'; refusal?: string }
  | { type: 'image_file'; image_file?: { file_id?: string; detail?: ImageDetail } }
  | { type: 'image_url'; image_url?: { url?: string; detail?: ImageDetail } }
)

/** A piece of a message, as it is said. */
export interface MessageDelta<V extends ApiVersion = RegisteredVersion> {
  /** The message that grows. */
  id: string
  /** Tells pieces from whole messages. */
  object: 'thread.message.delta'
  /** What is new. */
  delta: { role?: 'user' | 'assistant'; content?: ContentDelta[] } & ByVersion<
    V,
    { file_ids?: string[] },
    unknown
  >
}

/** A piece of what code gave, by its place among the outputs. */
export type CodeOutputDelta = { index: number } & (
  | { type: 'logs'; logs?: string }
  | { type: 'image'; image?: { file_id?: string } }
)

/** A piece of a call, by its place in the step; arguments join what was there. */
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

/** A piece of a step, as it is made. */
export interface RunStepDelta {
  /** The step that grows. */
  id: string
  /** Tells pieces from whole steps. */
  object: 'thread.run.step.delta'
  /** What is new. */
  delta: {
    step_details?:
      | { type: 'message_creation'; message_creation?: { message_id?: string } }
      | { type: 'tool_calls'; tool_calls?: StepCallDelta[] }
  }
}

/**
 * What each event carries, in the status that its name says: the name is trusted above the object. What is said to be in
 * progress may be in a status that the protocol does not name. The stream's end, `done`, carries nothing.
 */
export interface EventData<V extends ApiVersion = RegisteredVersion> {
  /** The thread that was made on the way. */
  'thread.created': Thread<V>
  /** The run exists, in whatever status. */
  'thread.run.created': Run<V>
  /** The run waits for its turn. */
  'thread.run.queued': RunIn<'queued', V>
  /** The run works. */
  'thread.run.in_progress': RunIn<'in_progress' | UnknownStatus, V>
  /** The run waits for tool outputs; the stream ends. */
  'thread.run.requires_action': RunIn<'requires_action', V>
  /** The run is done. */
  'thread.run.completed': RunIn<'completed', V>
  /** The run met a limit. */
  'thread.run.incomplete': RunIn<'incomplete', V>
  /** The run failed. */
  'thread.run.failed': RunIn<'failed', V>
  /** The run was asked to stop. */
  'thread.run.cancelling': RunIn<'cancelling', V>
  /** The run was stopped. */
  'thread.run.cancelled': RunIn<'cancelled', V>
  /** The run took too long. */
  'thread.run.expired': RunIn<'expired', V>
  /** A step was begun. */
  'thread.run.step.created': RunStep<V>
  /** A step goes on. */
  'thread.run.step.in_progress': RunStep<V>
  /** A piece of a step. */
  'thread.run.step.delta': RunStepDelta
  /** A step is done. */
  'thread.run.step.completed': RunStepIn<'completed', V>
  /** A step failed. */
  'thread.run.step.failed': RunStepIn<'failed', V>
  /** A step was stopped with its run. */
  'thread.run.step.cancelled': RunStepIn<'cancelled', V>
  /** A step took too long, with its run. */
  'thread.run.step.expired': RunStepIn<'expired', V>
  /** A message was begun, mostly empty. */
  'thread.message.created': Message<V>
  /** A message goes on. */
  'thread.message.in_progress': Message<V>
  /** A piece of a message. */
  'thread.message.delta': MessageDelta<V>
  /** A message is whole. */
  'thread.message.completed': Message<V>
  /** A message was cut short. */
  'thread.message.incomplete': MessageIn<'incomplete', V>
}

/** The name of an event. */
export type RunEventName = keyof EventData

/**
 * One thing that a stream tells, narrowed by `event`. `id` says where it stands, on servers that number their events:
 * `stream.resumeRun` goes on behind it.
 */
export type RunEvent<V extends ApiVersion = RegisteredVersion> = {
  [E in RunEventName]: { event: E; data: EventData<V>[E]; id?: string }
}[RunEventName]

/**
 * The event that tells how a run, a step or a message stands. What is in a status that the protocol does not name is told
 * to be in progress.
 */
export function eventOf<V extends ApiVersion = RegisteredVersion>(
  data: Run<V> | RunStep<V> | Message<V>,
): RunEvent<V> {
  // Where a message has no status, it is complete.
  const status = data.status ?? 'completed'
  const said = status.startsWith('unknown:') ? 'in_progress' : status
  // The names of these events are made of the statuses.
  return { event: `${data.object}.${said}`, data } as RunEvent<V>
}

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
