import { afterEach, describe, expect, it } from 'vitest'

import type { OperationName } from '../../src/api/index.js'
import { type Bend, bends } from '../../src/testing/index.js'
import { type BentStage, kept, makeBentStage, shown } from './support.js'

let stage: BentStage
afterEach(() => stage.close())

const state = ({ controller }: BentStage) => controller.store.getState()
const script = ['One two three four five six seven eight.', 'Bye.']

describe('a server without', () => {
  it.each<[OperationName[], number]>([
    [['listRuns'], 404],
    [['listRuns', 'listRunSteps', 'modifyRun'], 404],
    [['listRunSteps', 'getRunStep', 'cancelRun', 'modifyRun', 'deleteMessage'], 405],
  ])('%j (%i) opens a thread, and is not asked for it twice a run', async (operations, status) => {
    stage = await makeBentStage({ bends: [bends.lacksRoutes(status, ...operations)], script })
    const { controller, heard } = stage
    expect(state(stage).live.phase).toBe('idle')
    for (const words of ['Hello', 'Bye']) {
      controller.send(words)
      await stage.until('settled')
    }
    await controller.sync()
    expect(shown(stage)).toEqual(await kept(stage))
    for (const operation of operations) expect(heard.count(operation)).toBeLessThan(3)
  })

  it('a date tells the time by the run that it has just made', async () => {
    const skew: Bend = bends.setTimes((time) => time + 600)
    stage = await makeBentStage({ bends: [bends.withoutHints(), skew], script })
    stage.controller.send('Hello')
    await stage.until('settled')
    expect(stage.controller.serverNow() - stage.clock.now()).toBe(600_000)
  })

  it('an answer to an unknown assistant but a broken connection leaves the thread usable', async () => {
    let isBroken = true
    const broken: Bend = (fetch) => (request) =>
      isBroken && request.url.endsWith('/runs') && request.method === 'POST'
        ? Promise.reject(new TypeError('exception inside fetch'))
        : fetch(request)
    stage = await makeBentStage({ bends: [broken], script })
    const { controller } = stage
    controller.send('Hello')
    await stage.until('failed')
    expect(state(stage).live).toMatchObject({ phase: 'failed', error: { name: 'ConnectionError' } })
    isBroken = false
    controller.answer()
    await stage.until('settled')
    expect(shown(stage)).toEqual(await kept(stage))
  })
})
