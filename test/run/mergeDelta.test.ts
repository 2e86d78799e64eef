import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type {
  ContentDelta,
  MessageDelta,
  RunStepDelta,
  StepCallDelta,
} from '../../src/api/index.js'
import { mergeMessageDelta, mergeStepDelta } from '../../src/run/index.js'
import { callDelta, makeMessage, makeStep, textDelta } from './samples.js'

const empty = makeMessage('m', null, { status: 'in_progress' })
const content = (...parts: unknown[]): MessageDelta => ({
  id: 'm',
  object: 'thread.message.delta',
  delta: { content: parts as ContentDelta[] },
})
const calls = (...parts: unknown[]): RunStepDelta => ({
  id: 's',
  object: 'thread.run.step.delta',
  delta: { step_details: { type: 'tool_calls', tool_calls: parts as StepCallDelta[] } },
})

describe('mergeMessageDelta', () => {
  it('places parts by their index, not by their position', () => {
    const message = [
      content({ index: 1, type: 'text', text: { value: 'b' } }),
      content({ index: 0, type: 'text', text: { value: 'a' } }),
      content(
        { index: 1, type: 'text', text: { value: 'B' } },
        { index: 0, type: 'text', text: { value: 'A' } },
      ),
    ].reduce(mergeMessageDelta, empty)
    expect(message.content.map((part) => part.type === 'text' && part.text.value)).toEqual([
      'aA',
      'bB',
    ])
  })

  it('lets words grow and overwrites names', () => {
    const annotation = {
      index: 0,
      type: 'file_citation',
      text: '[1]',
      start_index: 3,
      end_index: 6,
      file_citation: { file_id: 'file_1', quote: 'q' },
    }
    const said = content({
      index: 0,
      type: 'text',
      text: { value: 'a', annotations: [annotation] },
    })
    const message = [said, said].reduce(mergeMessageDelta, empty)
    const { index: _, ...placed } = annotation
    expect(message.content).toEqual([
      { type: 'text', text: { value: 'aa', annotations: [placed] } },
    ])
  })

  it('knows refusals, images and links to images', () => {
    const message = [
      content({ index: 0, type: 'refusal', refusal: 'I can' }),
      content({ index: 0, type: 'refusal', refusal: 'not' }),
      content({ index: 1, type: 'image_file', image_file: { file_id: 'f' } }),
      content({ index: 1, type: 'image_file', image_file: { file_id: 'f', detail: 'low' } }),
      content({ index: 2, type: 'image_url', image_url: { url: 'https://a.test' } }),
    ].reduce(mergeMessageDelta, empty)
    expect(message.content).toEqual([
      { type: 'refusal', refusal: 'I cannot' },
      { type: 'image_file', image_file: { file_id: 'f', detail: 'low' } },
      { type: 'image_url', image_url: { url: 'https://a.test' } },
    ])
  })

  it('leaves the message that it was given alone', () => {
    const before = mergeMessageDelta(empty, textDelta('m', 'a'))
    const copy = structuredClone(before)
    mergeMessageDelta(before, textDelta('m', 'b'))
    expect(before).toEqual(copy)
    expect(empty.content).toEqual([])
  })

  it.each([2e9, -1, 0.5, Number.NaN, Infinity, '0', '__proto__', null, undefined])(
    'passes by a part at %s',
    (index) => {
      const hostile = content({ index, type: 'text', text: { value: 'x' } })
      expect(mergeMessageDelta(empty, hostile)).toBe(empty)
    },
  )

  it('does not fill the memory, however far and often the index jumps', () => {
    let message = empty
    for (let n = 0; n < 50_000; n++)
      message = mergeMessageDelta(message, textDelta('m', 'x', n * 200))
    expect(message.content.length).toBeLessThan(5_000)
  })

  it('fills what was skipped with nothing to show', () => {
    expect(mergeMessageDelta(empty, textDelta('m', 'x', 2)).content).toEqual([
      { type: 'text', text: { value: '', annotations: [] } },
      { type: 'text', text: { value: '', annotations: [] } },
      { type: 'text', text: { value: 'x', annotations: [] } },
    ])
  })

  it('takes any JSON at all in place of a member, and leaves prototypes alone', () => {
    const any = fc.jsonValue({ maxDepth: 2 })
    const key = fc.constantFrom('value', 'annotations', 'file_id', '__proto__', 'constructor')
    const member = fc.oneof(any, fc.dictionary(key, any), fc.array(fc.dictionary(key, any)))
    const part = fc.record({
      index: fc.oneof(fc.nat(3), any),
      type: fc.constantFrom('text', 'refusal', 'image_file', 'image_url', 'odd'),
      text: member,
      refusal: member,
      image_file: member,
      image_url: member,
    })
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.array(fc.oneof(part, any)), any), { maxLength: 6 }),
        (all) => {
          const message = all
            .map((parts) => ({ ...content(), delta: { content: parts } }) as MessageDelta)
            .reduce(mergeMessageDelta, empty)
          expect(message.content.every(({ type }) => typeof type === 'string')).toBe(true)
          const texts = message.content.flatMap((one) => (one.type === 'text' ? [one.text] : []))
          expect(texts.every(({ value }) => typeof value === 'string')).toBe(true)
          expect(Object.keys(Object.prototype)).toEqual([])
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('keeps an own key that is named like the prototype an own key', () => {
    const part = JSON.parse(
      '{"index":0,"type":"image_file","image_file":{"file_id":"f","__proto__":{"polluted":1}}}',
    ) as unknown
    const { content: parts } = mergeMessageDelta(empty, content(part))
    expect({}).not.toHaveProperty('polluted')
    expect(parts[0]).not.toHaveProperty('image_file.polluted')
  })
})

describe('mergeStepDelta', () => {
  it('puts arguments together and takes names and ids once', () => {
    const first = {
      index: 0,
      id: 'call_1',
      type: 'function',
      function: { name: 'f', arguments: '', output: null },
    }
    const step = [
      calls(first),
      callDelta('s', '{"a"'),
      calls({ ...first, id: 'random', function: { name: 'f', arguments: ':1}' } }),
      calls({ index: 1, id: 'call_2', type: 'function', function: { name: 'g', arguments: '{}' } }),
    ].reduce(mergeStepDelta, makeStep('s'))
    expect(step.step_details).toEqual({
      type: 'tool_calls',
      tool_calls: [
        {
          id: 'call_1',
          type: 'function',
          function: { name: 'f', arguments: '{"a":1}', output: null },
        },
        { id: 'call_2', type: 'function', function: { name: 'g', arguments: '{}', output: null } },
      ],
    })
  })

  it('puts code and its logs together', () => {
    const part = (input: string, logs: string) =>
      calls({
        index: 0,
        id: 'c',
        type: 'code_interpreter',
        code_interpreter: { input, outputs: [{ index: 0, type: 'logs', logs }] },
      })
    const step = [part('print', 'h'), part('(1)', 'i')].reduce(mergeStepDelta, makeStep('s'))
    expect(step.step_details).toMatchObject({
      tool_calls: [
        { code_interpreter: { input: 'print(1)', outputs: [{ type: 'logs', logs: 'hi' }] } },
      ],
    })
  })

  it('takes any JSON at all in place of a member', () => {
    const any = fc.jsonValue({ maxDepth: 2 })
    const part = fc.record({
      index: fc.nat(3),
      type: fc.constantFrom('function', 'code_interpreter', 'file_search', 'retrieval', 'odd'),
      id: any,
      function: any,
      code_interpreter: fc.oneof(any, fc.record({ input: any, outputs: any })),
    })
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(part, any)), { maxLength: 6 }), (all) => {
        const step = all.map((parts) => calls(...parts)).reduce(mergeStepDelta, makeStep('s'))
        expect(step.step_details.type).toBe('tool_calls')
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps a step that is told nothing', () => {
    const step = makeStep('s')
    expect(mergeStepDelta(step, { id: 's', object: 'thread.run.step.delta', delta: {} })).toBe(step)
    expect(mergeStepDelta(step, calls({ index: 0, type: 'retrieval' }))).toBe(step)
    expect(mergeStepDelta(step, callDelta('s', 'x', 2e9))).toBe(step)
  })
})
