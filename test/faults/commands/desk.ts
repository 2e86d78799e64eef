import type { ModelPart } from '../../../src/server/index.js'
import type { RunController } from '../../../src/run/index.js'
import { createEnginePage, type EnginePage } from '../world/createEnginePage.js'
import { createWorld, type World } from '../world/createWorld.js'
import { withVirtualTimers } from '../world/withVirtualTimers.js'
import { createExpectation, type Expectation, type Thread } from './expectation.js'
import { createGate, type Gate } from './gate.js'
import { createVoice } from './voice.js'

/** The real thing: a server whose model says what it is told, a way to it that can be held up, and a person's page. */
export interface Desk {
  world: World
  gate: Gate
  model: Expectation
  page: () => EnginePage
  /** The controller on screen. */
  controller: () => RunController
  /** The id of a thread on the server. */
  idOf: (thread: Thread) => string | undefined
  enter: (thread: Thread) => void
  reload: (thread: Thread) => void
  /** Lets the model of the thread's newest run go on. */
  say: (...parts: (ModelPart | Error)[]) => Promise<void>
  /** Automatic calls that were carried out, and how often. */
  executed: ReadonlyMap<string, number>
  /** Milliseconds since the beginning. */
  now: () => number
  /** Tells what should be seen how late it is, and how the page hears of its run. */
  passModel: () => void
  close: () => void
}

const draftKey = 'new'

export async function createDesk(): Promise<Desk> {
  // What a page loads late is there from the beginning: loading takes the machine's time.
  await import('../../../src/run/checking.js')
  const voice = createVoice()
  const world = await createWorld({ lines: [], pace: 0, dialect: 'ownServer' }, voice)
  const timers = withVirtualTimers(world.clock)
  const gate = createGate(world.reach)
  world.network.add({ operation: gate.operation, answer: gate.answer })
  const model = createExpectation()
  const begun = world.clock.now()
  const ids = new Map(model.threads.map((thread, at) => [thread, world.threadIds[at]]))
  const executed = new Map<string, number>()
  const pages: EnginePage[] = []
  const open = () => {
    const page = createEnginePage(world, `page ${pages.length + 1}`, {
      onChange: () => {},
      onIntent: () => {},
      onExecute: (key) => void executed.set(key, (executed.get(key) ?? 0) + 1),
    })
    pages.push(page)
    return page
  }
  let page = open()

  /** A conversation gets its id on the way. */
  const learnId = () => {
    const { threadId } = page
    if (threadId !== null && model.view) ids.set(model.thread, threadId)
  }
  const enter = (thread: Thread) => {
    const id = ids.get(thread)
    if (id === undefined) page.begin(draftKey)
    else page.enter(id)
  }
  const now = () => world.clock.now() - begun
  return {
    world,
    gate,
    model,
    page: () => page,
    controller() {
      if (!page.controller) throw new Error('Nothing is on screen.')
      return page.controller
    },
    idOf: (thread) => {
      learnId()
      return ids.get(thread)
    },
    enter,
    reload(thread) {
      page.kill()
      page = open()
      enter(thread)
    },
    async say(...parts) {
      const thread_id = ids.get(model.thread) ?? ''
      const { data } = await world.other.listRuns({ thread_id, limit: 1 })
      voice.say(data[0]?.id ?? '', ...parts)
    },
    executed,
    now,
    passModel() {
      const live = page.controller?.store.getState().live
      // Nothing is heard while the first word of a run is waited for.
      const isDeaf = live?.phase === 'sending' && !model.shut
      model.passTo(now(), isDeaf ? 'lost' : (live?.link ?? 'stream'))
    },
    close() {
      for (const one of pages) if (!one.isGone) one.leave()
      world.close()
      timers.restore()
    },
  }
}
