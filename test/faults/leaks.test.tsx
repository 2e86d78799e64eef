import 'fake-indexeddb/auto'
import v8 from 'node:v8'
import vm from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { indexedDbStorage, pagePresence, pageTabs } from '../../src/run/index.js'
import { type Holds, watchHolds } from '../support/watchHolds.js'
import { isFull } from './size.js'
import { createDatabases, type Databases } from './world/createDatabases.js'
import { createTreePage, treeWatch } from './world/createTreePage.js'
import { createWorld, type World } from './world/createWorld.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

const cycles = isFull ? 200 : 20
const watched = 50
/** Cycles until everything that is made once is made. */
const warmUp = isFull ? 40 : 5

v8.setFlagsFromString('--expose-gc')
// What the machine makes of code as it gets to know it is nobody's to keep.
v8.setFlagsFromString('--no-opt')
v8.setFlagsFromString('--no-sparkplug')
const collectGarbage = vm.runInNewContext('gc') as () => void

/** What is not held any more goes within a few rounds. */
async function collect() {
  for (let round = 0; round < 6; round++) {
    collectGarbage()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The slope of the line that lies closest to the points. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}

/** What a page has asked the document and the window to tell it. */
function watchListeners() {
  const open = new Map<string, number>()
  const targets = [document, window]
  const stops = targets.map((target) => {
    // Called on what they were called on; only the counting comes between.
    // oxlint-disable-next-line typescript/unbound-method
    const { addEventListener, removeEventListener } = target
    const change = (name: string, by: number) => {
      if (/^(visibilitychange|pageshow|pagehide|online)$/.test(name))
        open.set(name, (open.get(name) ?? 0) + by)
    }
    Object.assign(target, {
      addEventListener: (...given: Parameters<typeof addEventListener>) => {
        change(given[0], 1)
        addEventListener.apply(target, given)
      },
      removeEventListener: (...given: Parameters<typeof removeEventListener>) => {
        change(given[0], -1)
        removeEventListener.apply(target, given)
      },
    })
    return () => Object.assign(target, { addEventListener, removeEventListener })
  })
  return {
    count: () => [...open.values()].reduce((sum, count) => sum + count, 0),
    stop: () => {
      for (const stop of stops) stop()
    },
  }
}

describe('a thread that is mounted, streams and leaves', () => {
  let holds: Holds
  let listeners: ReturnType<typeof watchListeners>
  let databases: Databases
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
    databases = createDatabases()
    holds = watchHolds()
    listeners = watchListeners()
  })
  afterEach(() => {
    holds.stop()
    listeners.stop()
    databases.restore()
  })

  it(`leaves nothing behind, ${cycles} times`, { timeout: 600_000 }, async () => {
    const first = await createWorld({ pace: 200, dialect: 'ownServer', lines: [] })
    let world: World = first
    const timers = withVirtualTimers(first.clock)
    const page = createTreePage(
      {
        ...first,
        network: Object.assign((request: Request) => world.network(request), first.network),
        get assistantId() {
          return world.assistantId
        },
      },
      'page 1',
      {
        onChange: () => {},
        onIntent: () => {},
        onExecute: () => {},
        own: { storage: indexedDbStorage(), tabs: pageTabs, presence: pagePresence },
      },
    )
    const stores: WeakRef<object>[] = []
    const heap: [cycle: number, bytes: number][] = []
    const counters = () => ({
      timers: page.clock.pending,
      'page listeners': listeners.count(),
      requests: page.line.open,
      places: document.body.childElementCount,
      ...holds.counts(),
    })
    const most = new Map<string, number>()
    const pass = async (ms: number) => {
      await world.pass(ms)
      for (const [name, count] of Object.entries(counters()))
        most.set(name, Math.max(count, most.get(name) ?? 0))
    }
    const cycle = async (n: number) => {
      // A server of its own for each thread: whatever stays is the page's.
      world = await createWorld({ pace: 200, dialect: 'ownServer', lines: [] }, first)
      const { other } = world
      const { id: thread_id } = await other.createThread({})
      const file = new File(['a picture'], 'a.png', { type: 'image/png' })
      const { id: file_id } = await other.uploadFile({ file, purpose: 'vision' })
      const content = [{ type: 'image_file' as const, image_file: { file_id } }]
      await other.createMessage({ thread_id, role: 'user', content })
      page.enter(thread_id)
      await pass(100)
      page.hands.send(`Hello ${n}`)
      await pass(400)
      if (page.controller && stores.length < watched) stores.push(new WeakRef(page.controller))
      page.leave()
      await world.pass(1_000)
      world.close()
      page.cache.clear()
      // What the suite itself has written down.
      page.requests.splice(0)
      treeWatch.announced.splice(0)
    }
    for (let n = 0; n < warmUp; n++) await cycle(n)
    const start = counters()
    for (let n = 0; n < cycles; n++) {
      await cycle(n)
      expect(counters()).toEqual(start)
      if (n % 10 !== 9) continue
      await collect()
      heap.push([n, process.memoryUsage().heapUsed])
    }
    await collect()
    const left = stores.filter((store) => store.deref() !== undefined).length
    const slope = slopeOf(heap) / 1024
    console.log(
      `R9, leaks: ${cycles} cycles, ${most.size} counters back at their start, ${stores.length - left} of ${stores.length} controllers collected${isFull ? `, heap ${slope.toFixed(2)} kB a cycle` : ''}`,
    )
    first.close()
    timers.restore()
    expect(left).toBe(0)
    // The list of known threads grows by one each time, up to five hundred; what few cycles say of a heap is little.
    expect(slope).toBeLessThan(isFull ? 2 : 1_000)
    // What is never there cannot be left behind.
    most.set('locks', holds.mostLocks())
    expect([...most].filter(([, count]) => count === 0)).toEqual([])
  })
})
