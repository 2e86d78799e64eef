import * as v from 'valibot'
import type {
  CreateAssistantBody,
  CreateMessageBody,
  CreateThreadBody,
  ModifyAssistantBody,
  ModifyThreadBody,
} from '../api/index.js'
import {
  assistantParts,
  codeInterpreterTool,
  createToolResources,
  instructions,
  maybe,
  metadata,
  object,
  responseFormat,
  runParts,
  toolChoice,
  toolResources,
  tools,
} from './bodyParts.js'

const reasoningEffort = v.picklist(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])

const assistantFields = {
  ...assistantParts,
  tools: v.exactOptional(tools),
  response_format: maybe(responseFormat),
  reasoning_effort: maybe(reasoningEffort),
}

const createAssistantBody = object({
  ...assistantFields,
  model: v.string(),
  tool_resources: maybe(createToolResources),
}) satisfies v.GenericSchema<unknown, CreateAssistantBody<'v2'>>

const modifyAssistantBody = object({
  ...assistantFields,
  model: v.exactOptional(v.string()),
  tool_resources: maybe(toolResources),
}) satisfies v.GenericSchema<unknown, ModifyAssistantBody<'v2'>>

const detail = v.exactOptional(v.picklist(['auto', 'low', 'high']))

const inputPart = v.variant('type', [
  v.strictObject({ type: v.literal('text'), text: v.string() }),
  v.strictObject({
    type: v.literal('image_file'),
    image_file: object({ file_id: v.string(), detail }),
  }),
  v.strictObject({
    type: v.literal('image_url'),
    image_url: object({ url: v.pipe(v.string(), v.url()), detail }),
  }),
])

const content = v.lazy((input) =>
  Array.isArray(input) ? v.pipe(v.array(inputPart), v.minLength(1)) : v.string(),
)

const attachment = object({
  file_id: v.string(),
  tools: v.array(
    v.variant('type', [codeInterpreterTool, v.strictObject({ type: v.literal('file_search') })]),
  ),
})

const createMessageBody = object({
  role: v.picklist(['user', 'assistant']),
  content,
  attachments: maybe(v.array(attachment)),
  metadata: maybe(metadata),
}) satisfies v.GenericSchema<unknown, CreateMessageBody<'v2'>>

const createThreadBody = object({
  messages: v.exactOptional(v.array(createMessageBody)),
  tool_resources: maybe(createToolResources),
  metadata: maybe(metadata),
}) satisfies v.GenericSchema<unknown, CreateThreadBody<'v2'>>

const modifyThreadBody = object({
  tool_resources: maybe(toolResources),
  metadata: maybe(metadata),
}) satisfies v.GenericSchema<unknown, ModifyThreadBody<'v2'>>

/** For messages and runs, of which nothing else can be changed. */
export const metadataBody = object({ metadata: maybe(metadata) })

const runFields = {
  ...runParts,
  tools: maybe(tools),
  tool_choice: maybe(toolChoice),
  parallel_tool_calls: v.exactOptional(v.boolean()),
  response_format: maybe(responseFormat),
}

const createRunBody = object({
  ...runFields,
  additional_instructions: maybe(instructions),
  additional_messages: maybe(v.array(createMessageBody)),
  reasoning_effort: maybe(reasoningEffort),
})

const createThreadAndRunBody = object({
  ...runFields,
  thread: v.exactOptional(createThreadBody),
  tool_resources: maybe(toolResources),
})

export const submitToolOutputsBody = object({
  tool_outputs: v.array(
    object({ tool_call_id: v.string(), output: v.exactOptional(v.string(), '') }),
  ),
  stream: maybe(v.boolean()),
})

/** The files that only the first edition links. */
interface Linking {
  file_ids?: string[]
}

export type CreateAssistantInput = v.InferOutput<typeof createAssistantBody> & Linking
export type ModifyAssistantInput = v.InferOutput<typeof modifyAssistantBody> & Linking
export type CreateMessageInput = v.InferOutput<typeof createMessageBody> & Linking
export type CreateThreadInput = Omit<v.InferOutput<typeof createThreadBody>, 'messages'> & {
  messages?: CreateMessageInput[]
}
export type ModifyThreadInput = v.InferOutput<typeof modifyThreadBody>
export type CreateRunInput = Omit<
  v.InferOutput<typeof createRunBody> & Partial<v.InferOutput<typeof createThreadAndRunBody>>,
  'thread' | 'additional_messages'
> & { additional_messages?: CreateMessageInput[] | null }
export type CreateThreadAndRunInput = CreateRunInput & { thread?: CreateThreadInput }

/** Reads the bodies of an edition. What comes out is of the second edition's shape, file links apart. */
export interface Bodies {
  createAssistant: v.GenericSchema<unknown, CreateAssistantInput>
  modifyAssistant: v.GenericSchema<unknown, ModifyAssistantInput>
  createThread: v.GenericSchema<unknown, CreateThreadInput>
  modifyThread: v.GenericSchema<unknown, ModifyThreadInput>
  createMessage: v.GenericSchema<unknown, CreateMessageInput>
  createRun: v.GenericSchema<unknown, CreateRunInput>
  createThreadAndRun: v.GenericSchema<unknown, CreateThreadAndRunInput>
}

export const secondBodies: Bodies = {
  createAssistant: createAssistantBody,
  modifyAssistant: modifyAssistantBody,
  createThread: createThreadBody,
  modifyThread: modifyThreadBody,
  createMessage: createMessageBody,
  createRun: createRunBody,
  createThreadAndRun: createThreadAndRunBody,
}
