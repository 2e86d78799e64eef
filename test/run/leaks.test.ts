import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dialects } from '../../src/api/index.js'
import { findThread, holdThread } from '../../src/run/controllers.js'
import { memoryStorage } from '../../src/run/index.js'
import { watchHolds } from '../support/watchHolds.js'
import { lines, makeStage, presence, type Stage } from './support.js'

setFlagsFromString('--expose_gc')
/** Forced here, so that what is kept by nobody is gone. */
const collect = runInNewContext('gc') as () => void

/** The registry lets go one task after the last mount has left. */
const aTask = () => new Promise((resolve) => setTimeout(resolve, 1))

describe('a thread that is left', () => {
  let stage: Stage
  let holds: ReturnType<typeof watchHolds>
  beforeEach(() => {
    holds = watchHolds()
  })
  afterEach(() => {
    stage.close()
    holds.stop()
  })

  for (const dialect of [dialects.generic, dialects.ownServer]) {
    it(`leaves nothing open after 200 visits in mid-answer (${dialect.name}, scenario 30)`, async () => {
      stage = await makeStage({
        pace: 40,
        script: () => lines('One two three four.')({} as never),
        dialect,
      })
      const { client, cache, clock, threadId, assistantId, pass } = stage
      const page = presence()
      const storage = memoryStorage()
      const options = {
        client,
        cache,
        threadId,
        clock,
        storage,
        presence: page,
        schedule: (publish: () => void) => {
          publish()
          return () => {}
        },
      }
      const counts = () => ({
        timers: clock.pending,
        pageListeners: page.listeners.size,
        abortListeners: holds.counts()['abort listeners'],
        readers: holds.counts().readers,
        observers: cache
          .getQueryCache()
          .getAll()
          .reduce((sum, query) => sum + query.getObserversCount(), 0),
      })
      const stores: WeakRef<object>[] = []
      const most = new Map<string, number>()

      const visit = async (nth: number, ms: number) => {
        const entry = findThread(threadId, options)
        stores.push(new WeakRef(entry.controller.store))
        entry.controller.configure({ assistantId })
        const stopReading = entry.reader.subscribe(() => {})
        // Two mounts share one; StrictMode mounts, leaves and mounts again.
        holdThread(threadId, entry, { client, cache })()
        const leave = holdThread(threadId, entry, { client, cache })
        const leaveToo = holdThread(threadId, entry, { client, cache })
        expect(findThread(threadId, options)).toBe(entry)
        await pass()
        if (nth % 4 === 0) entry.controller.send(`no. ${nth}`)
        await pass(ms)
        for (const [name, count] of Object.entries(counts()))
          most.set(name, Math.max(count, most.get(name) ?? 0))
        leave()
        await aTask()
        expect(page.listeners.size).toBeGreaterThan(0)
        leaveToo()
        stopReading()
        await aTask()
      }

      const rest = async () => {
        await pass(60_000)
        await new Promise((resolve) => setTimeout(resolve, 20))
        collect()
        return counts()
      }
      await visit(-1, 1_000)
      const before = await rest()
      for (let nth = 0; nth < 200; nth++) await visit(nth, (nth % 5) * 60)
      expect(await rest()).toEqual(before)
      expect(before).toEqual({
        timers: 0,
        pageListeners: 0,
        abortListeners: 0,
        readers: 0,
        observers: 0,
      })
      // What is never there cannot be left behind.
      expect([...most.values()].every((count) => count > 0)).toBe(true)
      const kept = stores.filter((store) => store.deref() !== undefined)
      expect(kept.length).toBeLessThanOrEqual(1)
    }, 60_000)
  }
})
