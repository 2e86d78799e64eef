import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it } from 'vitest'
import { createAssistantsClient } from '../../src/api/index.js'
import {
  AskChangedError,
  defineTool,
  memoryStorage,
  type StoragePort,
  type ToolSet,
} from '../../src/run/index.js'
import { createOrigin, type Origin, recordRequests } from '../../src/testing/index.js'
import { ask } from './askSupport.js'
import { kept, lines, look, makeStage, presence, shown, type Stage } from './support.js'

/** A page of its own on the thread: what it shares with the others is the origin and its storage. */
function openPage(stage: Stage, origin: Origin, storage: StoragePort, tools?: ToolSet) {
  const { clock, threadId } = stage
  const heard = recordRequests(stage.network)
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: heard,
    clock,
    random: () => 0.5,
  })
  const cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  const tab = origin.open()
  const page = presence()
  const controller = stage.visit({
    client,
    cache,
    storage,
    tabs: tab,
    presence: page,
    ...(tools && { tools }),
  })
  const here = { ...stage, client, cache }
  const { store, drafts } = controller
  return {
    controller,
    drafts,
    tab,
    page,
    count: heard.count,
    /** Opens the thread, as a view on screen does. */
    enter: async () => {
      await look(here, threadId)
      await controller.attach()
    },
    shown: () => shown(here, controller),
    live: () => store.getState().live,
    calls: () => store.getState().calls,
    pending: () => store.getState().pending,
    ask: () => store.getState().ask,
    answer: (text: string) => {
      const { live } = store.getState()
      if (live.phase !== 'asking') throw new Error('nothing is asked')
      for (const { id } of live.toolCalls) drafts.setAnswer(live.run.id, id, { text, as: 'text' })
    },
    written: () => Object.values(drafts.store.getState().answers).map(({ text }) => text),
    /** The page dies as it stands. */
    crash: () => {
      tab.close()
      controller.close()
    },
  }
}

describe('two tabs on one thread', () => {
  let stage: Stage
  afterEach(() => stage.close())

  async function openTwo(
    options: Parameters<typeof makeStage>[0],
    tools?: ToolSet,
    storage = memoryStorage(),
    other = storage,
  ) {
    stage = await makeStage(options)
    const origin = createOrigin()
    const one = openPage(stage, origin, storage, tools)
    const two = openPage(stage, origin, other, tools)
    await one.enter()
    await two.enter()
    await stage.pass(100)
    return { one, two, origin, storage, pass: stage.pass, truth: () => kept(stage, stage.threadId) }
  }

  it('see what is said in either, and end equal to the server (scenario 33)', async () => {
    const { one, two, pass, truth } = await openTwo({
      pace: 300,
      script: lines('One two three.', 'Four.'),
    })
    one.controller.send('Hello')
    await pass(500)
    expect(two.shown()).toContain('user: Hello')
    expect(two.live().phase).toBe('running')
    await pass(10_000)
    two.controller.send('And now?')
    await pass(10_000)
    expect(one.shown()).toEqual(await truth())
    expect(two.shown()).toEqual(await truth())
    expect(await truth()).toHaveLength(4)
    expect([one.live().phase, two.live().phase]).toEqual(['settled', 'settled'])
  })

  it('ask the server how a run stands as often as one of them would', async () => {
    const { one, two, pass } = await openTwo({ pace: 5_000, script: lines('A b c d e f g h.') })
    await stage.other.createRun({ thread_id: stage.threadId, assistant_id: stage.assistantId })
    void one.controller.sync()
    void two.controller.sync()
    await pass(30_000)
    const both = one.count('getRun') + two.count('getRun')
    const alone = await countAlone()
    expect(both).toBeLessThanOrEqual(alone + 1)
    expect(two.live()).toMatchObject({ phase: 'running', run: { id: one.live().run?.id } })
    await pass(60_000)
    expect([one.live().phase, two.live().phase]).toEqual(['settled', 'settled'])
    expect(one.shown()).toEqual(two.shown())
  })

  /** What one page asks for in the same time. */
  async function countAlone() {
    const before = stage
    const { one, pass } = await openTwo({ pace: 5_000, script: lines('A b c d e f g h.') })
    one.controller.configure({})
    await stage.other.createRun({ thread_id: stage.threadId, assistant_id: stage.assistantId })
    void one.controller.sync()
    await pass(30_000)
    const count = one.count('getRun')
    stage.close()
    stage = before
    return count
  }

  it('go on asking when the one that asked is hidden or gone', async () => {
    const { one, two, pass } = await openTwo({ pace: 4_000, script: lines('A b c d e f g h.') })
    await stage.other.createRun({ thread_id: stage.threadId, assistant_id: stage.assistantId })
    void one.controller.sync()
    await pass(5_000)
    one.page.leave()
    await pass(60_000)
    expect(two.live().phase).toBe('settled')
    expect(two.shown()).toEqual(['assistant: A b c d e f g h.'])
  })

  it('do not ask while the other one hears a stream', async () => {
    const { one, two, pass } = await openTwo({ pace: 500, script: lines('A b c d e f g h i j.') })
    one.controller.send('Hello')
    await pass(3_500)
    expect(one.live()).toMatchObject({ phase: 'running', link: 'stream' })
    expect(two.live().phase).toBe('running')
    expect(two.count('getRun')).toBe(0)
    await pass(10_000)
    expect(two.shown()).toEqual(one.shown())
    expect(two.live().phase).toBe('settled')
  })

  it.each([
    ['share their storage', true],
    ['keep nothing', false],
  ])('carry an automatic call out once when they %s, and hand it in once', async (_, isShared) => {
    let done = 0
    let finish = () => {}
    const tools = {
      book_trip: defineTool({
        execute: () => {
          done++
          return new Promise<string>((resolve) => {
            finish = () => resolve('booked')
          })
        },
      }),
    }
    const storage = memoryStorage()
    const { one, two, pass } = await openTwo(
      { script: lines(ask('book_trip'), 'Done.') },
      tools,
      storage,
      isShared ? storage : memoryStorage(),
    )
    one.controller.send('Book it')
    await pass(5_000)
    expect(done).toBe(1)
    finish()
    await pass(5_000)
    expect(done).toBe(1)
    expect(one.count('submitToolOutputs') + two.count('submitToolOutputs')).toBe(1)
    expect(two.shown().at(-1)).toBe('assistant: Done.')
    expect(one.shown()).toEqual(two.shown())
  })

  it('show how far a call is that the other one carries out, and can stop it', async () => {
    const tools = {
      book_trip: defineTool({
        onError: 'ask',
        execute: (_, { signal, progress }) => {
          progress({ fraction: 0.5, note: 'Half-way' })
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error))
          })
        },
      }),
    }
    const { one, two, pass } = await openTwo({ script: lines(ask('book_trip'), 'Done.') }, tools)
    one.controller.send('Book it')
    await pass(2_000)
    const [id = ''] = Object.keys(one.calls())
    expect(two.calls()[id]).toEqual({
      state: 'running',
      progress: { fraction: 0.5, note: 'Half-way' },
    })
    two.controller.stopCall(id)
    await pass(100)
    expect(one.calls()[id]?.state).toBe('handed-over')
    expect(two.calls()[id]?.state).toBe('handed-over')
  })

  it('hand a call to the person when the tab that carried it out is gone', async () => {
    let done = 0
    const tools = {
      book_trip: defineTool({
        execute: () => {
          done++
          return new Promise<string>(() => {})
        },
      }),
    }
    const { one, two, pass } = await openTwo({ script: lines(ask('book_trip'), 'Done.') }, tools)
    one.controller.send('Book it')
    await pass(2_000)
    expect(done).toBe(1)
    one.crash()
    await pass(2_000)
    expect(done).toBe(1)
    expect(Object.values(two.calls()).map(({ state }) => state)).toEqual(['handed-over'])
    two.answer('booked by hand')
    await two.controller.submit()
    await pass(5_000)
    expect(two.shown().at(-1)).toBe('assistant: Done.')
  })

  it('show the answers that are being written in the other one, and send them once', async () => {
    const { one, two, pass } = await openTwo({ script: lines(ask('get_weather'), 'Thanks.') })
    one.controller.send('Hello')
    await pass(3_000)
    expect(two.live().phase).toBe('asking')
    one.answer('warm')
    await pass(100)
    expect(two.written()).toEqual(['warm'])
    void one.controller.submit().catch(() => {})
    void two.controller.submit().catch(() => {})
    await pass(10_000)
    expect(one.shown().at(-1)).toBe('assistant: Thanks.')
    expect(two.shown()).toEqual(one.shown())
    const submits = [one, two].map(({ count }) => count('submitToolOutputs'))
    expect(submits).toEqual([1, 0])
    expect([one.written(), two.written()]).toEqual([[], []])
  })

  it('tell of an answer that the other one sent, and keep what was written here', async () => {
    const { one, two, pass } = await openTwo({
      pace: 1_000,
      script: lines(ask('get_weather'), 'A long word of thanks.'),
    })
    one.controller.send('Hello')
    await pass(5_000)
    two.answer('cold, by the look of it')
    await pass(100)
    one.answer('warm')
    await pass(100)
    expect(two.written()).toEqual(['cold, by the look of it'])
    await Promise.race([one.controller.submit(), pass(1_500)])
    expect(two.ask()).toMatchObject({ isAnsweredElsewhere: true })
    expect(two.live().phase).toBe('running')
    await pass(20_000)
    expect(two.written()).toEqual(['cold, by the look of it'])
    expect(two.shown()).toEqual(one.shown())
    expect(two.count('submitToolOutputs')).toBe(0)
  })

  it('say that something else is asked when that took the place of what was being answered', async () => {
    const { one, two, pass } = await openTwo({
      script: lines(ask('get_weather'), ask('approve_refund'), 'Thanks.'),
    })
    one.controller.send('Hello')
    await pass(3_000)
    two.answer('cold')
    await pass(100)
    void one.controller.submit()
    await pass(5_000)
    expect(two.ask()?.toolCalls[0]?.function.name).toBe('approve_refund')
    expect(two.controller.store.getState().trouble?.error).toBeInstanceOf(AskChangedError)
    expect(one.controller.store.getState().trouble).toBeNull()
  })

  it('never overwrite what a person writes with what another one wrote', async () => {
    const { one, two, pass } = await openTwo({})
    one.drafts.setComposer('half a thou')
    expect(two.drafts.store.getState().composer).toBe('')
    await pass(10)
    expect(two.drafts.store.getState().composer).toBe('half a thou')
    two.drafts.setComposer('half a thousand')
    one.drafts.setComposer('half a thought')
    await pass(10)
    expect(one.drafts.store.getState().composer).toBe('half a thought')
    expect(two.drafts.store.getState().composer).toBe('half a thousand')
  })

  it('leave what the other one has yet to send alone, and take it over when that one is gone', async () => {
    const { one, pass, origin, storage } = await openTwo({
      pace: 2_000,
      script: lines('Long. '.repeat(20)),
    })
    one.controller.send('First')
    await pass(1_000)
    one.controller.send('Second')
    await pass(1_000)
    const three = openPage(stage, origin, storage)
    void three.enter()
    await pass(1_000)
    expect(three.pending()).toEqual([])
    expect(one.pending().at(-1)).toMatchObject({ state: 'waiting', input: { content: 'Second' } })
    three.controller.close()
    one.crash()
    const four = openPage(stage, origin, storage)
    const five = openPage(stage, origin, storage)
    void four.enter()
    void five.enter()
    await pass(5_000)
    const found = [...four.pending(), ...five.pending()]
    expect(found).toMatchObject([{ state: 'refused', input: { content: 'Second' } }])
  })

  it('ask for one answer when both are told to', async () => {
    const { one, two, pass, truth } = await openTwo({
      pace: 100,
      script: lines('Here I am.', 'Again.'),
    })
    await stage.other.createMessage({
      thread_id: stage.threadId,
      role: 'user',
      content: 'Is anyone there?',
    })
    void one.controller.sync()
    void two.controller.sync()
    await pass(100)
    one.controller.answer()
    two.controller.answer()
    await pass(20_000)
    expect(await truth()).toEqual(['user: Is anyone there?', 'assistant: Here I am.'])
    expect(one.shown()).toEqual(await truth())
    expect(two.shown()).toEqual(await truth())
  })

  it('ignore what is not theirs: other threads, other servers, other words', async () => {
    const { one, two, origin, pass } = await openTwo({})
    const name = `react-assistants ${stage.client.scope} ${stage.threadId}`
    const stranger = origin.open().join(name, () => {})
    const ours = { talk: 1, scope: stage.client.scope, threadId: stage.threadId }
    const message = { id: 'msg_x', object: 'thread.message', thread_id: 'thread_other' }
    for (const said of [
      null,
      'hello',
      { ...ours, talk: 2, kind: 'draft', name: '', value: 'from the future' },
      { ...ours, threadId: 'thread_other', kind: 'draft', name: '', value: 'of another thread' },
      { ...ours, scope: 'another', kind: 'draft', name: '', value: 'of another server' },
      { ...ours, kind: 'draft', name: '', value: { text: 'not a text' } },
      { ...ours, kind: 'news', resource: message, isNew: true },
      { ...ours, kind: 'news', resource: { object: 'thread.run' }, isNew: true },
      { ...ours, kind: 'calls', runId: 'run_x', calls: { __proto__: { state: 'done' }, a: 1 } },
      { ...ours, kind: 'dance' },
    ]) {
      stranger.say(said)
    }
    await pass(100)
    for (const { drafts, shown: rows, live } of [one, two]) {
      expect(drafts.store.getState().composer).toBe('')
      expect(rows()).toEqual([])
      expect(live().phase).toBe('idle')
    }
  })
})
