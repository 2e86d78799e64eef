import * as v from 'valibot'
import { expectTypeOf } from 'vitest'
import type { Params } from '../../src/api/index.js'
import {
  type AutomaticTool,
  defineTool,
  type ExecuteContext,
  type LiveRun,
  type RunController,
  type RunParams,
  type ToolDefinition,
  toolDefinitions,
  type ToolSet,
} from '../../src/run/index.js'
import type { InferInput, InferOutput, JsonSchema, StandardSchema } from '../../src/schema/index.js'

/** The smallest validator there is. */
declare const cityId: StandardSchema<{ city: string }, { cityId: number }>

// The arguments are what the schema makes of them, and never more than it promises.
defineTool({
  parameters: cityId,
  execute: (args, context) => {
    expectTypeOf(args).toEqualTypeOf<{ cityId: number }>()
    expectTypeOf(context).toEqualTypeOf<ExecuteContext>()
  },
})
defineTool({
  parameters: v.object({ city: v.string(), days: v.optional(v.number(), 3) }),
  execute: (args) => {
    expectTypeOf(args).toEqualTypeOf<{ city: string; days: number }>()
  },
})
defineTool({
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer' } },
    required: ['city'],
  },
  execute: (args) => {
    expectTypeOf(args).toEqualTypeOf<{ city: string; days?: number }>()
  },
})
declare const unknownSchema: JsonSchema
defineTool({
  parameters: unknownSchema,
  execute: (args) => {
    expectTypeOf(args).toEqualTypeOf<Record<string, unknown>>()
  },
})
defineTool({
  execute: (args) => {
    expectTypeOf(args).toEqualTypeOf<Record<string, unknown>>()
  },
})

// @ts-expect-error nobody promised a country
defineTool({ parameters: cityId, execute: ({ country }) => String(country) })

expectTypeOf<InferOutput<typeof cityId>>().toEqualTypeOf<{ cityId: number }>()
expectTypeOf<InferOutput<{ readonly type: 'object' }>>().toEqualTypeOf<Record<string, unknown>>()

// An own UI knows what it is asked with and what it may answer.
defineTool({
  parameters: cityId,
  output: { enum: ['aisle', 'window'] },
  render: ({ args, draft, setOutput }) => {
    expectTypeOf(args).toEqualTypeOf<{ cityId: number }>()
    expectTypeOf(draft).toEqualTypeOf<'aisle' | 'window' | undefined>()
    setOutput('aisle')
    // @ts-expect-error nobody sits in the middle
    setOutput('middle')
    return null
  },
})
defineTool({
  parameters: cityId,
  output: v.object({ seat: v.string(), extras: v.optional(v.array(v.string()), []) }),
  render: ({ draft, setOutput }) => {
    expectTypeOf(draft).toEqualTypeOf<{ seat: string; extras?: string[] | undefined } | undefined>()
    setOutput({ seat: '12A' })
    return draft?.seat
  },
})
// A form may depend on what is asked.
defineTool({
  parameters: {
    type: 'object',
    properties: { names: { type: 'array', items: { type: 'string' } } },
  },
  output: ({ names = [] }) => {
    expectTypeOf(names).toEqualTypeOf<string[]>()
    return { type: 'string', enum: names }
  },
  render: ({ draft, setOutput }) => {
    expectTypeOf(draft).toEqualTypeOf<string | undefined>()
    setOutput('Ada')
    return draft
  },
})
defineTool({
  render: ({ args, draft, setOutput, submit, isOpen }) => {
    expectTypeOf(args).toEqualTypeOf<Record<string, unknown>>()
    expectTypeOf(draft).toEqualTypeOf<unknown>()
    expectTypeOf(submit).toEqualTypeOf<() => void>()
    expectTypeOf(isOpen).toEqualTypeOf<boolean>()
    setOutput(5)
    return null
  },
})

expectTypeOf<
  InferInput<{
    readonly oneOf: readonly [
      {
        readonly properties: { readonly kind: { readonly const: 'card' } }
        readonly required: readonly ['kind']
      },
      { readonly type: readonly ['string', 'null'] },
    ]
  }>
>().toEqualTypeOf<{ kind: 'card' } | string | null>()
expectTypeOf<
  InferInput<{ readonly type: 'array'; readonly items: { readonly type: 'boolean' } }>
>().toEqualTypeOf<boolean[]>()
expectTypeOf<InferInput<JsonSchema>>().toEqualTypeOf<unknown>()

// Tools of different arguments stand in one set.
const tools = {
  convert: defineTool({ parameters: cityId, execute: ({ cityId: id }) => id }),
  approve: defineTool({ description: 'Asks a person', answer: 'json' }),
  now: defineTool({ execute: () => new Date().toISOString() }),
}
expectTypeOf(tools).toExtend<ToolSet>()
expectTypeOf(tools.convert).toEqualTypeOf<ToolDefinition>()
expectTypeOf(toolDefinitions).toBeCallableWith(tools)
expectTypeOf<AutomaticTool<typeof cityId>['execute']>()
  .parameter(0)
  .toEqualTypeOf<{ cityId: number }>()

// A phase tells what there is to read.
declare const live: LiveRun
if (live.phase === 'asking') {
  expectTypeOf(live.toolCalls).not.toBeNullable()
  expectTypeOf(live.run).not.toBeNullable()
}
if (live.phase === 'idle') expectTypeOf(live.run).toEqualTypeOf<null>()
if (live.phase === 'failed') expectTypeOf(live.error).toEqualTypeOf<Error>()
// @ts-expect-error only an ask has calls
void live.toolCalls

// Outside of its owner the store is only read.
declare const controller: RunController
expectTypeOf(controller.store).not.toHaveProperty('setState')
expectTypeOf(controller.drafts.store).not.toHaveProperty('setState')

// Who runs, and where, is not for the params of a run to say.
expectTypeOf<RunParams>().not.toHaveProperty('assistant_id')
expectTypeOf<RunParams>().not.toHaveProperty('thread_id')
expectTypeOf<RunParams & { thread_id: string; assistant_id: string }>().toExtend<
  Params<'createRun'>
>()
