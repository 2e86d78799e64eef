import { afterEach, describe, expect, it } from 'vitest'
import { kept, lines, look, makeStage, shown, type Stage } from './support.js'

describe('stopping', () => {
  let stage: Stage
  afterEach(() => stage.close())

  const begin = async (pace = 200) => {
    stage = await makeStage({ pace, script: lines('One two three four five six.', 'Again.') })
    await look(stage, stage.threadId)
    const controller = stage.visit()
    await controller.attach()
    return controller
  }

  it('asks the server to cancel, once, and ends as the server says', async () => {
    const controller = await begin()
    const { pass, heard, other, threadId } = stage
    controller.send('Hello')
    await pass(500)
    const stopped = controller.stop()
    void controller.stop()
    expect(controller.store.getState().live.stopping).toBe(true)
    await pass(2_000)
    await stopped
    const { live } = controller.store.getState()
    expect(live).toMatchObject({ phase: 'settled', stopping: false, run: { status: 'cancelled' } })
    expect(heard.count('cancelRun')).toBe(1)
    const { data } = await other.listRuns({ thread_id: threadId })
    expect(data.map(({ status }) => status)).toEqual(['cancelled'])
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  })

  it('cancels as soon as the run is known, when it was pressed before (scenario 11)', async () => {
    const controller = await begin()
    const { pass, network, heard } = stage
    network.add({ operation: 'createRun', delay: 1_000 })
    controller.send('Hello')
    await pass(500)
    void controller.stop()
    await pass()
    expect(heard.count('cancelRun')).toBe(0)
    await pass(3_000)
    expect(heard.count('cancelRun')).toBe(1)
    expect(controller.store.getState().live.run?.status).toBe('cancelled')
  })

  it('starts no run when it was pressed before the message was accepted', async () => {
    const controller = await begin()
    const { pass, network, heard, threadId } = stage
    network.add({ operation: 'createMessage', delay: 1_000 })
    controller.send('Hello')
    await pass(500)
    void controller.stop()
    await pass(2_000)
    expect(heard.count('createRun')).toBe(0)
    expect(controller.store.getState().live).toMatchObject({ phase: 'idle', stopping: false })
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    controller.answer()
    await pass(3_000)
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('does nothing after the end, and shows the true end when the server was quicker (scenario 11)', async () => {
    const controller = await begin()
    const { pass, network, heard } = stage
    controller.send('Hello')
    await pass(500)
    network.add({ operation: 'cancelRun', delay: 3_000 })
    void controller.stop()
    await pass(5_000)
    expect(controller.store.getState().live).toMatchObject({
      phase: 'settled',
      stopping: false,
      run: { status: 'completed' },
    })
    expect(controller.store.getState().trouble).toBeNull()
    await controller.stop()
    expect(heard.count('cancelRun')).toBe(1)
  })

  it('does not let a late answer to Stop touch the next run', async () => {
    const controller = await begin(20)
    const { pass, network } = stage
    controller.send('Hello')
    await pass(30)
    network.add({ operation: 'cancelRun', delay: 100 })
    void controller.stop()
    controller.send('Next')
    await pass(110)
    expect(controller.store.getState().live.run?.id).toBe('run_0002')
    await pass(4_000)
    // Both runs were made within one second: their times do not tell which came first.
    const { live, pending } = controller.store.getState()
    expect(live).toMatchObject({ phase: 'settled', run: { status: 'completed' } })
    expect(pending.every(({ state }) => state === 'accepted')).toBe(true)
  })

  it('says so when the server cannot be reached, and can be pressed again', async () => {
    const controller = await begin(1_000)
    const { pass, network, heard } = stage
    controller.send('Hello')
    await pass(500)
    network.add(
      { operation: 'cancelRun', failBefore: true },
      { operation: 'getRun', failBefore: true },
    )
    void controller.stop()
    await pass(3_000)
    expect(controller.store.getState()).toMatchObject({
      trouble: { act: 'stop' },
      live: { phase: 'running', stopping: false },
    })
    network.mend()
    void controller.stop()
    await pass(2_000)
    expect(controller.store.getState()).toMatchObject({
      trouble: null,
      live: { phase: 'settled', run: { status: 'cancelled' } },
    })
    expect(heard.count('cancelRun')).toBe(2)
  })

  it('adds no words after the run was cancelled (scenario 11)', async () => {
    const controller = await begin()
    const { pass, threadId } = stage
    controller.send('Hello')
    await pass(500)
    void controller.stop()
    await pass()
    const rows = shown(stage, controller)
    expect(controller.store.getState().live.phase).toBe('settled')
    await pass(3_000)
    expect(shown(stage, controller)).toEqual(rows)
    expect(rows).toEqual(await kept(stage, threadId))
  })

  it('stops the run that is in the way only when it is on screen', async () => {
    stage = await makeStage({ pace: 500, script: lines('Theirs is a long one.', 'Ours.') })
    const { pass, heard, network, other, threadId, assistantId } = stage
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createRun', delay: 1_000 })
    controller.send('Hello')
    await pass(500)
    await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    void controller.stop()
    await pass(15_000)
    expect(heard.count('cancelRun')).toBe(0)
    // Stop was meant for the answer to this message: none is asked for later either.
    expect(heard.count('createRun')).toBe(1)
    expect(await kept(stage, threadId)).toEqual(['user: Hello', 'assistant: Theirs is a long one.'])
  })
})
