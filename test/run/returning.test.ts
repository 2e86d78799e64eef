import { afterEach, describe, expect, it } from 'vitest'
import { createAssistantsClient, dialects, isApiError } from '../../src/api/index.js'
import type { RunController } from '../../src/run/index.js'
import { kept, lines, look, makeStage, presence, shown, type Stage } from './support.js'

const words = 'One two three four five six seven.'

/** A page whose network comes and goes, whatever the truth is. */
function networked() {
  const page = presence()
  let isOffline = false
  return {
    ...page,
    isOffline: () => isOffline,
    lose: () => {
      isOffline = true
    },
    find: () => {
      isOffline = false
      page.come()
    },
  }
}

describe('somebody who comes back', () => {
  let stage: Stage
  afterEach(() => stage.close())

  const equalsServer = async (controller: RunController) =>
    expect(shown(stage, controller)).toEqual(await kept(stage, stage.threadId))

  const dialectsOfBoth = [dialects.generic, dialects.ownServer]

  for (const dialect of dialectsOfBoth) {
    it(`is asked for nothing while there is no network, and sees all within two seconds of it and three requests (${dialect.name}, scenario 14)`, async () => {
      stage = await makeStage({ pace: 500, script: lines(words), dialect })
      const { pass, heard, network, threadId } = stage
      await look(stage, threadId)
      const page = networked()
      const controller = stage.visit({ presence: page })
      await controller.attach()
      network.add({ operation: 'createRun', cut: { afterEvents: 9 } })
      controller.send('Count!')
      await pass(600)
      page.lose()
      network.add({ failBefore: true })
      await pass(30_000)
      heard.clear()
      await pass(180_000)
      // Once a minute, in case that the browser is wrong; each look is tried four times by the client.
      expect(heard.requests.length).toBeLessThanOrEqual(4 * 4)
      await pass(20_000)
      network.mend()
      heard.clear()
      page.find()
      await pass(2_000)
      expect(controller.store.getState().live.phase).toBe('settled')
      await equalsServer(controller)
      expect(heard.requests.length).toBeLessThanOrEqual(3)
    })
  }

  it('is not left without an answer by a browser that takes the network for lost', async () => {
    stage = await makeStage({ pace: 100, script: lines(words) })
    const { pass, network, threadId } = stage
    await look(stage, threadId)
    const page = networked()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    page.lose()
    network.add({ operation: 'createRun', cut: { afterEvents: 9 } })
    controller.send('Count!')
    await pass(70_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    await equalsServer(controller)
  })

  it('is one look, however many signs there are of it', async () => {
    stage = await makeStage()
    const { pass, heard, threadId } = stage
    await look(stage, threadId)
    const page = presence()
    const controller = stage.visit({ presence: page })
    await controller.attach()
    await pass(60_000)
    heard.clear()
    for (let n = 0; n < 20; n++) page.come()
    await pass(1_000)
    page.come()
    await pass(1_000)
    expect(heard.requests.map(({ operation }) => operation)).toEqual(['listRuns', 'listMessages'])
  })

  it('finds the steps of a run that asks (scenario 13)', async () => {
    stage = await makeStage({ script: lines({ calls: [['get_weather', '{}']] }) })
    const { pass, threadId } = stage
    const before = stage.visit()
    await before.attach()
    before.send('Weather?')
    await pass(1_000)
    before.close()
    stage.cache.clear()
    await look(stage, threadId)
    const after = stage.visit()
    await after.attach()
    const { live } = after.store.getState()
    expect(live.phase).toBe('asking')
    expect(live.steps).toMatchObject([{ type: 'tool_calls', status: 'in_progress' }])
  })
})

describe('a server that has had enough', () => {
  let stage: Stage
  afterEach(() => stage.close())

  for (const dialect of [dialects.generic, dialects.ownServer]) {
    for (const [says, wait] of [
      ['5', 5_000],
      ['60', 60_000],
    ] as const) {
      it(`is left alone for the ${says} seconds that it asks for, also in mid-run (${dialect.name}, scenario 16)`, async () => {
        stage = await makeStage({ pace: 400, script: lines(words), dialect })
        const { pass, clock, network, heard, threadId } = stage
        await look(stage, threadId)
        const controller = stage.visit()
        await controller.attach()
        const refused: number[] = []
        const asked: number[] = []
        network.add(
          { operation: 'createRun', cut: { afterEvents: 8 } },
          {
            operation: ['getRun', 'resumeRun', 'listMessages'],
            nth: [1, 2, 3, 4, 5, 6],
            answer: () => {
              refused.push(clock.now())
              return new Response('{}', { status: 429, headers: { 'retry-after': says } })
            },
          },
          {
            operation: ['getRun', 'resumeRun', 'listMessages'],
            answer: (request) => {
              asked.push(clock.now())
              return stage.direct(request)
            },
          },
        )
        controller.send('Count!')
        await pass(wait * 8 + 30_000)
        expect(refused).toHaveLength(6)
        const all = [...refused, ...asked]
        for (const [n, at] of refused.entries()) {
          expect((all[n + 1] ?? Infinity) - at).toBeGreaterThanOrEqual(wait)
        }
        expect(controller.store.getState().live.phase).toBe('settled')
        expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
        expect(heard.count('createRun')).toBe(1)
      })
    }

    it(`for longer than two minutes is with the person, who looks again later (${dialect.name})`, async () => {
      stage = await makeStage({ pace: 400, script: lines(words), dialect })
      const { pass, clock, network, heard, threadId } = stage
      await look(stage, threadId)
      const controller = stage.visit()
      await controller.attach()
      network.add(
        { operation: 'createRun', cut: { afterEvents: 8 } },
        {
          operation: ['getRun', 'resumeRun'],
          answer: { status: 429, headers: { 'retry-after': '600' } },
        },
      )
      controller.send('Count!')
      await pass(10_000)
      const { live } = controller.store.getState()
      expect(live.phase).toBe('failed')
      const error = live.phase === 'failed' ? live.error : null
      expect(isApiError(error) && error.retryAt).toBeGreaterThan(clock.now() + 580_000)
      heard.clear()
      await pass(600_000)
      expect(heard.requests).toHaveLength(0)
      network.mend()
      await controller.sync()
      await pass(10_000)
      expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
      expect(controller.store.getState().live.phase).toBe('settled')
      expect(heard.count('createRun')).toBe(0)
    })
  }
})

describe('a token that runs out in mid-run (scenario 17)', () => {
  let stage: Stage
  afterEach(() => stage.close())

  /** A client whose token is asked for anew after a 401. */
  const withTokens = async (tokens: readonly string[]) => {
    stage = await makeStage({ pace: 400, script: lines(words), dialect: dialects.ownServer })
    const { clock, heard } = stage
    let good = tokens[0]
    let refreshes = 0
    const client = createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      dialect: dialects.ownServer,
      clock,
      random: () => 0.5,
      headers: ({ refresh }) => {
        if (refresh) refreshes++
        return { authorization: `Bearer ${tokens[Math.min(refreshes, tokens.length - 1)]}` }
      },
      fetch: (request) =>
        request.headers.get('authorization') === `Bearer ${good}`
          ? heard(request)
          : Promise.resolve(Response.json({ error: { message: 'Expired.' } }, { status: 401 })),
    })
    stage.client = client
    await look(stage, stage.threadId)
    const controller = stage.visit({ client })
    await controller.attach()
    stage.network.add({ operation: 'createRun', cut: { afterEvents: 9 } })
    return {
      controller,
      expire: (next: string) => {
        good = next
      },
      refreshes: () => refreshes,
    }
  }

  it('is refreshed once, and the run is taken up again once', async () => {
    const { controller, expire, refreshes } = await withTokens(['old', 'new'])
    controller.send('Count!')
    expire('old')
    await stage.pass(100)
    expire('new')
    await stage.pass(20_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(shown(stage, controller)).toEqual(await kept(stage, stage.threadId))
    expect(refreshes()).toBe(1)
    expect(stage.heard.count('resumeRun')).toBe(1)
    expect(stage.heard.count('createRun')).toBe(1)
  })

  it('and cannot be had anew says so, keeps what is being written, and goes on after signing in', async () => {
    const { controller, expire, refreshes } = await withTokens(['old', 'still old'])
    controller.send('Count!')
    await stage.pass(100)
    controller.drafts.setComposer('Half a sent')
    expire('from another sign-in')
    await stage.pass(60_000)
    const { live } = controller.store.getState()
    expect(live.phase === 'failed' && isApiError(live.error) && live.error.status).toBe(401)
    expect(refreshes()).toBe(1)
    expect(controller.drafts.store.getState().composer).toBe('Half a sent')
    expire('still old')
    await controller.sync()
    await stage.pass(20_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(shown(stage, controller)).toEqual(await kept(stage, stage.threadId))
    expect(controller.drafts.store.getState().composer).toBe('Half a sent')
    expect(stage.heard.count('createRun')).toBe(1)
  })
})

describe('a run that never ends (scenario 12)', () => {
  let stage: Stage
  afterEach(() => stage.close())

  /** A run of which nothing new is heard, whatever is asked. */
  const begin = async (status: string, patience?: number) => {
    stage = await makeStage({ pace: 10_000_000, expiresAfter: 1_000_000 })
    const { network, threadId } = stage
    await look(stage, threadId)
    const controller = stage.visit(patience === undefined ? {} : { patience })
    await controller.attach()
    network.add(
      { operation: 'createRun', cut: { afterEvents: 1 } },
      {
        operation: 'getRun',
        answer: async (request) => {
          const run = (await (await stage.direct(request)).json()) as object
          return Response.json({ ...run, status })
        },
      },
    )
    controller.send('Hello?')
    return controller
  }

  for (const status of ['queued', 'in_progress', 'cancelling', 'pondering']) {
    it(`but stays ${status} is said to be overdue after three minutes, and asked about ever less often`, async () => {
      const controller = await begin(status)
      await stage.pass(170_000)
      expect(controller.store.getState().isOverdue).toBe(false)
      await stage.pass(15_000)
      expect(controller.store.getState()).toMatchObject({
        isOverdue: true,
        live: { phase: 'running' },
      })
      stage.heard.clear()
      await stage.pass(60_000)
      expect(stage.heard.requests.length).toBeLessThanOrEqual(7)
      controller.keepWaiting()
      expect(controller.store.getState().isOverdue).toBe(false)
      await stage.pass(181_000)
      expect(controller.store.getState().isOverdue).toBe(true)
      stage.close()
      await stage.clock.settle()
      expect(stage.clock.pending).toBe(0)
    })
  }

  it('is as long as the app says, or for ever', async () => {
    const quick = await begin('in_progress', 5_000)
    await stage.pass(8_000)
    expect(quick.store.getState().isOverdue).toBe(true)
    stage.close()
    const patient = await begin('in_progress', Infinity)
    await stage.pass(3_600_000)
    expect(patient.store.getState().isOverdue).toBe(false)
  })

  it('can be stopped, and is overdue no more', async () => {
    const controller = await begin('in_progress', 5_000)
    await stage.pass(8_000)
    stage.network.mend()
    void controller.stop()
    // Its pace has slowed down by now.
    await stage.pass(12_000)
    expect(controller.store.getState()).toMatchObject({
      isOverdue: false,
      live: { phase: 'settled', run: { status: 'cancelled' } },
    })
  })

  it('is not one that is still talking', async () => {
    stage = await makeStage({ pace: 4_000, script: lines(words.repeat(5)) })
    await look(stage, stage.threadId)
    const controller = stage.visit({ patience: 5_000 })
    await controller.attach()
    const seen = new Set<boolean>()
    controller.store.subscribe(({ isOverdue }) => seen.add(isOverdue))
    controller.send('Talk!')
    await stage.pass(200_000)
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(seen).toEqual(new Set([false]))
  })
})
