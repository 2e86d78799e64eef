import { afterEach, describe, expect, it } from 'vitest'
import { type Dialect, dialects } from '../../src/api/index.js'
import { memoryStorage } from '../../src/run/index.js'
import { knownThreadsOf } from '../../src/run/knownThreads.js'
import { createPendingActions } from '../../src/run/pendingActions.js'
import { type Line, lines, makeStage, presence, type Stage } from './support.js'

const ask: Line = { calls: [['get_weather', '{}']] }

describe('threads that the server lists', () => {
  let stage: Stage
  let leave = () => {}
  afterEach(() => {
    leave()
    stage.close()
  })

  /** An inbox of a page that has opened nothing yet. */
  async function openInbox(dialect: Dialect = dialects.ownServer) {
    stage = await makeStage({ dialect, script: lines(...Array.from({ length: 20 }, () => ask)) })
    const { other, assistantId, client, cache, clock, pass } = stage
    const storage = memoryStorage()
    const known = knownThreadsOf(storage, client.scope)
    const page = presence()
    const inbox = createPendingActions({ client, cache, clock, presence: page, known })
    const { store } = inbox
    /** Somebody else begins a thread, and the assistant asks in it. */
    const askElsewhere = async (title?: string) => {
      const { id: thread_id } = await other.createThread({ metadata: title ? { title } : {} })
      await other.createRun({ thread_id, assistant_id: assistantId })
      await pass()
      return thread_id
    }
    return {
      ...stage,
      storage,
      known,
      page,
      inbox,
      askElsewhere,
      watch: (...args: Parameters<typeof inbox.watch>) => (leave = inbox.watch(...args)),
      ids: () => known.store.getState().threads.map(({ id }) => id),
      waiting: () => store.getState().actions.map(({ threadId, title }) => [threadId, title]),
      state: () => store.getState(),
    }
  }

  it('show what waits in them on a page that never opened them', async () => {
    const { askElsewhere, watch, pass, waiting, state, storage, client } = await openInbox()
    const first = await askElsewhere('Weather in Oslo')
    watch()
    expect(state().isComplete).toBe(false)
    await pass(4_000)
    expect(waiting()).toEqual([[first, 'Weather in Oslo']])
    expect(state().isComplete).toBe(true)
    const second = await askElsewhere()
    await pass(32_000)
    expect(waiting()).toEqual([
      [first, 'Weather in Oslo'],
      [second, null],
    ])
    // What the server knows is not this device's to keep.
    expect(await storage.read(`threads ${client.scope}`)).toBeUndefined()
  })

  it('cost no more than one request a second, those for the list among them', async () => {
    const { askElsewhere, watch, inbox, pass, heard } = await openInbox()
    for (let n = 0; n < 12; n++) await askElsewhere()
    watch()
    inbox.watch('threads')
    let before = 0
    for (let second = 0; second < 90; second++) {
      await pass(1_000)
      const count = heard.requests.length
      expect(count - before).toBeLessThanOrEqual(1 + Number(second === 0))
      before = count
    }
    expect(before).toBeGreaterThan(80)
    // At once, and every half minute.
    expect(heard.count('listThreads')).toBe(4)
    expect(heard.count('listThreads') + heard.count('listRuns')).toBe(before)
  })

  it('are asked for alone where nobody wants to know what waits, and not while the page is hidden', async () => {
    const { askElsewhere, watch, pass, heard, page, ids, threadId } = await openInbox()
    const thread = await askElsewhere()
    watch('threads')
    await pass(65_000)
    expect(ids()).toEqual([thread, threadId])
    expect(heard.requests.map(({ operation }) => operation)).toEqual([
      'listThreads',
      'listThreads',
      'listThreads',
    ])
    page.leave()
    await pass(1_000)
    heard.clear()
    await pass(120_000)
    expect(heard.requests).toEqual([])
  })

  it('are never asked for where the dialect lists none', async () => {
    const { askElsewhere, watch, pass, heard, state, ids } = await openInbox(dialects.generic)
    await askElsewhere()
    watch()
    await pass(40_000)
    expect([heard.requests, ids(), state().isComplete]).toEqual([[], [], true])
  })

  it('are the hundred newest', async () => {
    const { other, watch, pass, ids, heard } = await openInbox()
    const made: string[] = []
    for (let n = 0; n < 101; n++) made.push((await other.createThread({})).id)
    watch('threads')
    await pass(2_000)
    expect(ids()).toHaveLength(100)
    expect(new Set(ids())).toEqual(new Set(made.slice(1)))
    expect(heard.requests[0]?.query).toEqual({ limit: '100' })
  })

  it('are called what this device calls them, else by the title that the server tells', async () => {
    const { askElsewhere, watch, pass, known, clock, waiting, other } = await openInbox()
    const id = await askElsewhere(' Weather\nin Oslo ')
    watch()
    await pass(3_000)
    known.see(id, clock.now(), 'What was said first')
    await pass()
    expect(waiting()).toEqual([[id, 'Weather in Oslo']])
    known.rename(id, 'Mine')
    await pass()
    expect(waiting()).toEqual([[id, 'Mine']])
    await other.modifyThread({ thread_id: id, metadata: { title: 'Theirs' } })
    await pass(32_000)
    expect(waiting()).toEqual([[id, 'Mine']])
    known.rename(id, '')
    await pass()
    expect(waiting()).toEqual([[id, 'Theirs']])
  })

  it('stay off the list once they are forgotten, through a reload, until they are opened here', async () => {
    const { askElsewhere, watch, pass, known, ids, waiting, clock, storage, client, threadId } =
      await openInbox()
    const id = await askElsewhere()
    watch()
    await pass(3_000)
    known.forget(id)
    await pass(32_000)
    expect([ids(), waiting()]).toEqual([[threadId], []])
    const reloaded = knownThreadsOf({ ...storage }, client.scope)
    reloaded.list([await client.getThread({ thread_id: id })])
    await pass()
    expect(reloaded.store.getState()).toEqual({ threads: [], isLoaded: true })
    known.see(id, clock.now())
    await pass(11_000)
    expect([ids(), waiting()]).toEqual([[id, threadId], [[id, null]]])
  })

  it('are gone with the next list once they are deleted', async () => {
    const { askElsewhere, watch, pass, ids, waiting, state, other, threadId } = await openInbox()
    const id = await askElsewhere()
    watch()
    await pass(3_000)
    expect(waiting()).toEqual([[id, null]])
    await other.deleteThread({ thread_id: id })
    await pass(32_000)
    expect([ids(), waiting(), state().refused]).toEqual([[threadId], [], {}])
  })

  it('do not count where the list is refused: then what was opened here is all there is', async () => {
    const { askElsewhere, watch, pass, network, known, clock, state, waiting, heard } =
      await openInbox()
    const id = await askElsewhere()
    await askElsewhere()
    known.see(id, clock.now(), 'Opened here')
    const body = { error: { message: 'Not for you.' } }
    network.add({ operation: 'listThreads', answer: { status: 403, body } })
    watch()
    await pass(4_000)
    expect([waiting(), state().isComplete]).toEqual([[[id, 'Opened here']], true])
    await pass(50_000)
    expect(heard.count('listThreads')).toBe(1)
  })

  it('are looked for again after a lost answer, and until then nothing is said to be all', async () => {
    const { askElsewhere, watch, pass, network, state, waiting } = await openInbox()
    const id = await askElsewhere()
    network.add({ operation: 'listThreads', answer: { status: 503, body: {} } })
    watch()
    await pass(30_000)
    expect([waiting(), state().isComplete]).toEqual([[], false])
    network.mend()
    await pass(40_000)
    expect([waiting(), state().isComplete]).toEqual([[[id, null]], true])
  })

  it('are noted as seen when they are opened', async () => {
    const { askElsewhere, watch, pass, storage, client, ids } = await openInbox()
    const id = await askElsewhere()
    watch('threads')
    await pass(2_000)
    const controller = stage.visit({ storage, threadId: id })
    await controller.attach()
    await pass(1_000)
    expect(ids()[0]).toBe(id)
    expect(await storage.read(`threads ${client.scope}`)).toMatchObject([{ id }])
  })
})
