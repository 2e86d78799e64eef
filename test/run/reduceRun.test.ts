import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventOf, type RunEvent, type RunStatus } from '../../src/api/index.js'
import { type LiveRun, reduceRun, type RunPhase } from '../../src/run/index.js'
import { idleRun } from '../../src/run/liveRun.js'
import { call, callDelta, makeMessage, makeRun, makeStep, runEvent, textDelta } from './samples.js'
import { lines, makeStage } from './support.js'

const inPhase: Record<RunPhase, LiveRun> = {
  idle: idleRun,
  sending: { ...idleRun, phase: 'sending' },
  running: { ...idleRun, phase: 'running', run: makeRun('in_progress') },
  asking: reduceRun(idleRun, runEvent('requires_action')),
  settled: reduceRun(idleRun, runEvent('completed')),
  failed: { ...idleRun, phase: 'failed', run: makeRun('in_progress'), error: new Error('lost') },
}

const after: Record<RunStatus, RunPhase> = {
  queued: 'running',
  in_progress: 'running',
  requires_action: 'asking',
  cancelling: 'running',
  completed: 'settled',
  failed: 'settled',
  cancelled: 'settled',
  expired: 'settled',
  incomplete: 'settled',
}

const statuses = Object.keys(after) as RunStatus[]
const phases = Object.keys(inPhase) as RunPhase[]

describe('reduceRun', () => {
  describe.each(phases)('while %s', (phase) => {
    it.each(statuses)('hears that its run is %s', (status) => {
      const live = reduceRun(inPhase[phase], runEvent(status))
      // A run that has ended does not begin again.
      const isOver = phase === 'settled' && after[status] !== 'settled'
      expect(live.phase).toBe(isOver ? 'settled' : after[status])
      expect(live.run?.status).toBe(isOver ? 'completed' : status)
      expect(live.phase === 'asking').toBe('toolCalls' in live)
    })

    it.each(statuses)(
      'hears that a newer run is %s, and forgets what the older one said',
      (status) => {
        const before = { ...inPhase[phase], messages: [makeMessage('m', 'old')] }
        const live = reduceRun(before, runEvent(status, { id: 'run_2', created_at: 20 }))
        expect(live).toMatchObject({ phase: after[status], run: { id: 'run_2' }, messages: [] })
      },
    )

    it('does not hear a late word of an older run', () => {
      const before = inPhase[phase]
      const late = reduceRun(before, runEvent('completed', { id: 'run_0', created_at: 1 }))
      expect(late).toBe(before.run ? before : late)
    })

    it('hears a message, its fragments and its end', () => {
      const begun = reduceRun(inPhase[phase], {
        event: 'thread.message.created',
        data: makeMessage('m', null, { status: 'in_progress' }),
      })
      const grown = reduceRun(begun, { event: 'thread.message.delta', data: textDelta('m', 'Hi') })
      const isDeaf = phase === 'settled' || phase === 'failed'
      expect(grown.messages.map(({ content }) => content.length)).toEqual([isDeaf ? 0 : 1])
      const whole = makeMessage('m', 'Hi there')
      const ended = reduceRun(grown, { event: 'thread.message.completed', data: whole })
      expect(ended.messages).toEqual([whole])
      expect(reduceRun(ended, { event: 'thread.message.delta', data: textDelta('m', '!') })).toBe(
        ended,
      )
      expect(ended.phase).toBe(phase)
    })

    it('hears a step, its fragments and its end', () => {
      const begun = reduceRun(inPhase[phase], {
        event: 'thread.run.step.created',
        data: makeStep('s'),
      })
      const grown = reduceRun(begun, {
        event: 'thread.run.step.delta',
        data: callDelta('s', '{"a":'),
      })
      expect(grown === begun).toBe(phase === 'settled' || phase === 'failed')
      const ended = reduceRun(grown, eventOf(makeStep('s', { status: 'completed' })))
      expect(ended.steps).toEqual([makeStep('s', { status: 'completed' })])
      expect(reduceRun(ended, { event: 'thread.run.step.in_progress', data: makeStep('s') })).toBe(
        ended,
      )
    })

    it('changes nothing at the birth of a thread', () => {
      const event = {
        event: 'thread.created' as const,
        data: { id: 't', object: 'thread' as const, created_at: 1, metadata: {} },
      }
      expect(reduceRun(inPhase[phase], event)).toBe(inPhase[phase])
    })
  })

  it('goes on with a status that it does not know', () => {
    const event = eventOf({ ...makeRun('queued'), status: 'unknown:meditating' })
    expect(event.event).toBe('thread.run.in_progress')
    expect(reduceRun(inPhase.sending, event)).toMatchObject({
      phase: 'running',
      run: { status: 'unknown:meditating' },
    })
  })

  it('does not let a cancelling run go on', () => {
    const cancelling = reduceRun(inPhase.running, runEvent('cancelling'))
    expect(reduceRun(cancelling, runEvent('in_progress'))).toBe(cancelling)
    expect(reduceRun(cancelling, runEvent('completed')).phase).toBe('settled')
  })

  it('keeps Stop for the run that is on its way, and not for another one', () => {
    const stopping = { ...inPhase.sending, stopping: true }
    expect(reduceRun(stopping, runEvent('queued')).stopping).toBe(true)
    expect(reduceRun(stopping, runEvent('cancelled')).stopping).toBe(false)
    const running = { ...inPhase.running, stopping: true }
    expect(reduceRun(running, runEvent('queued', { id: 'run_2' })).stopping).toBe(false)
  })

  it('begins with a fragment where the server does', () => {
    const live = reduceRun(inPhase.running, {
      event: 'thread.message.delta',
      data: textDelta('m', 'Hi'),
    })
    expect(live.messages[0]).toMatchObject({ id: 'm', run_id: 'run_1', status: 'in_progress' })
    const step = reduceRun(live, { event: 'thread.run.step.delta', data: callDelta('s', '{}') })
    expect(step.steps).toHaveLength(1)
  })

  it('takes a copy that was read when it is ahead, and none that is behind', () => {
    const heard = reduceRun(inPhase.running, {
      event: 'thread.message.delta',
      data: textDelta('m', 'One two'),
    })
    const read = (text: string | null): RunEvent => ({
      event: 'thread.message.in_progress',
      data: makeMessage('m', text, { status: 'in_progress' }),
    })
    expect(reduceRun(heard, read(null))).toBe(heard)
    expect(reduceRun(heard, read('One'))).toBe(heard)
    expect(reduceRun(heard, read('One two three')).messages[0]).toMatchObject({
      content: [{ text: { value: 'One two three' } }],
    })
  })

  it('takes the whole arguments from the ask', () => {
    const events: RunEvent[] = [
      { event: 'thread.run.step.created', data: makeStep('s') },
      {
        event: 'thread.run.step.delta',
        data: {
          id: 's',
          object: 'thread.run.step.delta',
          delta: {
            step_details: {
              type: 'tool_calls',
              tool_calls: [
                { index: 0, id: 'call_1', type: 'function', function: { name: 'get_weather' } },
              ],
            },
          },
        },
      },
      { event: 'thread.run.step.delta', data: callDelta('s', '{') },
      { event: 'thread.run.step.delta', data: callDelta('s', '{') },
    ]
    const live = [...events, runEvent('requires_action')].reduce(reduceRun, inPhase.running)
    expect(live.steps[0]?.step_details).toMatchObject({
      tool_calls: [{ ...call('call_1'), function: { arguments: '{}', output: null } }],
    })
  })

  it('ends the same however the events of a server are cut into frames and doubled', async () => {
    const stage = await makeStage({
      script: lines(
        {
          calls: [
            ['get_weather', '{"city":"Oslo"}'],
            ['book_trip', '{}'],
          ],
        },
        'One two three.',
      ),
    })
    const { other, threadId, assistantId, pass } = stage
    const streams: RunEvent[][] = []
    const hear = async (events: AsyncIterable<RunEvent>) => {
      const list: RunEvent[] = []
      streams.push(list)
      for await (const event of events) list.push(event)
    }
    const which = { thread_id: threadId }
    await hear(other.stream.createRun({ ...which, assistant_id: assistantId }))
    const asked = streams[0]?.at(-1)?.data as {
      id: string
      required_action: { submit_tool_outputs: { tool_calls: { id: string }[] } }
    }
    await hear(
      other.stream.submitToolOutputs({
        ...which,
        run_id: asked.id,
        tool_outputs: asked.required_action.submit_tool_outputs.tool_calls.map(({ id }) => ({
          tool_call_id: id,
          output: 'x',
        })),
      }),
    )
    await pass()
    stage.close()
    expect(streams.map(({ length }) => length > 5)).toEqual([true, true])

    const sending: LiveRun = { ...idleRun, phase: 'sending' }
    for (const upTo of [1, 2]) {
      const parts = streams.slice(0, upTo)
      const expected = parts.flat().reduce(reduceRun, sending)
      /** Each event once, and copies of some of them anywhere later in the same stream, but before its last word. */
      const doubled = fc.tuple(
        ...parts.map((list) =>
          fc
            .array(fc.tuple(fc.nat(list.length - 2), fc.nat(list.length)), { maxLength: 12 })
            .map((copies) => {
              const result = list.map((event) => [event])
              for (const [at, later] of copies) {
                const event = list[at]
                const place = Math.min(at + later, list.length - 2)
                if (event) result[place]?.push(event)
              }
              return result.flat()
            }),
        ),
      )
      fc.assert(
        fc.property(doubled, (lists) => {
          expect(lists.flat().reduce(reduceRun, sending)).toEqual(expected)
        }),
        { numRuns: 500 },
      )
    }
  })

  it('stays quick and whole under a hundred thousand fragments of one letter', () => {
    let live = inPhase.running
    for (let n = 0; n < 100_000; n++) {
      live = reduceRun(live, { event: 'thread.message.delta', data: textDelta('m', 'x') })
    }
    expect(live.messages[0]?.content[0]).toMatchObject({ text: { value: 'x'.repeat(100_000) } })
  })
})
