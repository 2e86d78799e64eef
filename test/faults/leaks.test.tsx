import v8 from 'node:v8'
import vm from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isFull } from './size.js'
import { createTreePage } from './world/createTreePage.js'
import { createWorld } from './world/createWorld.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

const cycles = isFull ? 200 : 30
const watched = 50

v8.setFlagsFromString('--expose-gc')
const collectGarbage = vm.runInNewContext('gc') as () => void

/** What is not held any more goes within a few rounds. */
async function collect() {
  for (let round = 0; round < 6; round++) {
    collectGarbage()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('a thread that is mounted, streams and leaves', () => {
  it(`leaves nothing behind, ${cycles} times`, { timeout: 600_000 }, async () => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
    const world = await createWorld({ pace: 200, dialect: 'ownServer', lines: [] })
    const timers = withVirtualTimers(world.clock)
    const page = createTreePage(world, 'page 1', {
      onChange: () => {},
      onIntent: () => {},
      onExecute: () => {},
    })
    const stores: WeakRef<object>[] = []
    const heap: number[] = []
    const cycle = async (n: number) => {
      // Another thread each time: what is kept of one may stay in the cache, what belongs to its mount may not.
      const { id } = await world.other.createThread({})
      page.enter(id)
      await world.pass(100)
      page.hands.send(`Hello ${n}`)
      await world.pass(400)
      if (page.controller && stores.length < watched) stores.push(new WeakRef(page.controller))
      page.leave()
      await world.pass(100)
      page.cache.clear()
    }
    const counters = () => ({
      timers: page.clock.pending,
      listeners: page.presence.listeners,
      open: page.line.open,
      places: document.body.childElementCount,
    })
    const start = counters()
    for (let n = 0; n < cycles; n++) {
      await cycle(n)
      expect(counters()).toEqual(start)
      if (n % 10 !== 9) continue
      await collect()
      heap.push(process.memoryUsage().heapUsed)
    }
    await collect()
    const left = stores.filter((store) => store.deref() !== undefined).length
    const [early = 0, late = 0] = [heap[Math.floor(heap.length / 3)], heap.at(-1)]
    const slope = (late - early) / ((heap.length - 1 - Math.floor(heap.length / 3)) * 10) / 1024
    console.log(
      `R9, leaks: ${cycles} cycles, every counter back at its start, ${stores.length - left} of ${stores.length} controllers collected, heap ${slope.toFixed(2)} kB a cycle (the server keeps each thread)`,
    )
    world.close()
    timers.restore()
    expect(left).toBe(0)
  })
})
