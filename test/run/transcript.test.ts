import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createTranscriptReader,
  type LiveRun,
  type PendingSend,
  type TranscriptSource,
} from '../../src/run/index.js'
import { idleRun } from '../../src/run/liveRun.js'
import { rowsTouched } from '../../src/run/transcript.js'
import { makeMessage, makeRun } from './samples.js'

const user = (id: string, intent?: string) =>
  makeMessage(id, `text of ${id}`, {
    role: 'user',
    run_id: null,
    metadata: intent === undefined ? {} : { intent },
  })
const waiting = (intent: string): PendingSend => ({
  intent,
  input: { content: intent },
  assistantId: 'a',
  state: 'waiting',
})
const accepted = (intent: string, id: string): PendingSend => ({
  intent,
  input: { content: intent },
  assistantId: 'a',
  state: 'accepted',
  message: user(id, intent),
})
const running = (messages: LiveRun['messages']): LiveRun => ({
  ...idleRun,
  phase: 'running',
  run: makeRun('in_progress'),
  messages,
})
const nothing: TranscriptSource = { settled: undefined, live: idleRun, pending: [], rows: {} }
const source = (more: Partial<TranscriptSource>): TranscriptSource => ({ ...nothing, ...more })

describe('the transcript', () => {
  it('shows what is settled, then what is said, then what waits', () => {
    const read = createTranscriptReader()
    const { ids, row } = read(
      source({
        settled: [user('m1'), makeMessage('m2', 'b')],
        live: running([makeMessage('m4', 'live', { status: 'in_progress' })]),
        pending: [accepted('i3', 'm3'), waiting('i5')],
      }),
    )
    expect(ids).toEqual(['m1', 'm2', 'i3', 'm4', 'i5'])
    expect(ids.map((id) => row(id)?.kind)).toEqual([
      'message',
      'message',
      'message',
      'message',
      'pending',
    ])
    expect(row('m4')).toMatchObject({ isLive: true })
    expect(row('nobody')).toBeUndefined()
  })

  it('keeps the row of a send when its message takes over, whichever comes first', () => {
    const read = createTranscriptReader()
    const settled = [makeMessage('m0', 'before')]
    const steps: Partial<TranscriptSource>[] = [
      { settled, pending: [waiting('i1')] },
      // A list that was read has it before its own answer came.
      { settled: [...settled, user('m1', 'i1')], pending: [waiting('i1')] },
      { settled: [...settled, user('m1', 'i1')], pending: [waiting('i1')], rows: { m1: 'i1' } },
      {
        settled: [...settled, user('m1', 'i1')],
        pending: [accepted('i1', 'm1')],
        rows: { m1: 'i1' },
      },
      { settled: [...settled, user('m1', 'i1')], rows: { m1: 'i1' } },
    ]
    const [first, ...others] = steps.map((step) => read(source(step)).ids)
    expect(first).toEqual(['m0', 'i1'])
    for (const ids of others) expect(ids).toBe(first)
  })

  it('shows an accepted message also where the list was never read', () => {
    const read = createTranscriptReader()
    const { ids, row } = read(source({ pending: [accepted('i1', 'm1')] }))
    expect(ids).toEqual(['i1'])
    expect(row('i1')).toMatchObject({ kind: 'message', message: { id: 'm1' } })
  })

  it('keeps the row of an answer when it settles', () => {
    const read = createTranscriptReader()
    const settled = [user('m1')]
    const said = makeMessage('m2', 'Hel', { status: 'in_progress' })
    const before = read(source({ settled, live: running([said]) }))
    expect(before.row('m2')).toMatchObject({ isLive: true, message: { content: said.content } })
    const whole = makeMessage('m2', 'Hello')
    const after = read(source({ settled: [...settled, whole], live: running([whole]) }))
    expect(after.ids).toEqual(before.ids)
    expect(after.row('m2')).toMatchObject({ isLive: false, message: whole })
  })

  it('shows the words that are ahead: heard ones while they come, the copy after that', () => {
    const read = createTranscriptReader()
    const said = makeMessage('m2', 'Hello wor', { status: 'in_progress' })
    const copy = makeMessage('m2', 'Hello', { status: 'in_progress' })
    const live = running([said])
    expect(read(source({ settled: [copy], live })).row('m2')).toMatchObject({ message: said })
    const over: LiveRun = { ...live, phase: 'failed', error: new Error('lost') }
    expect(read(source({ settled: [copy], live: over })).row('m2')).toMatchObject({ message: copy })
  })

  it('keeps every row that did not change the same object', () => {
    const read = createTranscriptReader()
    const settled = [user('m1'), makeMessage('m2', 'b')]
    const one = makeMessage('m3', 'on', { status: 'in_progress' })
    const two = makeMessage('m4', 'tw', { status: 'in_progress' })
    const before = read(source({ settled, live: running([one, two]) }))
    const rows = before.ids.map(before.row)
    const grown = makeMessage('m4', 'two', { status: 'in_progress' })
    const after = read(source({ settled, live: running([one, grown]) }))
    expect(after.ids).toBe(before.ids)
    expect(after.ids.map((id, at) => after.row(id) === rows[at])).toEqual([true, true, true, false])
    // An older page on top leaves all the others alone, too.
    const longer = [makeMessage('m0', 'a'), ...settled]
    const older = read(source({ settled: longer, live: running([one, grown]) }))
    expect(older.ids).toEqual(['m0', ...after.ids])
    expect(after.ids.every((id) => older.row(id) === after.row(id))).toBe(true)
  })

  it('shows nothing of an empty message beside a tool call', () => {
    const read = createTranscriptReader()
    const settled = [user('m1'), makeMessage('m2', null)]
    const hollow = makeMessage('m3', null, { status: 'in_progress' })
    expect(read(source({ settled, live: running([hollow]) })).ids).toEqual(['m1', 'm3'])
    const live: LiveRun = { ...running([hollow]), phase: 'failed', error: new Error('lost') }
    expect(read(source({ settled, live })).ids).toEqual(['m1'])
  })

  it('takes ids of messages for what they are, whatever they are called', () => {
    const read = createTranscriptReader()
    const settled = ['constructor', '__proto__', 'toString'].map((id) => user(id))
    expect(read(source({ settled })).ids).toEqual(['constructor', '__proto__', 'toString'])
  })

  it('reads a fragment in a thread of ten thousand messages as fast as in an empty one', () => {
    const time = (length: number) => {
      const read = createTranscriptReader()
      const settled = Array.from({ length }, (_, n) => user(`m${n}`))
      const messages = Array.from({ length: 2_000 }, (_, n) =>
        makeMessage('live', 'x'.repeat(n), { status: 'in_progress' }),
      )
      read(source({ settled, live: running([]) })).ids.forEach(() => {})
      const began = performance.now()
      for (const message of messages)
        read(source({ settled, live: running([message]) })).row('live')
      return performance.now() - began
    }
    time(10)
    // Generous: a walk through the thread would be a thousand times as slow.
    expect(time(10_000)).toBeLessThan(time(10) * 20 + 20)
  })

  it('shows each id once, in the order of the server, and keeps what is equal', () => {
    const id = fc.integer({ min: 0, max: 6 })
    const sources = fc.record({
      settled: fc.uniqueArray(id, { maxLength: 6 }),
      live: fc.uniqueArray(id, { maxLength: 3 }),
      pending: fc.uniqueArray(fc.tuple(id, fc.boolean()), { maxLength: 3, selector: ([n]) => n }),
      rows: fc.uniqueArray(id, { maxLength: 3 }),
    })
    const make = (drawn: typeof sources extends fc.Arbitrary<infer T> ? T : never) =>
      source({
        settled: drawn.settled.map((n) => user(`m${n}`, n % 2 ? `i${n}` : undefined)),
        live: running(drawn.live.map((n) => makeMessage(`m${n}`, 'x', { status: 'in_progress' }))),
        pending: drawn.pending.map(([n, is]) =>
          is ? accepted(`i${n}`, `m${n}`) : waiting(`i${n}`),
        ),
        rows: Object.fromEntries(drawn.rows.map((n) => [`m${n}`, `i${n}`])),
      })
    fc.assert(
      fc.property(fc.array(sources, { minLength: 1, maxLength: 5 }), (all) => {
        const read = createTranscriptReader()
        for (const drawn of all) {
          const given = make(drawn)
          const { ids, row } = read(given)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.every((one) => row(one)?.id === one)).toBe(true)
          expect(ids.map(row)).toEqual(ids.map(row))
          const shown = ids.flatMap((one) => {
            const found = row(one)
            return found?.kind === 'message' ? [found.message.id] : []
          })
          expect(shown.slice(0, drawn.settled.length)).toEqual(drawn.settled.map((n) => `m${n}`))
          // The same facts in new objects show the very same ids.
          expect(read(make(drawn)).ids).toBe(ids)
          // A reader that sees it for the first time agrees.
          expect(createTranscriptReader()(make(drawn)).ids).toEqual(ids)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('which rows a change may touch', () => {
  const said = (text: string, more = {}) =>
    makeMessage('m2', text, { status: 'in_progress', ...more })
  const settled = [makeMessage('m1', 'settled')]
  const before = source({ settled, live: running([said('one')]), rows: { m3: 'i3' } })

  it('is the one that grew, and the row that its message took over', () => {
    const grown = { ...before, live: running([said('one two')]) }
    expect(rowsTouched(before, grown)).toEqual(['m2'])
    const other = { ...before, live: running([makeMessage('m3', 'x'), ...before.live.messages]) }
    expect(rowsTouched(before, other)).toEqual(['m3', 'i3'])
    expect(rowsTouched(before, { ...before })).toEqual([])
  })

  it('is every one that was heard when the run comes to rest, and any when the thread itself changed', () => {
    const rest = { ...before, live: { ...idleRun, messages: before.live.messages } }
    expect(rowsTouched(before, rest)).toEqual(['m2'])
    expect(rowsTouched(before, { ...before, settled: [...settled] })).toBeUndefined()
    expect(rowsTouched(before, { ...before, pending: [waiting('i9')] })).toBeUndefined()
  })
})
