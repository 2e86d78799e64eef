import { afterEach, expect, it } from 'vitest'

import { type Bend, bends } from '../../src/testing/index.js'
import { bendEvents } from '../../src/testing/bendServer.js'
import { type BentStage, kept, makeBentStage, shown } from './support.js'

let stage: BentStage
afterEach(() => stage.close())

const prototypes = () =>
  [Object.prototype, Array.prototype].map((one) => Object.getOwnPropertyNames(one).join())

/** Wrong in every member that merging looks at. */
const indexes = [2e9, -1, 0.5, Number.NaN, '0', null, '__proto__', 65_536, 4_096, 300]
const parts: unknown[] = [
  ...indexes.map((index) => ({
    index,
    type: 'text',
    text: { value: 'X', annotations: [{ index, type: 'file_path' }] },
  })),
  null,
  'X',
  7,
  [],
  {},
  { index: 0 },
  { index: 0, type: '__proto__' },
  { index: 0, type: 'constructor', constructor: { prototype: { evil: true } } },
  { index: 0, type: 'text', text: null },
  { index: 0, type: 'text', text: { value: { evil: true } } },
  { index: 0, type: 'text', text: { annotations: 'X' } },
]
const deltas: unknown[] = [
  undefined,
  null,
  7,
  'X',
  [],
  { content: null },
  { content: 'X' },
  { content: { 0: {} } },
  { content: parts },
]
const stepDeltas: unknown[] = [
  ...deltas,
  { step_details: null },
  { step_details: { type: 'tool_calls', tool_calls: 'X' } },
  { step_details: { type: 'tool_calls', tool_calls: parts } },
  {
    step_details: {
      type: 'tool_calls',
      tool_calls: indexes.map((index) => ({
        index,
        type: 'function',
        id: '__proto__',
        function: { name: 'X' },
      })),
    },
  },
]

/** Says all that, of the message at hand and of others, before every event. */
const hostileDeltas = (): Bend =>
  bendEvents(() => (event) => {
    const id = event.event.startsWith('thread.message') ? event.data['id'] : 'constructor'
    return [
      ...deltas.map((delta) => ({ event: 'thread.message.delta', data: { id, delta } })),
      ...stepDeltas.map((delta) => ({
        event: 'thread.run.step.delta',
        data: { id: '__proto__', delta },
      })),
      event,
    ]
  })

it('hostile deltas fill no memory, change no prototype, and end equal to the server (scenario 9)', async () => {
  const before = prototypes()
  const heap = process.memoryUsage().heapUsed
  stage = await makeBentStage({ bends: [hostileDeltas()], script: ['One two three.'] })
  stage.controller.send('Hello')
  await stage.until('settled')
  expect(shown(stage)).toEqual(await kept(stage))
  expect(prototypes()).toEqual(before)
  expect('evil' in {}).toBe(false)
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(64 * 1_024 * 1_024)
})

it('a hundred thousand deltas of one letter end equal to the server (scenario 9)', async () => {
  const text = 'abcdefghij'.repeat(1_000)
  stage = await makeBentStage({ bends: [letterByLetter()], script: [text] })
  stage.controller.send('Hello')
  await stage.until('settled')
  expect(shown(stage)).toEqual(await kept(stage))
  expect(shown(stage)[1]).toHaveLength(text.length + 'assistant: '.length)
})

/** Each letter ten times over, of which nine say nothing. */
function letterByLetter(): Bend {
  return bendEvents(() => (event) => {
    const [, value] = /"value":"(\w+)"/.exec(JSON.stringify(event.data)) ?? []
    if (event.event !== 'thread.message.delta' || value === undefined) return [event]
    return value.split('').flatMap((letter) =>
      [letter, ...Array.from({ length: 9 }, () => '')].map((piece) => ({
        event: event.event,
        data: {
          ...event.data,
          delta: { content: [{ index: 0, type: 'text', text: { value: piece } }] },
        },
      })),
    )
  })
}

it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
  'ids named %s are ids',
  async (id) => {
    const rename: Bend = (fetch) => {
      const bent = bends.otherIds((nth) => (nth === 2 ? id : `id-${nth}-x`))
      return bent(fetch)
    }
    const before = prototypes()
    stage = await makeBentStage({ bends: [rename], script: ['One.', 'Two.'] })
    for (const words of ['Hello', 'Again']) {
      stage.controller.send(words)
      await stage.until('settled')
    }
    expect(shown(stage)).toEqual(await kept(stage))
    expect(prototypes()).toEqual(before)
  },
)
