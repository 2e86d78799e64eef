import type { MessageContent, MessageV2, ThreadV2 } from '../../api/index.js'
import type { CreateMessageInput } from '../bodies.js'
import type { MessageRow } from '../rows.js'
import type { Context } from './handler.js'

/** On requests a text part carries a plain string, in answers an object. */
function toContent(content: CreateMessageInput['content']): MessageContent<'v2'>[] {
  if (typeof content === 'string') {
    return [{ type: 'text', text: { value: content, annotations: [] } }]
  }
  return content.map((part) =>
    part.type === 'text' ? { type: 'text', text: { value: part.text, annotations: [] } } : part,
  )
}

/** A message that a client sent. */
export function makeMessage(
  { newId, now }: Pick<Context, 'newId' | 'now'>,
  threadId: string,
  { role, content, attachments, file_ids, metadata }: CreateMessageInput,
): MessageRow {
  return {
    id: newId('msg_'),
    object: 'thread.message',
    created_at: now(),
    thread_id: threadId,
    role,
    content: toContent(content),
    assistant_id: null,
    run_id: null,
    attachments: attachments ?? [],
    metadata: metadata ?? {},
    status: 'completed',
    incomplete_details: null,
    completed_at: now(),
    incomplete_at: null,
    ...(file_ids && { file_ids }),
  }
}

/** The thread with the files that its messages bring along for the code interpreter. */
export function attach(thread: ThreadV2, messages: readonly MessageV2[]): ThreadV2 {
  const brought = messages
    .flatMap(({ attachments }) => attachments ?? [])
    .filter(({ tools }) => tools.some(({ type }) => type === 'code_interpreter'))
    .map(({ file_id }) => file_id)
  if (brought.length === 0) return thread
  const resources = thread.tool_resources ?? {}
  const file_ids = [...new Set([...(resources.code_interpreter?.file_ids ?? []), ...brought])]
  return { ...thread, tool_resources: { ...resources, code_interpreter: { file_ids } } }
}
