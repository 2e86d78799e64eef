import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { expectTypeOf } from 'vitest'
import { z } from 'zod'
import { defineTool, forms } from '../../src/index.js'

// Arguments are what comes out of a schema; an answer is written as what goes into one.
defineTool({
  parameters: z.object({ city: z.string(), days: z.number().default(3) }),
  output: z.object({ seat: z.string(), extras: z.array(z.string()).default([]) }),
  render: ({ args, draft, setOutput }) => {
    expectTypeOf(args).toEqualTypeOf<{ city: string; days: number }>()
    expectTypeOf(draft).toEqualTypeOf<{ seat: string; extras?: string[] | undefined } | undefined>()
    setOutput({ seat: '12A' })
    // @ts-expect-error a seat is a text
    setOutput({ seat: 12 })
    return null
  },
})
defineTool({
  parameters: type({ city: 'string', 'days?': 'number' }),
  output: type("'aisle' | 'window'"),
  render: ({ args, setOutput }) => {
    expectTypeOf(args).toEqualTypeOf<{ city: string; days?: number }>()
    setOutput('aisle')
    // @ts-expect-error nobody sits in the middle
    setOutput('middle')
    return null
  },
})
defineTool({
  parameters: toStandardJsonSchema(v.object({ city: v.string(), days: v.optional(v.number(), 3) })),
  execute: (args) => {
    expectTypeOf(args).toEqualTypeOf<{ city: string; days: number }>()
  },
})

// A ready-made form says what its answer is.
defineTool({
  output: forms.approval(),
  render: ({ draft, setOutput }) => {
    expectTypeOf(draft).toEqualTypeOf<
      { decision: 'approve' } | { decision: 'reject'; reason: string } | undefined
    >()
    setOutput({ decision: 'approve' })
    // @ts-expect-error nobody is rejected without a reason
    setOutput({ decision: 'reject' })
    return null
  },
})
