import { afterEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '../../src/run/index.js'
import { holdThread, findThread } from '../../src/run/controllers.js'
import { knownThreadsOf, toTitle } from '../../src/run/knownThreads.js'
import { createPendingActions } from '../../src/run/pendingActions.js'
import { createOrigin } from '../../src/testing/index.js'
import { type Line, lines, makeStage, presence, type Stage } from './support.js'

const ask: Line = { calls: [['get_weather', '{}']] }

describe('what waits for a person', () => {
  let stage: Stage
  let leave = () => {}
  afterEach(() => {
    leave()
    stage.close()
  })

  /** Threads that ask, each made a minute of its deadline after the one before, and one in which nothing is asked. */
  async function openInbox(asking = 3, more: Parameters<typeof makeStage>[0] = {}) {
    let lifetime = 600
    stage = await makeStage({
      script: lines(...Array.from({ length: asking }, () => ask)),
      expiresAfter: () => lifetime,
      ...more,
    })
    const { other, assistantId, client, cache, clock } = stage
    const known = knownThreadsOf(memoryStorage(), client.scope)
    const threads: string[] = []
    for (let n = 0; n < asking; n++) {
      lifetime = 600 - 60 * n
      const { id: thread_id } = await other.createThread({})
      await other.createMessage({ thread_id, role: 'user', content: `Question ${n}` })
      await other.createRun({ thread_id, assistant_id: assistantId })
      known.see(thread_id, clock.now() + n, `Question ${n}`)
      threads.push(thread_id)
    }
    known.see(stage.threadId, clock.now())
    await stage.pass()
    const page = presence()
    const inbox = createPendingActions({ client, cache, clock, presence: page, known })
    leave = inbox.watch()
    const { store } = inbox
    return {
      ...stage,
      known,
      page,
      inbox,
      threads,
      titles: () => store.getState().actions.map(({ title }) => title),
      state: () => store.getState(),
    }
  }

  it('is found over all known threads, what ends first at the top', async () => {
    const { pass, titles, state } = await openInbox()
    await pass(500)
    expect(state().isComplete).toBe(false)
    await pass(5_000)
    expect(state().isComplete).toBe(true)
    expect(titles()).toEqual(['Question 2', 'Question 1', 'Question 0'])
    expect(state().actions[0]).toMatchObject({ isUrgent: false, toolCalls: [{ type: 'function' }] })
  })

  it('costs one request a second at most, however many threads there are and whoever watches', async () => {
    const { pass, heard, inbox, clock } = await openInbox(12)
    const again = inbox.watch()
    const third = inbox.watch()
    let before = 0
    for (let second = 0; second < 60; second++) {
      await pass(1_000)
      const count = heard.count('listRuns')
      expect(count - before).toBeLessThanOrEqual(1 + Number(second === 0))
      before = count
    }
    expect(heard.requests.every(({ operation }) => operation === 'listRuns')).toBe(true)
    // Thirteen threads, one after the other, and over again.
    expect(before).toBeGreaterThan(50)
    expect(before).toBeLessThanOrEqual(61)
    again()
    third()
    expect(clock.now()).toBeGreaterThan(0)
  })

  it('asks of a few threads no more often than every ten seconds each', async () => {
    const { pass, heard } = await openInbox(2)
    await pass(60_000)
    expect(heard.count('listRuns')).toBeLessThanOrEqual(3 * 7)
    expect(heard.count('listRuns')).toBeGreaterThanOrEqual(3 * 5)
  })

  it('costs nothing while the page is hidden or nobody watches', async () => {
    const { pass, heard, page, inbox } = await openInbox()
    await pass(5_000)
    page.leave()
    await pass(1_000)
    heard.clear()
    await pass(120_000)
    expect(heard.requests).toEqual([])
    page.come()
    await pass(2_000)
    expect(heard.count('listRuns')).toBeGreaterThanOrEqual(1)
    leave()
    await new Promise((resolve) => setTimeout(resolve, 5))
    heard.clear()
    await pass(60_000)
    expect(heard.requests).toEqual([])
    leave = inbox.watch()
  })

  it('is told by the threads of the page themselves, without a request', async () => {
    const { pass, heard, known, threads, client, cache, clock, titles } = await openInbox(1)
    await pass(5_000)
    const [threadId = ''] = threads
    const options = { client, cache, clock, threadId, storage: memoryStorage() }
    const entry = findThread(threadId, options)
    const letGo = holdThread(threadId, entry, options)
    await pass(1_000)
    known.forget(stage.threadId)
    heard.clear()
    await pass(60_000)
    expect(heard.count('listRuns')).toBe(0)
    expect(titles()).toEqual(['Question 0'])
    const { live } = entry.controller.store.getState()
    if (live.phase !== 'asking') throw new Error('nothing is asked')
    const [call] = live.toolCalls
    entry.controller.drafts.setAnswer(live.run.id, call?.id ?? '', { text: 'warm', as: 'text' })
    void entry.controller.submit()
    await pass(100)
    expect(titles()).toEqual([])
    letGo()
    await new Promise((resolve) => setTimeout(resolve, 5))
  })

  it('becomes urgent two minutes before its end, and is offered no longer than to it', async () => {
    const { pass, state } = await openInbox(1)
    await pass(475_000)
    expect(state().actions[0]?.isUrgent).toBe(false)
    await pass(10_000)
    expect(state().actions[0]?.isUrgent).toBe(true)
    await pass(118_000)
    expect(state().actions).toEqual([])
  })

  it('is counted by the server’s clock', async () => {
    const { pass, state, clock, other } = await openInbox(1)
    await pass(3_000)
    const { data } = await other.listRuns({ thread_id: state().actions[0]?.threadId ?? '' })
    const expires = Number(data[0]?.expires_at) * 1_000
    expect(Math.abs(Number(state().actions[0]?.expiresAt) - expires)).toBeLessThanOrEqual(2_000)
    expect(clock.now()).toBeLessThan(expires)
  })

  it('says which threads could not be looked at, and goes on with the others', async () => {
    const { pass, network, titles, state, threads, heard } = await openInbox()
    const body = { error: { message: 'Not for you.' } }
    network.add({ operation: 'listRuns', nth: 1, answer: { status: 403, body } })
    await pass(5_000)
    expect(Object.values(state().refused)).toMatchObject([{ status: 403 }])
    expect(titles().length + Object.keys(state().refused).length).toBeGreaterThanOrEqual(3)
    expect(state().isComplete).toBe(true)
    heard.clear()
    await pass(40_000)
    const [refused = ''] = Object.keys(state().refused)
    expect(threads.concat(stage.threadId)).toContain(refused)
    expect(heard.requests.filter(({ path }) => path.includes(refused))).toEqual([])
  })

  it('forgets a thread that is no more, once the server has said so of the thread itself', async () => {
    const { pass, known, state, heard, other, threads } = await openInbox(2)
    const [gone = ''] = threads
    await other.deleteThread({ thread_id: gone })
    await pass(6_000)
    expect(known.store.getState().threads.map(({ id }) => id)).not.toContain(gone)
    expect(known.store.getState().threads).toHaveLength(2)
    expect(state().refused).toEqual({})
    expect(heard.count('getThread')).toBe(1)
  })

  it('keeps what it knows through a lost connection, and rests when it is told to', async () => {
    const { pass, network, titles, heard } = await openInbox(1)
    await pass(5_000)
    network.add({ operation: 'listRuns', loseAnswer: true })
    await pass(15_000)
    expect(titles()).toEqual(['Question 0'])
    network.mend()
    network.add({
      operation: 'listRuns',
      answer: { status: 429, headers: { 'retry-after': '60' }, body: {} },
    })
    await pass(70_000)
    heard.clear()
    await pass(30_000)
    expect(heard.count('listRuns')).toBeLessThanOrEqual(1)
  })
})

describe('the threads that are known here', () => {
  let stage: Stage
  afterEach(() => stage.close())

  it('are those that were opened and begun, named by what was said first', async () => {
    stage = await makeStage()
    const { client, pass, threadId } = stage
    const storage = memoryStorage()
    const known = knownThreadsOf(storage, client.scope)
    const opened = stage.visit({ storage })
    await opened.attach()
    await pass(1_000)
    const begun = stage.visit({ storage, threadId: null, draftKey: 'new' })
    await begun.attach()
    begun.send('What is the weather in Lisbon and in Oslo, and which of the two is nearer?')
    await pass(1_000)
    opened.send('Hello there')
    await pass(1_000)
    expect(known.store.getState()).toMatchObject({
      isLoaded: true,
      threads: [
        { id: threadId, title: 'Hello there' },
        { title: 'What is the weather in Lisbon and in Oslo, and which of the…' },
      ],
    })
    expect(await storage.read(`threads ${client.scope}`)).toEqual(known.store.getState().threads)
  })

  it('do not hold what is not there', async () => {
    stage = await makeStage()
    const storage = memoryStorage()
    const known = knownThreadsOf(storage, stage.client.scope)
    const controller = stage.visit({ storage, threadId: 'thread_gone' })
    await controller.attach()
    await stage.pass(5_000)
    expect(known.store.getState()).toEqual({ threads: [], isLoaded: true })
  })

  it('can be renamed and forgotten, in one tab as in the other', async () => {
    stage = await makeStage()
    const { clock, pass } = stage
    const origin = createOrigin()
    const rows = memoryStorage()
    // Each page has its own port to the same rows.
    const [one, two] = [{ ...rows }, { ...rows }].map((port) => {
      const known = knownThreadsOf(port, 'scope')
      known.listen(origin.open())
      return known
    })
    if (!one || !two) throw new Error('two pages')
    one.see('thread_a', clock.now(), 'First')
    two.see('thread_b', clock.now() + 1, 'Second')
    await pass()
    const names = () => [one, two].map(({ store }) => store.getState().threads.map((t) => t.title))
    expect(names()).toEqual([
      ['Second', 'First'],
      ['Second', 'First'],
    ])
    two.rename('thread_a', '  The very\nfirst ')
    await pass()
    one.forget('thread_b')
    await pass()
    expect(names()).toEqual([['The very first'], ['The very first']])
    one.see('thread_a', clock.now() + 5, 'Not its name')
    await pass()
    expect(names()).toEqual([['The very first'], ['The very first']])
  })

  it('have titles of one line, cut between words and never within a letter', () => {
    expect(toTitle(' a\n b ')).toBe('a b')
    expect(toTitle('🌍'.repeat(100))).toBe(`${'🌍'.repeat(59)}…`)
    expect(Array.from(toTitle('word '.repeat(40))).length).toBeLessThanOrEqual(60)
    stage = { close: () => {} } as Stage
  })
})
