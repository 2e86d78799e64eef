import * as v from 'valibot'

const name = v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-zA-Z0-9_-]+$/))

/** Any JSON object, taken as it is. */
const anyObject = v.custom<Record<string, unknown>>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
)

/** An object of these members and no others; an array is none, whatever JavaScript says. */
export const object = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(anyObject, v.strictObject(entries))

/** A member that may be left out, or be null. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.exactOptional(v.nullable(schema))

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most))
const tokens = v.pipe(v.number(), v.integer(), v.minValue(256))

export const instructions = text(256_000)
export const metadata = v.pipe(anyObject, v.record(text(64), text(512)), v.maxEntries(16))

export const codeInterpreterTool = v.strictObject({ type: v.literal('code_interpreter') })

const fileSearchTool = v.strictObject({
  type: v.literal('file_search'),
  file_search: v.exactOptional(
    object({
      max_num_results: v.exactOptional(
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)),
      ),
      ranking_options: v.exactOptional(
        object({
          ranker: v.exactOptional(v.picklist(['auto', 'default_2024_08_21'])),
          score_threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
        }),
      ),
    }),
  ),
})

export const functionTool = v.strictObject({
  type: v.literal('function'),
  function: object({
    name,
    description: v.exactOptional(v.string()),
    parameters: v.exactOptional(anyObject),
    strict: v.exactOptional(v.nullable(v.boolean())),
  }),
})

export const tools = v.pipe(
  v.array(v.variant('type', [codeInterpreterTool, fileSearchTool, functionTool])),
  v.maxLength(128),
)

const codeInterpreterFiles = v.exactOptional(
  object({
    file_ids: v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(20))),
  }),
)

const vectorStoreIds = v.pipe(v.array(v.string()), v.maxLength(1))

export const toolResources = object({
  code_interpreter: codeInterpreterFiles,
  file_search: v.exactOptional(object({ vector_store_ids: v.exactOptional(vectorStoreIds) })),
})

/** Here the protocol knows inline `vector_stores` too; this server keeps none, and says so by refusing the member. */
export const createToolResources = object({
  code_interpreter: codeInterpreterFiles,
  file_search: v.exactOptional(
    object({ vector_stores: v.exactOptional(v.never()), vector_store_ids: vectorStoreIds }),
  ),
})

export const responseFormat = v.lazy((input) =>
  typeof input === 'string'
    ? v.literal('auto')
    : v.variant('type', [
        v.strictObject({ type: v.literal('text') }),
        v.strictObject({ type: v.literal('json_object') }),
        v.strictObject({
          type: v.literal('json_schema'),
          json_schema: object({
            name,
            description: v.exactOptional(v.string()),
            schema: v.exactOptional(anyObject),
            strict: v.exactOptional(v.nullable(v.boolean())),
          }),
        }),
      ]),
)

export const toolChoice = v.lazy((input) =>
  typeof input === 'string'
    ? v.picklist(['none', 'auto', 'required'])
    : v.variant('type', [
        v.strictObject({
          type: v.literal('function'),
          function: object({ name: v.string() }),
        }),
        codeInterpreterTool,
        v.strictObject({ type: v.literal('file_search') }),
      ]),
)

const truncation = object({
  type: v.picklist(['auto', 'last_messages']),
  last_messages: v.exactOptional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)))),
})

/** What both editions say of an assistant. */
export const assistantParts = {
  name: maybe(text(256)),
  description: maybe(text(512)),
  instructions: maybe(instructions),
  metadata: maybe(metadata),
  temperature: maybe(between(0, 2)),
  top_p: maybe(between(0, 1)),
}

/** What both editions say of a run. */
export const runParts = {
  assistant_id: v.string(),
  model: maybe(v.string()),
  instructions: maybe(instructions),
  metadata: maybe(metadata),
  temperature: maybe(between(0, 2)),
  top_p: maybe(between(0, 1)),
  stream: maybe(v.boolean()),
  max_prompt_tokens: maybe(tokens),
  max_completion_tokens: maybe(tokens),
  truncation_strategy: maybe(truncation),
}
