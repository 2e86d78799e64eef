import * as v from 'valibot'

const anyObject = v.custom<Record<string, unknown>>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
)

/** Members that nobody knows yet are never a reason to refuse an answer. An array is no object, whatever JavaScript says. */
export const open = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(anyObject, v.looseObject(entries))

/** The same as one of several, told apart by a member that no array has. */
export const tagged = v.looseObject

/** What is known of every object while it is handed around. */
export type Shape = v.GenericSchema<unknown, { id: unknown; status?: unknown }>

/** A member of the other edition, which must not stand here. */
export const absent = v.exactOptional(v.never())

export const orNull = <S extends v.GenericSchema>(schema: S) => v.nullable(schema)

/** A member that may be left out, or be null. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.exactOptional(v.nullable(schema))

/** Whole seconds since 1970; eleven digits more would be milliseconds. */
export const seconds = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1_000_000_000),
  v.maxValue(99_999_999_999),
)

export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const id = (prefix: string) => v.pipe(v.string(), v.startsWith(prefix), v.minLength(5))

/** A file is called whatever its link said; only what was uploaded here has the prefix. */
export const anyId = v.pipe(v.string(), v.minLength(1))

export const metadata = orNull(
  v.pipe(
    anyObject,
    v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.string(), v.maxLength(512))),
    v.maxEntries(16),
  ),
)

export const usage = open({ prompt_tokens: count, completion_tokens: count, total_tokens: count })

export const temperature = v.pipe(v.number(), v.minValue(0), v.maxValue(2))
export const topP = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

const functionTool = tagged({
  type: v.literal('function'),
  function: open({
    name: v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,64}$/)),
    description: v.exactOptional(v.string()),
    parameters: v.exactOptional(v.record(v.string(), v.unknown())),
    strict: maybe(v.boolean()),
  }),
})

const codeInterpreter = tagged({ type: v.literal('code_interpreter') })
const retrieval = tagged({ type: v.literal('retrieval'), file_search: absent })

const rankingOptions = open({
  ranker: v.exactOptional(v.picklist(['auto', 'default_2024_08_21'])),
  score_threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
})

const fileSearch = tagged({
  type: v.literal('file_search'),
  file_search: v.exactOptional(
    open({
      max_num_results: v.exactOptional(v.pipe(count, v.minValue(1), v.maxValue(50))),
      ranking_options: v.exactOptional(rankingOptions),
    }),
  ),
})

export const tools = {
  v1: v.array(v.variant('type', [codeInterpreter, functionTool, retrieval])),
  v2: v.array(v.variant('type', [codeInterpreter, functionTool, fileSearch])),
}

const namedChoice = <T extends string>(search: T) =>
  open({
    type: v.picklist(['function', 'code_interpreter', search]),
    function: v.exactOptional(open({ name: v.string() })),
  })

export const toolChoice = {
  v1: v.union([v.picklist(['none', 'auto']), namedChoice('retrieval')]),
  v2: v.union([v.picklist(['none', 'auto', 'required']), namedChoice('file_search')]),
}

const plainFormats = [
  open({ type: v.literal('text') }),
  open({ type: v.literal('json_object') }),
] as const

const jsonSchema = open({
  type: v.literal('json_schema'),
  json_schema: open({ name: v.string() }),
})

export const responseFormat = {
  v1: v.union([v.picklist(['none', 'auto']), ...plainFormats]),
  v2: v.union([v.literal('auto'), ...plainFormats, jsonSchema]),
}

export const toolResources = open({
  code_interpreter: v.exactOptional(open({ file_ids: v.exactOptional(v.array(anyId)) })),
  file_search: v.exactOptional(
    open({
      vector_store_ids: v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(1))),
      // Taken on requests, never told.
      vector_stores: absent,
    }),
  ),
})

export const truncation = open({
  type: v.picklist(['auto', 'last_messages']),
  last_messages: maybe(v.pipe(count, v.minValue(1))),
})
