import { describe, expect, it } from 'vitest'
import type { ToolCall } from '../../src/api/index.js'
import { createCallKeeper } from '../../src/run/callKeeper.js'
import { createDrafts } from '../../src/run/drafts.js'
import { memoryStorage } from '../../src/run/index.js'
import { knownThreadsOf } from '../../src/run/knownThreads.js'
import { readSends } from '../../src/run/readSends.js'
import { createManualClock } from '../../src/testing/index.js'

/** A storage in which this stands under every key. */
const holding = (value: unknown) => ({ ...memoryStorage(), read: () => Promise.resolve(value) })

const call = (id: string): ToolCall => ({
  id,
  type: 'function',
  function: { name: 'book_trip', arguments: '{}' },
})

describe('what is kept and damaged', () => {
  it('keeps the words of a draft beside what is none', async () => {
    const answer = { text: 'fog', as: 'json', form: { typed: { '["a"]': { text: '1e' } } } }
    const drafts = createDrafts({
      storage: holding({
        composer: 7,
        answers: {
          'r/whole': answer,
          'r/unmarked': { text: 'sun' },
          'r/none': null,
          'r/number': { text: 1 },
          'r/notes': { ...answer, form: { typed: { x: { text: 'y' }, '[]': 1 }, chosen: [] } },
          ['__proto__']: answer,
        },
      }),
      key: 'thread',
      clock: createManualClock(),
    })
    await drafts.load()
    expect(drafts.store.getState()).toEqual({
      composer: '',
      answers: {
        'r/whole': answer,
        'r/unmarked': { text: 'sun', as: 'text' },
        'r/notes': { text: 'fog', as: 'json', form: {} },
      },
    })
  })

  it('writes what is typed over a draft that is none', async () => {
    const disk = memoryStorage()
    await disk.write('thread', { composer: null, answers: 'x' })
    const clock = createManualClock()
    const drafts = createDrafts({ storage: disk, key: 'thread', clock })
    await drafts.load()
    drafts.setAnswer('run_1', 'call_1', { text: 'typed', as: 'text' })
    await clock.advance(300)
    expect(await disk.read('thread')).toEqual({
      composer: '',
      answers: { 'run_1/call_1': { text: 'typed', as: 'text' } },
    })
  })

  it('brings back each message in which something is said', () => {
    let made = 0
    const left = [
      { intent: 'one', input: { content: 'whole', attachments: 7 }, assistantId: 'asst_1' },
      { intent: 'two\n', input: { content: 'unnamed' }, assistantId: null },
      {
        intent: 'three',
        input: { content: [{ type: 'text', text: 'part' }, { type: 'text', text: {} }, null] },
        assistantId: 'asst_1',
      },
      { intent: 'four', input: { content: '' } },
      { intent: 'five', input: null },
      null,
    ]
    expect(readSends(left, () => `made_${++made}`)).toEqual([
      { intent: 'one', input: { content: 'whole' }, assistantId: 'asst_1' },
      { intent: 'made_1', input: { content: 'unnamed' }, assistantId: '' },
      {
        intent: 'three',
        input: { content: [{ type: 'text', text: 'part' }] },
        assistantId: 'asst_1',
      },
    ])
    expect(readSends({ length: 1e9 }, () => '')).toEqual([])
  })

  const cutOff = () => ({ state: 'handed-over' as const, error: new Error('cut off') })

  it.each([
    ['no row', 7],
    ['no run', { runId: 1, calls: {} }],
    ['no calls', { runId: 'run_1', calls: null }],
    ['no call', { runId: 'run_1', calls: { call_1: null } }],
    ['no state', { runId: 'run_1', calls: { call_1: { asked: 'book_trip {}', kept: null } } }],
    [
      'no output',
      {
        runId: 'run_1',
        calls: { call_1: { asked: 'book_trip {}', kept: { state: 'done', output: 1 } } },
      },
    ],
  ])('carries out no call anew of which there is %s', async (_, kept) => {
    const keeper = createCallKeeper(holding(kept), () => 'calls')
    expect(await keeper.read('run_1', [call('call_1')], cutOff)).toEqual({ call_1: cutOff() })
  })

  it.each([undefined, null, { runId: 'run_0', calls: {} }, { runId: 'run_1', calls: {} }])(
    'lets a call begin of which nothing is kept: %j',
    async (kept) => {
      const keeper = createCallKeeper(holding(kept), () => 'calls')
      expect(await keeper.read('run_1', [call('call_1')], cutOff)).toEqual({})
    },
  )

  it('knows a thread by its id, each once, whatever else is kept of it', async () => {
    const known = knownThreadsOf(
      holding([
        { id: 'thread_1', title: 'Twice', seenAt: 1 },
        { id: 'thread_1', title: 'One', seenAt: 2 },
        { id: 'thread_2', title: {}, seenAt: Infinity },
        { id: 3, title: 'None', seenAt: 1 },
        'thread_4',
      ]),
      'scope',
    )
    await expect.poll(() => known.store.getState().isLoaded).toBe(true)
    expect(known.store.getState().threads).toEqual([
      { id: 'thread_1', title: 'One', seenAt: 2 },
      { id: 'thread_2', title: null, seenAt: 0 },
    ])
  })
})
