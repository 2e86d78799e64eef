import * as v from 'valibot'
import type { Attachment, CreateMessageBody } from '../api/index.js'
import type { Bodies } from './bodies.js'
import {
  assistantParts,
  codeInterpreterTool,
  functionTool,
  instructions,
  maybe,
  metadata,
  object,
  runParts,
} from './bodyParts.js'

/** `retrieval` became `file_search`. */
const retrievalTool = v.pipe(
  v.strictObject({ type: v.literal('retrieval') }),
  v.transform(() => ({ type: 'file_search' as const })),
)

const tools = v.pipe(
  v.array(v.variant('type', [codeInterpreterTool, retrievalTool, functionTool])),
  v.maxLength(128),
)

const toolChoice = v.lazy((input) =>
  typeof input === 'string'
    ? v.picklist(['none', 'auto'])
    : v.variant('type', [
        v.strictObject({
          type: v.literal('function'),
          function: object({ name: v.string() }),
        }),
        codeInterpreterTool,
        retrievalTool,
      ]),
)

/** What `none` asked for is what every run does that asks for nothing. */
const responseFormat = v.lazy((input) =>
  typeof input === 'string'
    ? v.pipe(
        v.picklist(['none', 'auto']),
        v.transform(() => 'auto' as const),
      )
    : v.variant('type', [
        v.strictObject({ type: v.literal('text') }),
        v.strictObject({ type: v.literal('json_object') }),
      ]),
)

const fileIds = (most: number) => v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(most)))

const assistantFields = {
  ...assistantParts,
  tools: v.exactOptional(tools),
  response_format: maybe(responseFormat),
  file_ids: fileIds(20),
}

const createAssistant = object({
  ...assistantFields,
  model: v.string(),
})

const modifyAssistant = object({
  ...assistantFields,
  model: v.exactOptional(v.string()),
})

/** A file of a message is for every tool, as the first edition had it. */
const toAttachment = (file_id: string): Attachment => ({
  file_id,
  tools: [{ type: 'code_interpreter' }, { type: 'file_search' }],
})

const message = object({
  role: v.picklist(['user', 'assistant']),
  content: v.pipe(v.string(), v.minLength(1), v.maxLength(256_000)),
  file_ids: fileIds(10),
  metadata: maybe(metadata),
}) satisfies v.GenericSchema<unknown, CreateMessageBody<'v1'>>

const createMessage = v.pipe(
  message,
  v.transform((body) => ({ ...body, attachments: body.file_ids?.map(toAttachment) ?? [] })),
)

const createThread = object({
  messages: v.exactOptional(v.array(createMessage)),
  metadata: maybe(metadata),
})

const runFields = {
  ...runParts,
  tools: maybe(tools),
  tool_choice: maybe(toolChoice),
  response_format: maybe(responseFormat),
}

const createRun = object({
  ...runFields,
  additional_instructions: maybe(instructions),
  additional_messages: maybe(v.array(createMessage)),
})

const createThreadAndRun = object({
  ...runFields,
  thread: v.exactOptional(createThread),
})

export const assistantFileBody = object({ file_id: v.string() })

export const firstBodies: Bodies = {
  createAssistant,
  modifyAssistant,
  createThread,
  modifyThread: object({ metadata: maybe(metadata) }),
  createMessage,
  createRun,
  createThreadAndRun,
}
