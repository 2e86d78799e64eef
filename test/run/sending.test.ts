import { afterEach, describe, expect, it } from 'vitest'
import {
  createRunController,
  isUnknownOutcomeError,
  memoryStorage,
  NoAssistantError,
} from '../../src/run/index.js'
import { kept, lines, look, makeStage, shown, type Stage, textOf } from './support.js'

describe('sending', () => {
  let stage: Stage
  afterEach(() => stage.close())

  it('shows the words at once and the answer word by word, and ends equal to the server', async () => {
    stage = await makeStage({ pace: 100, script: lines('One two three.') })
    const { pass, heard, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    heard.clear()
    controller.send('Count!')
    expect(shown(stage, controller)).toEqual(['sending: Count!'])
    await pass(100)
    expect(shown(stage, controller)).toEqual(['user: Count!', 'assistant: One two '])
    expect(controller.store.getState().live).toMatchObject({ phase: 'running', link: 'stream' })
    await pass(1_000)
    expect(controller.store.getState().live).toMatchObject({ phase: 'settled' })
    expect(shown(stage, controller)).toEqual(['user: Count!', 'assistant: One two three.'])
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    expect(heard.requests.map(({ operation }) => operation)).toEqual(['createMessage', 'createRun'])
  })

  it('sends three messages in their order, each with its own answer', async () => {
    stage = await makeStage({ pace: 50, script: lines('First one.', 'Second.', 'Third.') })
    const { pass, heard, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    for (const text of ['a', 'b', 'c']) controller.send(text)
    await pass()
    expect(shown(stage, controller).slice(-2)).toEqual(['waiting: b', 'waiting: c'])
    await pass(2_000)
    expect(shown(stage, controller)).toEqual([
      'user: a',
      'assistant: First one.',
      'user: b',
      'assistant: Second.',
      'user: c',
      'assistant: Third.',
    ])
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    expect(heard.count('createMessage')).toBe(3)
    expect(heard.count('createRun')).toBe(3)
  })

  it('says so when nobody is there to answer, and sends nothing', async () => {
    stage = await makeStage()
    const controller = createRunController({ ...stage, threadId: null })
    expect(() => controller.send('Hello')).toThrow(NoAssistantError)
    expect(controller.store.getState().pending).toEqual([])
  })

  it('makes the thread with the first send and tells its id', async () => {
    stage = await makeStage()
    const { pass, heard } = stage
    const storage = memoryStorage()
    const controller = stage.visit({ threadId: null, draftKey: 'new', storage })
    const made: string[] = []
    controller.configure({ onThreadChange: (id) => void made.push(id) })
    await controller.attach()
    controller.drafts.setComposer('next words')
    controller.send('Hello')
    await pass(500)
    const { threadId, live } = controller.store.getState()
    expect(made).toEqual([threadId])
    expect(live.phase).toBe('settled')
    expect(shown(stage, controller)).toEqual(await kept(stage, String(threadId)))
    expect(heard.requests.map(({ operation }) => operation)).toEqual([
      'createThread',
      'createMessage',
      'createRun',
    ])
    // What is kept went along, and nothing stays under the old name.
    expect(await storage.read(`drafts ${stage.client.scope} new`)).toBeUndefined()
    expect(await storage.read(`drafts ${stage.client.scope} ${String(threadId)}`)).toMatchObject({
      composer: 'next words',
    })
  })

  it('keeps the words of a first send through a crash between thread and message', async () => {
    stage = await makeStage()
    const { pass, network } = stage
    const storage = memoryStorage()
    network.add({ operation: 'createMessage', delay: 60_000 })
    const controller = stage.visit({ threadId: null, draftKey: 'new', storage })
    await controller.attach()
    controller.send('Do not lose me')
    await pass()
    const { threadId } = controller.store.getState()
    network.mend()
    const after = stage.visit({ threadId, storage })
    await after.attach()
    expect(shown(stage, after)).toEqual(['refused: Do not lose me'])
  })

  it('waits visibly while somebody else holds the thread, then sends once (scenario 10)', async () => {
    stage = await makeStage({ pace: 1_000, script: lines('Theirs is long.', 'Ours.') })
    const { pass, heard, threadId, other, assistantId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    const run = await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    controller.send('Me too')
    await pass(200)
    expect(shown(stage, controller)).toContain('waiting: Me too')
    const { live, pending } = controller.store.getState()
    expect(live).toMatchObject({ phase: 'running', link: 'poll', run: { id: run.id } })
    expect(pending.some((send) => 'error' in send)).toBe(false)
    await pass(20_000)
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    expect(await kept(stage, threadId)).toEqual([
      'assistant: Theirs is long.',
      'user: Me too',
      'assistant: Ours.',
    ])
    // One refused, one taken.
    expect(heard.count('createMessage')).toBe(2)
    expect(heard.count('createRun')).toBe(1)
  })

  it('still gets its answer when somebody else takes the thread between message and run', async () => {
    stage = await makeStage({ pace: 300, script: lines('Theirs is long.', 'Ours.') })
    const { pass, network, threadId, other, assistantId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createRun', nth: 1, delay: 500 })
    controller.send('Hello')
    await pass()
    await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    await pass(20_000)
    expect(await kept(stage, threadId)).toEqual([
      'user: Hello',
      'assistant: Theirs is long.',
      'assistant: Ours.',
    ])
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('does not storm a server that calls the thread busy and hides the run', async () => {
    stage = await makeStage()
    const { pass, network, heard } = stage
    const busy = { status: 400, body: { error: { message: `while a run run_hidden is active.` } } }
    network.add({ operation: 'createMessage', answer: busy })
    const controller = stage.visit()
    await controller.attach()
    heard.clear()
    controller.send('Hello')
    await pass(10_000)
    expect(heard.requests.length).toBeLessThan(4)
    expect(shown(stage, controller)).toEqual(['refused: Hello'])
  })

  it('does not storm a server that calls the thread busy with a run that is over', async () => {
    stage = await makeStage()
    const { pass, network, heard, other, threadId, assistantId } = stage
    const run = await other.createRun({ thread_id: threadId, assistant_id: assistantId })
    await pass()
    const message = `Can't add messages to t while a run ${run.id} is active.`
    network.add({
      operation: 'createMessage',
      answer: { status: 400, body: { error: { message } } },
    })
    const controller = stage.visit()
    await controller.attach()
    heard.clear()
    controller.send('Hello')
    await pass(5_000)
    expect(heard.count('createMessage')).toBeLessThanOrEqual(6)
    expect(shown(stage, controller)).toContain('waiting: Hello')
  })

  it('finds the message again when its answer was lost (scenario 22)', async () => {
    stage = await makeStage()
    const { pass, network, heard, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createMessage', nth: 1, loseAnswer: true })
    controller.send('Once only')
    await pass(5_000)
    expect(heard.count('createMessage')).toBe(1)
    expect(await kept(stage, threadId)).toEqual([
      'user: Once only',
      'assistant: Hello to you, too.',
    ])
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  })

  it('sends the message again when it never arrived', async () => {
    stage = await makeStage()
    const { pass, network, heard, threadId } = stage
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createMessage', nth: [1, 2], failBefore: true })
    controller.send('Try harder')
    await pass(10_000)
    expect(heard.count('createMessage')).toBe(3)
    expect(await kept(stage, threadId)).toEqual([
      'user: Try harder',
      'assistant: Hello to you, too.',
    ])
  })

  it('says unknown when neither answer nor look-up came, and the person decides', async () => {
    stage = await makeStage()
    const { pass, network, heard, threadId } = stage
    const controller = stage.visit()
    await controller.attach()
    network.add(
      { operation: 'createMessage', nth: 1, loseAnswer: true },
      { operation: 'listMessages', failBefore: true },
    )
    const intent = controller.send('Am I there?')
    await pass(30_000)
    expect(shown(stage, controller)).toEqual(['unknown: Am I there?'])
    const [send] = controller.store.getState().pending
    expect(send && 'error' in send && isUnknownOutcomeError(send.error)).toBe(true)
    network.mend()
    controller.retry(intent)
    await pass(1_000)
    expect(heard.count('createMessage')).toBe(1)
    expect(await kept(stage, threadId)).toEqual([
      'user: Am I there?',
      'assistant: Hello to you, too.',
    ])
  })

  it('does not guess on a server that drops metadata: the person is told unknown', async () => {
    stage = await makeStage()
    const { pass, network, heard, threadId, other } = stage
    const controller = stage.visit()
    await controller.attach()
    network.add({
      operation: 'createMessage',
      nth: 1,
      answer: async () => {
        await other.createMessage({ thread_id: threadId, role: 'user', content: 'Twice?' })
        throw new TypeError('fetch failed')
      },
    })
    const intent = controller.send('Twice?')
    await pass(10_000)
    expect(shown(stage, controller)).toEqual(['unknown: Twice?'])
    expect(heard.count('createMessage')).toBe(1)
    expect(controller.takeBack(intent)).toEqual({ content: 'Twice?' })
  })

  it('finds the run again when the answer of createRun was lost (scenario 22)', async () => {
    stage = await makeStage({ pace: 100 })
    const { pass, network, heard, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createRun', nth: 1, loseAnswer: true })
    controller.send('Hello')
    await pass(20_000)
    expect(heard.count('createRun')).toBe(1)
    expect(controller.store.getState().live).toMatchObject({ phase: 'settled', link: 'poll' })
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    expect(await kept(stage, threadId)).toHaveLength(2)
  })

  it('shows the answer of a run that was over before its lost answer was looked up', async () => {
    stage = await makeStage({ pace: 0 })
    const { pass, network, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createRun', nth: 1, loseAnswer: true })
    controller.send('Hello')
    await pass(2_000)
    expect(shown(stage, controller)).toEqual(['user: Hello', 'assistant: Hello to you, too.'])
  })

  it('fails visibly when createRun did not arrive; the next act works', async () => {
    stage = await makeStage()
    const { pass, network, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    network.add({ operation: 'createRun', nth: 1, failBefore: true })
    controller.send('Hello')
    await pass(2_000)
    expect(controller.store.getState().live.phase).toBe('failed')
    expect(shown(stage, controller)).toEqual(['user: Hello'])
    controller.answer()
    await pass(2_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    controller.send('And now?')
    await pass(2_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  })

  it('gives the words of a refused message back, and sends the next one', async () => {
    stage = await makeStage()
    const { pass, network, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit()
    await controller.attach()
    const body = { error: { message: 'Too long.' } }
    network.add({ operation: 'createMessage', nth: 1, answer: { status: 422, body } })
    const intent = controller.send('Too much')
    controller.send('Next')
    await pass(2_000)
    expect(shown(stage, controller)).toEqual([
      'user: Next',
      'assistant: Hello to you, too.',
      'refused: Too much',
    ])
    expect(controller.takeBack(intent)).toEqual({ content: 'Too much' })
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  })

  it('keeps a refused message through a reload (scenario 26)', async () => {
    stage = await makeStage()
    const { pass, network } = stage
    const storage = memoryStorage()
    const controller = stage.visit({ storage })
    await controller.attach()
    network.add({ operation: 'createMessage', answer: { status: 403, body: {} } })
    controller.send('Mine')
    await pass(1_000)
    network.mend()
    const after = stage.visit({ storage })
    await after.attach()
    expect(shown(stage, after)).toEqual(['refused: Mine'])
  })

  it('forgets a kept send that did arrive, for good', async () => {
    stage = await makeStage()
    const { pass, network, heard, threadId } = stage
    const storage = memoryStorage()
    const controller = stage.visit({ storage })
    await controller.attach()
    network.add({ operation: 'createMessage', nth: 1, loseAnswer: true, delay: 1_000 })
    controller.send('Did arrive')
    await pass(500)
    // The page dies here; what it had sent goes its way.
    await pass(600)
    const place = `sends ${stage.client.scope} ${threadId}`
    const after = stage.visit({ storage })
    await storage.write(place, [
      { intent: 'intent_1', input: { content: 'Did arrive' }, assistantId: stage.assistantId },
    ])
    await after.attach()
    await pass()
    expect(after.store.getState().pending).toEqual([])
    expect(await storage.read(place)).toBeUndefined()
    heard.clear()
    const third = stage.visit({ storage })
    await third.attach()
    expect(heard.requests.map(({ operation }) => operation)).toEqual(['listRuns'])
  })

  it('sends twice what a person sends twice', async () => {
    stage = await makeStage({ script: lines('Once.', 'Twice.') })
    const { pass, threadId } = stage
    const controller = stage.visit()
    await controller.attach()
    controller.send('Same')
    await pass(1_000)
    controller.send('Same')
    await pass(1_000)
    const { data } = await stage.other.listMessages({ thread_id: threadId })
    expect(data.filter(({ role }) => role === 'user').map(textOf)).toEqual(['Same', 'Same'])
  })
})
