import * as v from 'valibot'
import type {
  CreateAssistantBody,
  CreateMessageBody,
  CreateThreadBody,
  ModifyAssistantBody,
  ModifyThreadBody,
} from '../api/index.js'
import {
  anyObject,
  codeInterpreterTool,
  createToolResources,
  object,
  responseFormat,
  toolChoice,
  toolResources,
  tools,
  truncation,
} from './bodyParts.js'

/** A member that may be left out, or be null. */
const maybe = <S extends v.GenericSchema>(schema: S) => v.exactOptional(v.nullable(schema))

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most))
const instructions = text(256_000)
const tokens = v.pipe(v.number(), v.integer(), v.minValue(256))

const metadata = v.pipe(anyObject, v.record(text(64), text(512)), v.maxEntries(16))

const reasoningEffort = v.picklist(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])

const assistantFields = {
  name: maybe(text(256)),
  description: maybe(text(512)),
  instructions: maybe(instructions),
  tools: v.exactOptional(tools),
  metadata: maybe(metadata),
  temperature: maybe(between(0, 2)),
  top_p: maybe(between(0, 1)),
  response_format: maybe(responseFormat),
  reasoning_effort: maybe(reasoningEffort),
}

export const createAssistantBody = object({
  ...assistantFields,
  model: v.string(),
  tool_resources: maybe(createToolResources),
}) satisfies v.GenericSchema<unknown, CreateAssistantBody<'v2'>>

export const modifyAssistantBody = object({
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

export const createMessageBody = object({
  role: v.picklist(['user', 'assistant']),
  content,
  attachments: maybe(v.array(attachment)),
  metadata: maybe(metadata),
}) satisfies v.GenericSchema<unknown, CreateMessageBody<'v2'>>

export const createThreadBody = object({
  messages: v.exactOptional(v.array(createMessageBody)),
  tool_resources: maybe(createToolResources),
  metadata: maybe(metadata),
}) satisfies v.GenericSchema<unknown, CreateThreadBody<'v2'>>

export const modifyThreadBody = object({
  tool_resources: maybe(toolResources),
  metadata: maybe(metadata),
}) satisfies v.GenericSchema<unknown, ModifyThreadBody<'v2'>>

/** For messages and runs, of which nothing else can be changed. */
export const metadataBody = object({ metadata: maybe(metadata) })

const runFields = {
  assistant_id: v.string(),
  model: maybe(v.string()),
  instructions: maybe(instructions),
  tools: maybe(tools),
  metadata: maybe(metadata),
  temperature: maybe(between(0, 2)),
  top_p: maybe(between(0, 1)),
  stream: maybe(v.boolean()),
  max_prompt_tokens: maybe(tokens),
  max_completion_tokens: maybe(tokens),
  truncation_strategy: maybe(truncation),
  tool_choice: maybe(toolChoice),
  parallel_tool_calls: v.exactOptional(v.boolean()),
  response_format: maybe(responseFormat),
}

export const createRunBody = object({
  ...runFields,
  additional_instructions: maybe(instructions),
  additional_messages: maybe(v.array(createMessageBody)),
  reasoning_effort: maybe(reasoningEffort),
})

export const createThreadAndRunBody = object({
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

export type CreateMessageInput = v.InferOutput<typeof createMessageBody>
export type CreateThreadInput = v.InferOutput<typeof createThreadBody>
export type CreateRunInput = v.InferOutput<typeof createRunBody> &
  Omit<Partial<v.InferOutput<typeof createThreadAndRunBody>>, 'thread'>
