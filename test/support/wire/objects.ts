import * as v from 'valibot'
import type { ApiVersion } from '../../../src/api/index.js'
import { content } from './contents.js'
import {
  absent,
  anyId,
  id,
  maybe,
  metadata,
  open,
  orNull,
  responseFormat,
  seconds,
  type Shape,
  temperature,
  toolResources,
  tools,
  topP,
} from './parts.js'

const fileIds = v.array(anyId)

const assistantBase = {
  id: id('asst_'),
  object: v.literal('assistant'),
  created_at: seconds,
  name: orNull(v.pipe(v.string(), v.maxLength(256))),
  description: orNull(v.pipe(v.string(), v.maxLength(512))),
  model: v.string(),
  instructions: orNull(v.string()),
  metadata,
}

export const assistant: Record<ApiVersion, Shape> = {
  v1: open({
    ...assistantBase,
    tools: tools.v1,
    file_ids: v.pipe(fileIds, v.maxLength(20)),
    tool_resources: absent,
    temperature: absent,
    top_p: absent,
    response_format: absent,
  }),
  v2: open({
    ...assistantBase,
    tools: tools.v2,
    tool_resources: maybe(toolResources),
    temperature: maybe(temperature),
    top_p: maybe(topP),
    response_format: maybe(responseFormat.v2),
    file_ids: absent,
    links: absent,
  }),
}

const threadBase = {
  id: id('thread_'),
  object: v.literal('thread'),
  created_at: seconds,
  metadata,
}

export const thread: Record<ApiVersion, Shape> = {
  v1: open({ ...threadBase, tool_resources: absent }),
  v2: open({ ...threadBase, tool_resources: maybe(toolResources) }),
}

const reasons = ['content_filter', 'max_tokens', 'run_cancelled', 'run_expired', 'run_failed']

const messageBase = {
  id: id('msg_'),
  object: v.literal('thread.message'),
  created_at: seconds,
  thread_id: id('thread_'),
  role: v.picklist(['user', 'assistant']),
  assistant_id: orNull(id('asst_')),
  run_id: orNull(id('run_')),
  metadata,
  status: maybe(v.picklist(['in_progress', 'incomplete', 'completed'])),
  incomplete_details: maybe(open({ reason: v.picklist(reasons) })),
  completed_at: maybe(seconds),
  incomplete_at: maybe(seconds),
}

interface MessageFacts {
  status?: string | null
  incomplete_details?: unknown
  completed_at?: unknown
  incomplete_at?: unknown
}

/** What a message says of its end fits its status, as far as it says anything. */
const isSoundMessage = (message: MessageFacts) =>
  message.status === undefined ||
  ((message.status === 'incomplete') === (message.incomplete_details !== null) &&
    (message.status === 'incomplete') === (message.incomplete_at !== null) &&
    (message.status === 'completed') === (message.completed_at !== null))

export const message: Record<ApiVersion, Shape> = {
  v1: v.pipe(
    open({
      ...messageBase,
      content: content.v1,
      file_ids: v.pipe(fileIds, v.maxLength(10)),
      attachments: absent,
    }),
    v.check((row) => isSoundMessage(row), 'the end of a message fits its status'),
  ),
  v2: v.pipe(
    open({
      ...messageBase,
      content: content.v2,
      attachments: orNull(
        v.array(
          open({
            file_id: anyId,
            tools: v.array(open({ type: v.picklist(['code_interpreter', 'file_search']) })),
          }),
        ),
      ),
      file_ids: absent,
    }),
    v.check((row) => isSoundMessage(row), 'the end of a message fits its status'),
  ),
}

export const assistantFile = open({
  id: anyId,
  object: v.literal('assistant.file'),
  created_at: seconds,
  assistant_id: id('asst_'),
})

export const messageFile = open({
  id: anyId,
  object: v.literal('thread.message.file'),
  created_at: seconds,
  message_id: id('msg_'),
})

export const file = open({
  id: id('file-'),
  object: v.literal('file'),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  created_at: seconds,
  expires_at: v.exactOptional(seconds),
  filename: v.string(),
  purpose: v.picklist(['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals']),
  status: v.picklist(['uploaded', 'processed', 'error']),
})
