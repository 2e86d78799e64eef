import type { Tabs } from '../../src/run/index.js'
import { watchHolds } from '../support/watchHolds.js'
import { createEnginePage } from './world/createEnginePage.js'
import { createWorld } from './world/createWorld.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

/** R9 on the engine alone: what is left open after so many visits to a thread, each of which is left in mid-answer. */
export async function countLeft(visits: number): Promise<Record<string, number>> {
  const world = await createWorld({ lines: [], pace: 200, dialect: 'ownServer' })
  const timers = withVirtualTimers(world.clock)
  const holds = watchHolds()
  const tab = world.origin.open()
  let channels = 0
  let locks = 0
  const tabs: Tabs = {
    ...tab,
    join(name, hear) {
      channels++
      const { say, leave } = tab.join(name, hear)
      return {
        say,
        leave: () => {
          channels--
          leave()
        },
      }
    },
    hold: async (name, signal) => {
      const hold = await tab.hold(name, signal)
      locks++
      if (signal.aborted) locks--
      else signal.addEventListener('abort', () => void locks--, { once: true })
      return hold
    },
  }
  const nothing = () => {}
  const listener = { onChange: nothing, onIntent: nothing, onExecute: nothing, own: { tabs } }
  const page = createEnginePage(world, 'page 1', listener)
  try {
    for (let visit = 0; visit < visits; visit++) {
      page.enter(world.threadIds[0])
      await world.pass(100)
      page.hands.send(`Hello ${visit}`)
      await world.pass(400)
      page.leave()
      await world.pass(5_000)
    }
    const { 'abort listeners': abortListeners, readers } = holds.counts()
    const { pending } = page.clock
    return { channels, locks, 'abort listeners': abortListeners, readers, timers: pending }
  } finally {
    holds.stop()
    world.close()
    timers.restore()
  }
}
