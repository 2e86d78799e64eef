import { afterEach, describe, expect, it } from 'vitest'
import { defineTool, memoryStorage } from '../../src/run/index.js'
import { kept, type Line, lines, look, makeStage, presence, shown, type Stage } from './support.js'

describe('leaving', () => {
  let stage: Stage
  afterEach(() => stage.close())

  const moments = {
    'nothing goes on': 0,
    'the message is on its way': 50,
    'the run is on its way': 150,
    'words come': 600,
    'the run is over': 9_000,
  }
  for (const [name, moment] of Object.entries(moments)) {
    it(`leaves no timer, no reader and no listener when ${name} (scenario 30)`, async () => {
      stage = await makeStage({ pace: 500, script: lines('One two three four.') })
      const { clock, pass, network, heard, other, threadId } = stage
      network.add(
        { operation: 'createMessage', delay: 100 },
        { operation: 'createRun', delay: 100 },
      )
      const page = presence()
      const controller = stage.visit({ presence: page })
      await controller.attach()
      controller.drafts.setComposer('half a word')
      if (moment > 0) controller.send('Hello')
      await pass(moment)
      controller.close()
      await pass()
      expect(page.listeners.size).toBe(0)
      heard.clear()
      await pass(20_000)
      // The server's own timers are over by now; whatever is left would be ours.
      expect(clock.pending).toBe(0)
      expect(heard.requests).toEqual([])
      // Leaving cancels nothing.
      const { data } = await other.listRuns({ thread_id: threadId })
      expect(data.every(({ status }) => status === 'completed')).toBe(true)
    })
  }

  it('leaves no timer while it asks, polls or is cut off (scenario 30)', async () => {
    for (const kind of ['asks', 'polls', 'is cut off']) {
      const call: Line = { calls: [['get_weather', '{}']] }
      stage = await makeStage({
        pace: 500,
        script: lines(kind === 'asks' ? call : 'One two three.'),
      })
      const { clock, pass, network } = stage
      if (kind === 'polls') network.add({ operation: 'createRun', cut: { afterEvents: 8 } })
      if (kind === 'is cut off')
        network.add({ operation: ['createRun', 'getRun'], failBefore: true })
      const controller = stage.visit()
      await controller.attach()
      controller.send('Hello')
      await pass(800)
      controller.close()
      await clock.advance(700_000)
      await pass()
      expect(clock.pending).toBe(0)
      stage.close()
    }
  })

  it('can be entered again, and takes up where the server is', async () => {
    stage = await makeStage({ pace: 500, script: lines('One two three four.', 'Again.') })
    const { pass, heard, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    controller.send('Hello')
    await pass(800)
    controller.close()
    await pass(1_000)
    void controller.attach()
    await pass(10_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    controller.send('Once more')
    await pass(2_000)
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    expect(heard.count('createRun')).toBe(2)
  })

  it('finds what was on its way when it is entered again, and sends nothing by itself', async () => {
    stage = await makeStage()
    const { pass, network, heard, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createMessage', nth: 1, delay: 500 })
    controller.send('On its way')
    controller.send('In the queue')
    await pass(100)
    controller.close()
    await pass(1_000)
    await controller.attach()
    expect(shown(stage, controller)).toEqual(['refused: On its way', 'refused: In the queue'])
    expect(heard.count('createMessage')).toBe(1)
    const [first] = controller.store.getState().pending
    controller.retry(first?.intent ?? '')
    await pass(1_000)
    expect(await kept(stage, threadId)).toEqual([
      'user: On its way',
      'assistant: Hello to you, too.',
    ])
  })

  it('aborts automatic calls, and asks about them when it is entered again', async () => {
    const signals: AbortSignal[] = []
    stage = await makeStage({ script: lines({ calls: [['book_trip', '{}']] }, 'Ok.') })
    const { pass } = stage
    const controller = stage.visit({
      storage: memoryStorage(),
      tools: {
        book_trip: defineTool({
          execute: (_args, { signal }) => {
            signals.push(signal)
            return new Promise<string>(() => {})
          },
        }),
      },
    })
    await controller.attach()
    controller.send('Book')
    await pass(500)
    controller.close()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    await controller.attach()
    await pass()
    expect(signals).toHaveLength(1)
    expect(controller.store.getState().calls).toMatchObject({
      call_book_trip_0: { state: 'handed-over' },
    })
  })

  it('opens a thread whose storage fails', async () => {
    stage = await makeStage()
    const { pass, threadId } = stage
    await look(stage, threadId)
    const fail = () => Promise.reject(new Error('disk full'))
    const controller = stage.visit({ storage: { read: fail, write: fail, remove: fail } })
    await controller.attach()
    controller.drafts.setComposer('a')
    controller.send('Hello')
    await pass(1_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  })

  it('says that a thread is not there', async () => {
    stage = await makeStage()
    const controller = stage.visit({ threadId: 'thread_gone' })
    await controller.attach()
    expect(controller.store.getState().live).toMatchObject({
      phase: 'failed',
      error: { status: 404 },
    })
  })

  it('opens a thread that cannot be looked at just now', async () => {
    stage = await makeStage()
    const { network, pass } = stage
    network.add({ operation: 'listRuns', failBefore: true })
    const controller = stage.visit()
    void controller.attach()
    await pass(20_000)
    expect(controller.store.getState().live.phase).toBe('idle')
    controller.send('Hello')
    await pass(1_000)
    expect(controller.store.getState().live.phase).toBe('settled')
  })
})
