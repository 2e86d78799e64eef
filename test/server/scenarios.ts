import * as fc from 'fast-check'
import type { ModelPart } from '../../src/server/index.js'

/** What a model says in one turn, and how it ends. */
export interface Said {
  parts: ModelPart[]
  end: 'stop' | 'length' | 'content_filter' | 'rate limit' | 'bad prompt' | 'crash' | 'hang'
}

const words = fc.string({ maxLength: 6, unit: 'grapheme' })
const part = fc.oneof(
  { weight: 3, arbitrary: words.map((text): ModelPart => ({ type: 'text', text })) },
  words.map((refusal): ModelPart => ({ type: 'refusal', refusal })),
  fc.nat(20).map((n): ModelPart => ({ type: 'usage', promptTokens: n, completionTokens: n })),
)
const call = fc.tuple(fc.nat(2), words).map(([n, piece]): ModelPart[] => [
  { type: 'tool-call', id: `call_${n}`, name: 'get' },
  { type: 'tool-arguments', id: `call_${n}`, arguments: piece },
])

const said: fc.Arbitrary<Said> = fc.record({
  parts: fc
    .tuple(fc.array(part, { maxLength: 4 }), fc.array(call, { maxLength: 2 }))
    .map(([parts, calls]) => parts.concat(calls.flat())),
  end: fc.constantFrom<Said['end']>(
    ...(['stop', 'stop', 'stop', 'stop', 'hang', 'hang'] as const),
    ...(['length', 'content_filter', 'rate limit', 'bad prompt', 'crash'] as const),
  ),
})

/** What a client does, and how often next to the rest. */
const weights = {
  assistant: 1,
  thread: 1,
  message: 1,
  run: 3,
  'thread and run': 1,
  submit: 2,
  'submit some': 1,
  cancel: 2,
  expire: 1,
  change: 1,
  read: 1,
  refuse: 1,
  link: 1,
  delete: 1,
}
export type Act = keyof typeof weights
const acts = (Object.keys(weights) as Act[]).flatMap((what) => Array<Act>(weights[what]).fill(what))

const act = fc.record({
  what: fc.constantFrom(...acts),
  other: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  stream: fc.boolean(),
  pick: fc.nat(5),
})

export interface Scenario {
  turns: Said[]
  acts: { what: Act; other: boolean; stream: boolean; pick: number }[]
  /** Whether the server is closed in the end, whatever still goes on. */
  closes: boolean
}

/** What a model says, and what clients of either edition do meanwhile. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  turns: fc.array(said, { minLength: 1, maxLength: 8 }),
  acts: fc.array(act, { minLength: 4, maxLength: 14 }),
  closes: fc.boolean(),
})
