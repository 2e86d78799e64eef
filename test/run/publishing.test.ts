import { afterEach, describe, expect, it } from 'vitest'
import { createThreadReader } from '../../src/run/threadReader.js'
import { heldStream } from '../../src/testing/index.js'
import { makeMessage, makeRun, textDelta } from './samples.js'
import { lines, look, makeStage, type Stage, textOf } from './support.js'

describe('publishing', () => {
  let stage: Stage
  afterEach(() => stage.close())

  /** A run whose every word the test says. */
  const hold = async () => {
    stage = await makeStage()
    const { network, frame, threadId, pass } = stage
    await look(stage, threadId)
    const stream = heldStream()
    network.add({ operation: 'createRun', answer: () => stream.response })
    const controller = stage.visit({ schedule: frame.schedule })
    await controller.attach()
    controller.send('Hello')
    await pass()
    const mine = { thread_id: threadId }
    stream.push('thread.run.created', makeRun('queued', mine))
    stream.push('thread.run.in_progress', makeRun('in_progress', mine))
    stream.push(
      'thread.message.created',
      makeMessage('m', null, { ...mine, status: 'in_progress' }),
    )
    await pass()
    return { ...stage, controller, stream, mine }
  }

  it('tells of all the fragments of one frame once', async () => {
    const { controller, stream, frame, pass } = await hold()
    frame.next()
    await pass()
    let told = 0
    controller.store.subscribe(() => told++)
    for (let n = 0; n < 50; n++) stream.push('thread.message.delta', textDelta('m', 'x'))
    await pass()
    expect(told).toBe(0)
    expect(frame.pending).toBe(1)
    frame.next()
    await pass()
    expect(told).toBe(1)
    expect(controller.store.getState().live.messages.map(textOf)).toEqual(['x'.repeat(50)])
    expect(frame.next()).toBe(0)
  })

  it('shows with every third frame what comes faster than anybody reads, and with each one as soon as it does not', async () => {
    const { controller, stream, frame, pass } = await hold()
    frame.next()
    await pass()
    const lengths: number[] = []
    controller.store.subscribe(({ live }) => {
      lengths.push(live.messages.map(textOf).join('').length)
    })
    const frames = async (count: number, events: number) => {
      lengths.length = 0
      for (let n = 0; n < count; n++) {
        for (let at = 0; at < events; at++) stream.push('thread.message.delta', textDelta('m', 'x'))
        await pass()
        frame.next()
        await pass()
      }
      return lengths
    }
    expect(await frames(7, 60)).toEqual([60, 240, 420])
    expect(await frames(3, 3)).toEqual([429])
    expect(await frames(3, 3)).toEqual([432, 435, 438])
  })

  it('goes on publishing where frames come at once, as in a hidden tab', async () => {
    stage = await makeStage({ pace: 100, script: lines('One two three.') })
    const { pass } = stage
    const controller = stage.visit({
      schedule: (publish) => {
        publish()
        return () => {}
      },
    })
    await controller.attach()
    const said = new Set<string>()
    controller.store.subscribe(({ live }) => void said.add(live.messages.map(textOf).join()))
    controller.send('Hello')
    await pass(2_000)
    expect([...said]).toEqual(['', 'One ', 'One two ', 'One two three.'])
  })

  it('shows settled words and the end of their run in one notice, each of them once', async () => {
    const { controller, stream, frame, pass, cache, client, mine } = await hold()
    const reader = createThreadReader(controller, { cache, client })
    stream.push('thread.message.delta', textDelta('m', 'Hel'))
    await pass()
    frame.next()
    await pass()
    const views: string[] = []
    const view = () => {
      const { ids, row } = reader.read()
      const texts = ids.map((id) => {
        const found = row(id)
        return found?.kind === 'message' ? textOf(found.message) : found?.send.state
      })
      return `${controller.store.getState().live.phase}: ${texts.join(' | ')}`
    }
    reader.subscribe(() => void views.push(view()))
    await pass()
    views.length = 0
    // The answer is younger than the question: lists put news in by their time.
    const young = { ...mine, created_at: Date.UTC(2026, 0, 2) / 1_000 }
    stream.push('thread.message.completed', makeMessage('m', 'Hello you', young))
    stream.push('thread.run.completed', makeRun('completed', mine))
    await pass()
    expect(views).toEqual([])
    frame.next()
    // Before the notice has gone out, whoever looks sees all of it or nothing of it.
    expect(view()).toBe('settled: Hello | Hello you')
    await pass()
    expect(new Set(views)).toEqual(new Set(['settled: Hello | Hello you']))
  })

  it('puts the status that an event is named after into the cache, too', async () => {
    const { stream, frame, pass, cache, mine } = await hold()
    stream.push('thread.run.failed', makeRun('in_progress', mine))
    await pass()
    frame.next()
    await pass()
    const runs = cache
      .getQueryCache()
      .findAll({ predicate: ({ queryKey }) => queryKey.at(-1) === 'run_1' })
    expect(runs.map(({ state }) => state.data)).toMatchObject([{ status: 'failed' }])
  })

  it('survives whatever a stream says of messages, steps and runs', async () => {
    const { controller, stream, frame, pass, mine } = await hold()
    const odd = [
      ['thread.run.completed', makeRun('completed', { thread_id: 'thread_of_somebody_else' })],
      ['thread.message.created', { id: 'x', object: 'thread.message' }],
      ['thread.message.delta', { id: 'x', delta: { content: [null, 5, { index: '0' }] } }],
      ['thread.message.delta', { id: 'x' }],
      ['thread.message.completed', { id: 'x', object: 'thread.message', content: 'text' }],
      ['thread.run.step.created', { id: 's', object: 'thread.run.step' }],
      [
        'thread.run.step.delta',
        { id: 's', delta: { step_details: { type: 'tool_calls', tool_calls: 7 } } },
      ],
      ['thread.run.requires_action', { ...makeRun('queued', mine), required_action: {} }],
    ] as const
    for (const [event, data] of odd) stream.push(event, data)
    await pass()
    expect(() => frame.next()).not.toThrow()
    await pass()
    expect(controller.store.getState().live).toMatchObject({ phase: 'asking', toolCalls: [] })
  })

  it('stops looking at the list when nobody reads it any more', async () => {
    stage = await makeStage()
    const { cache, client, network, pass, heard, threadId } = stage
    const controller = stage.visit()
    const reader = createThreadReader(controller, { cache, client })
    const observers = () =>
      cache
        .getQueryCache()
        .getAll()
        .reduce((sum, query) => sum + query.getObserversCount(), 0)
    network.add({ operation: 'listMessages', delay: 100 })
    const leave = reader.subscribe(() => {})
    const leaveToo = reader.subscribe(() => {})
    leave()
    expect(observers()).toBe(1)
    await pass()
    leaveToo()
    // A move within the page: nothing is loaded twice.
    const again = reader.subscribe(() => {})
    await pass(200)
    expect(heard.count('listMessages')).toBe(1)
    expect(reader.read().ids).toEqual([])
    expect(heard.requests[0]?.path).toContain(threadId)
    again()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(observers()).toBe(0)
  })
})
