import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnnotationDelta, RunEvent } from '../../src/api/index.js'
import { joinFragments } from '../../src/run/joinFragments.js'
import { idleRun } from '../../src/run/liveRun.js'
import { reduceRun } from '../../src/run/reduceRun.js'
import { makeMessage, runEvent, textDelta } from './samples.js'

const begun: readonly RunEvent[] = [
  runEvent('in_progress'),
  { event: 'thread.message.created', data: makeMessage('a', null, { status: 'in_progress' }) },
]

const text = fc.record({
  index: fc.integer({ min: 0, max: 2 }),
  type: fc.constant('text' as const),
  text: fc.oneof(
    fc.record<{ value?: string; annotations?: AnnotationDelta[] }>({ value: fc.string() }),
    fc.record({ value: fc.string(), annotations: fc.constant<AnnotationDelta[]>([]) }),
    fc.constant({}),
  ),
})
const refusal = fc.record({
  index: fc.integer({ min: 0, max: 2 }),
  type: fc.constant('refusal' as const),
  refusal: fc.string(),
})
const fragment: fc.Arbitrary<RunEvent> = fc
  .record({
    id: fc.constantFrom('a', 'b'),
    content: fc.array(fc.oneof({ weight: 5, arbitrary: text }, refusal), { maxLength: 2 }),
  })
  .map(({ id, content }) => ({
    event: 'thread.message.delta',
    data: { id, object: 'thread.message.delta', delta: { content } },
  }))

describe('fragments that come in one frame', () => {
  it('say the same together as one by one', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (fragments) => {
        const joined: RunEvent[] = []
        for (const event of fragments) {
          const one = joinFragments(joined.at(-1), event)
          if (one) joined[joined.length - 1] = one
          else joined.push(event)
        }
        const read = (events: readonly RunEvent[]) =>
          [...begun, ...events].reduce(reduceRun, idleRun)
        expect(read(joined)).toEqual(read(fragments))
      }),
    )
  })

  it('become one where they are nothing but text, and leave what was handed over as it was', () => {
    const first: RunEvent = { event: 'thread.message.delta', data: textDelta('a', 'Hel') }
    const kept = structuredClone(first)
    const second: RunEvent = { event: 'thread.message.delta', data: textDelta('a', 'lo') }
    expect(joinFragments(first, second)).toEqual({ ...first, data: textDelta('a', 'Hello') })
    expect(first).toEqual(kept)
    const other: RunEvent = { event: 'thread.message.delta', data: textDelta('b', 'lo') }
    expect(joinFragments(first, other)).toBeUndefined()
    expect(joinFragments(undefined, first)).toBeUndefined()
    expect(joinFragments(begun[1], first)).toBeUndefined()
  })
})
