import type {
  Annotation,
  ContentDelta,
  MessageV2,
  RunEvent,
  RunStepV2,
  RunV2,
  StepCallDelta,
  Timestamp,
  Usage,
} from '../../api/index.js'
import type { TextSource } from '../models/model.js'

/** A step that a run begins. */
export function makeStep(
  run: RunV2,
  id: string,
  now: Timestamp,
  details: RunStepV2['step_details'],
): RunStepV2 {
  return {
    id,
    object: 'thread.run.step',
    created_at: now,
    run_id: run.id,
    assistant_id: run.assistant_id,
    thread_id: run.thread_id,
    type: details.type,
    status: 'in_progress',
    step_details: details,
    last_error: null,
    expires_at: run.expires_at,
    expired_at: null,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    metadata: {},
    usage: null,
  }
}

/** A message that a run begins. */
export function makeReply(run: RunV2, id: string, now: Timestamp): MessageV2 {
  return {
    id,
    object: 'thread.message',
    created_at: now,
    thread_id: run.thread_id,
    role: 'assistant',
    content: [],
    assistant_id: run.assistant_id,
    run_id: run.id,
    attachments: [],
    metadata: {},
    status: 'in_progress',
    incomplete_details: null,
    completed_at: null,
    incomplete_at: null,
  }
}

/** What a message says next, in one of its content parts. */
export const messageDelta = (id: string, part: ContentDelta): RunEvent<'v2'> => ({
  event: 'thread.message.delta',
  data: { id, object: 'thread.message.delta', delta: { content: [part] } },
})

/** What a mark in a text stands for, told with its place in UTF-16 units. */
export function makeAnnotation(source: TextSource, text: string, start_index: number): Annotation {
  const end_index = start_index + text.length
  const place = { text, start_index, end_index }
  if (source.type === 'file_path') {
    return { type: 'file_path', ...place, file_path: { file_id: source.file_id } }
  }
  const { file_id, quote } = source
  const file_citation = { file_id, ...(quote !== undefined && { quote }) }
  return { type: 'file_citation', ...place, file_citation }
}

/** What a call says next. */
export function callDelta(stepId: string, call: StepCallDelta): RunEvent<'v2'> {
  return {
    event: 'thread.run.step.delta',
    data: {
      id: stepId,
      object: 'thread.run.step.delta',
      delta: { step_details: { type: 'tool_calls', tool_calls: [call] } },
    },
  }
}

export const toUsage = (prompt_tokens: number, completion_tokens: number): Usage => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
})

/** Adds what was counted; null counts nothing. */
export function addUsage(a: Usage | null, b: Usage | null): Usage | null {
  if (!a || !b) return a ?? b
  return toUsage(a.prompt_tokens + b.prompt_tokens, a.completion_tokens + b.completion_tokens)
}
