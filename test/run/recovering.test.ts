import { afterEach, describe, expect, it } from 'vitest'
import type { RunController } from '../../src/run/index.js'
import { heldStream } from '../../src/testing/index.js'
import { kept, lines, look, makeStage, presence, shown, type Stage, textOf } from './support.js'

describe('recovering', () => {
  let stage: Stage
  afterEach(() => stage.close())

  const equalsServer = async (controller: RunController) => {
    const { live, threadId } = controller.store.getState()
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId ?? ''))
    const run = await stage.other.getRun({ thread_id: threadId ?? '', run_id: live.run?.id ?? '' })
    expect(live.run?.status).toBe(run.status)
  }

  for (const how of ['break', 'end', 'stall'] as const) {
    it(`catches up by polling when the stream ${{ break: 'is cut', end: 'ends cleanly', stall: 'falls silent' }[how]} in mid-answer (scenarios 1, 2 and 3)`, async () => {
      stage = await makeStage({ pace: 100, script: lines('One two three four five six seven.') })
      const { pass, network, heard, threadId } = stage
      await look(stage, threadId)
      const controller = stage.visit()
      await controller.attach()
      network.add({ operation: 'createRun', cut: { afterEvents: 10, how } })
      controller.send('Count!')
      await pass(300)
      const [, heardSoFar = ''] = shown(stage, controller)
      expect(heardSoFar).toMatch(/^assistant: One/)
      expect(controller.store.getState().live.phase).toBe('running')
      await pass(60_000)
      expect(shown(stage, controller)[1]).toMatch(new RegExp(`^${heardSoFar}`))
      expect(controller.store.getState().live).toMatchObject({ phase: 'settled', link: 'poll' })
      await equalsServer(controller)
      expect(heard.count('createRun')).toBe(1)
      expect(heard.count('createMessage')).toBe(1)
    })
  }

  it('never shows less than it showed while it catches up', async () => {
    stage = await makeStage({ pace: 700, script: lines('One two three four five six seven.') })
    const { pass, network, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createRun', cut: { afterEvents: 10 } })
    controller.send('Count!')
    let before = ''
    for (let turn = 0; turn < 120; turn++) {
      await pass(100)
      const now = shown(stage, controller)[1] ?? ''
      expect(now.startsWith(before)).toBe(true)
      before = now
    }
    expect(before).toBe('assistant: One two three four five six seven.')
  })

  const broken = {
    'a frame that is no JSON': (stream: ReturnType<typeof heldStream>) =>
      stream.send('event: thread.run.created\ndata: {"id":\n\n'),
    'an error event': (stream: ReturnType<typeof heldStream>) =>
      stream.push('error', { error: { message: 'overloaded' } }),
    'an end without a word': (stream: ReturnType<typeof heldStream>) => stream.close(),
  }
  for (const [name, spoil] of Object.entries(broken)) {
    it(`finds the run that was made when the stream holds nothing but ${name}`, async () => {
      stage = await makeStage({ pace: 100 })
      const { pass, network, other, heard, threadId, assistantId } = stage
      await look(stage, threadId)
      const controller = stage.visit()
      await controller.attach()
      network.add({
        operation: 'createRun',
        nth: 1,
        answer: async (request) => {
          const { stream: _, ...body } = (await request.json()) as Record<string, unknown>
          await other.createRun({ ...body, thread_id: threadId, assistant_id: assistantId })
          const stream = heldStream()
          spoil(stream)
          return stream.response
        },
      })
      controller.send('Hello')
      await pass(20_000)
      expect(controller.store.getState().live.phase).toBe('settled')
      await equalsServer(controller)
      expect(heard.count('createRun')).toBe(1)
    })
  }

  it('goes on through a page of HTML in place of an answer (scenario 7)', async () => {
    stage = await makeStage({ pace: 100 })
    const { pass, network, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add(
      { operation: 'createRun', cut: { afterEvents: 9 } },
      { operation: 'getRun', nth: [1, 2], answer: { body: '<!doctype html><p>Sign in' } },
    )
    controller.send('Hello')
    await pass(30_000)
    expect(network.struck()).toBe(3)
    await equalsServer(controller)
  })

  it('keeps asking through an outage, at most every ten seconds, and says that it lost the line', async () => {
    stage = await makeStage({ pace: 100 })
    const { pass, network, heard, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add(
      { operation: 'createRun', cut: { afterEvents: 9 } },
      { operation: 'getRun', failBefore: true },
    )
    controller.send('Hello')
    await pass(60_000)
    expect(controller.store.getState().live).toMatchObject({ phase: 'running', link: 'lost' })
    heard.clear()
    await pass(60_000)
    // Each look is tried four times by the client.
    expect(heard.count('getRun')).toBeLessThanOrEqual(6 * 4)
    network.mend()
    await pass(12_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    await equalsServer(controller)
  })

  it('fails visibly when the run may not be read any more, and syncs once it may', async () => {
    stage = await makeStage({ pace: 100 })
    const { pass, network, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add(
      { operation: 'createRun', cut: { afterEvents: 9 } },
      { operation: 'getRun', answer: { status: 401, body: { error: { message: 'Expired.' } } } },
    )
    controller.send('Hello')
    await pass(5_000)
    expect(controller.store.getState().live.phase).toBe('failed')
    network.mend()
    await controller.sync()
    await equalsServer(controller)
  })

  it('takes up the run that is going on after a reload, at any moment (scenario 13)', async () => {
    for (const moment of [0, 100, 300, 700, 2_000]) {
      stage = await makeStage({ pace: 200, script: lines('One two three four five six.') })
      const { pass, heard, threadId } = stage
      const before = stage.visit()
      await before.attach()
      before.send('Hello')
      await pass(moment)
      before.close()
      heard.clear()
      stage.cache.clear()
      await look(stage, threadId)
      const after = stage.visit()
      void after.attach()
      await pass(15_000)
      await equalsServer(after)
      expect(after.store.getState().live.phase).toBe('settled')
      expect(heard.count('createRun')).toBe(0)
      stage.close()
    }
  })

  it('reads what was said since, when the list in the cache is older than the run', async () => {
    stage = await makeStage()
    const { pass, other, threadId, assistantId } = stage
    await look(stage, threadId)
    await other.createMessage({ thread_id: threadId, role: 'user', content: 'From elsewhere' })
    await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    await pass(500)
    const controller = stage.visit()
    await controller.attach()
    await equalsServer(controller)
    expect(shown(stage, controller)).toHaveLength(2)
  })

  it('shows a run in a state that nobody knows as going on, and asks at a falling rate (scenario 8)', async () => {
    stage = await makeStage()
    const { pass, network, heard, other, threadId, assistantId } = stage
    const run = await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    await pass()
    const odd = { ...run, status: 'meditating' }
    network.add(
      { operation: 'listRuns', answer: { body: { object: 'list', data: [odd], has_more: false } } },
      { operation: 'getRun', answer: { body: odd } },
    )
    const controller = stage.visit()
    void controller.attach()
    await pass(60_000)
    expect(controller.store.getState().live).toMatchObject({ phase: 'running' })
    heard.clear()
    await pass(60_000)
    expect(heard.requests.length).toBeLessThanOrEqual(7)
    network.mend()
    void controller.stop()
    await pass(12_000)
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('asks for nothing while the page is hidden, and is up to date two seconds after it is seen (scenario 14)', async () => {
    stage = await makeStage({ pace: 500, script: lines('One two three four five six seven.') })
    const { pass, clock, network, heard, threadId } = stage
    await look(stage, threadId)
    const page = presence()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    network.add({ operation: 'createRun', cut: { afterEvents: 9 } })
    controller.send('Hello')
    await pass(600)
    page.leave()
    await pass(15_000)
    heard.clear()
    await clock.advance(1_800_000)
    expect(heard.requests).toEqual([])
    page.come()
    await pass(2_000)
    await equalsServer(controller)
    expect(heard.requests.length).toBeLessThanOrEqual(3)
  })

  it('notices on return that the stream slept through the end of its run', async () => {
    stage = await makeStage({ pace: 500, script: lines('One two three four five six seven.') })
    const { pass, network, heard, threadId } = stage
    await look(stage, threadId)
    const page = presence()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    network.add({ operation: 'createRun', cut: { afterEvents: 9, how: 'stall' } })
    controller.send('Hello')
    await pass(600)
    page.leave()
    await pass(20_000)
    heard.clear()
    page.come()
    await pass(2_000)
    await equalsServer(controller)
    expect(heard.requests.length).toBeLessThanOrEqual(3)
  })

  it('sends nothing twice through twenty hidings of the page (scenario 15)', async () => {
    stage = await makeStage({ pace: 300, script: lines('One two three four five six seven.') })
    const { pass, heard, threadId } = stage
    await look(stage, threadId)
    const page = presence()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    heard.clear()
    controller.send('Hello')
    for (let turn = 0; turn < 20; turn++) {
      await pass(100)
      page.leave()
      page.come()
    }
    await pass(10_000)
    await equalsServer(controller)
    expect(heard.count('createRun')).toBe(1)
    expect(heard.count('createMessage')).toBe(1)
    expect(heard.requests.length).toBe(2)
  })

  it('finds on return what somebody else had answered meanwhile', async () => {
    stage = await makeStage()
    const { pass, heard, other, threadId, assistantId } = stage
    await look(stage, threadId)
    const page = presence()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    page.leave()
    await other.createMessage({ thread_id: threadId, role: 'user', content: 'From my phone' })
    await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    await pass(60_000)
    heard.clear()
    page.come()
    page.come()
    await pass(1_000)
    await equalsServer(controller)
    expect(heard.requests.length).toBeLessThanOrEqual(3)
  })

  it('shows why a run ended that did not complete', async () => {
    stage = await makeStage({
      script: () => [
        { type: 'text', text: 'Half an ans' },
        { type: 'finish', reason: 'length' },
      ],
    })
    const { pass, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    controller.send('Hello')
    await pass(1_000)
    const { live } = controller.store.getState()
    expect(live).toMatchObject({
      phase: 'settled',
      run: { status: 'incomplete', incomplete_details: { reason: 'max_completion_tokens' } },
    })
    expect(live.messages.map(textOf)).toEqual(['Half an ans'])
    await equalsServer(controller)
  })
})
