import { afterEach, describe, expect, it } from 'vitest'
import {
  isAskChangedError,
  isNotAskingError,
  type RunController,
  type Urgency,
} from '../../src/run/index.js'
import {
  answerAll,
  answerElsewhere,
  ask,
  askOf,
  type Asked,
  makeAsked,
  outputsOf,
} from './askSupport.js'
import { presence } from './support.js'

/** Writes down how urgent it gets, and when by the server. */
function watch(controller: RunController, now: () => number) {
  const seen: [Urgency, left: number][] = []
  controller.store.subscribe(({ urgency, live }, before) => {
    const due = (live.run?.expires_at ?? NaN) * 1_000
    if (urgency !== before.urgency) seen.push([urgency, Math.round((due - now()) / 1_000)])
  })
  return seen
}

describe('the time to answer', () => {
  let asked: Asked
  afterEach(() => asked.close())
  const begin = async (...how: Parameters<typeof makeAsked>) => (asked = await makeAsked(...how))

  it.each([
    ['right', 0],
    ['ten minutes late', -600_000],
    ['ten minutes early', 600_000],
  ])(
    'gets short two minutes and half a minute before its end, on a clock that is %s',
    async (_, wrong) => {
      const { controller, clock, pass } = await begin(
        [ask('get_weather')],
        {},
        {
          device: ({ now, after }) => ({ now: () => now() + wrong, after }),
        },
      )
      const seen = watch(controller, clock.now)
      expect(controller.store.getState().urgency).toBe('ample')
      await pass(610_000)
      expect(seen.map(([urgency]) => urgency)).toEqual(['soon', 'last', 'ample'])
      expect(Math.abs((seen[0]?.[1] ?? 0) - 120)).toBeLessThan(5)
      expect(Math.abs((seen[1]?.[1] ?? 0) - 30)).toBeLessThan(5)
      expect(controller.store.getState().live.run?.status).toBe('expired')
    },
  )

  it('is counted on when the clock is set while it runs', async () => {
    let set = 0
    const { controller, clock, pass } = await begin(
      [ask('get_weather')],
      {},
      {
        device: ({ now, after }) => ({
          now: () => now() + set,
          elapsed: () => now() - 1_000,
          after,
        }),
      },
    )
    set = -3_600_000
    expect(Math.abs(controller.serverNow() - clock.now())).toBeLessThan(2_000)
    const seen = watch(controller, clock.now)
    await pass(610_000)
    expect(seen.map(([urgency]) => urgency)).toEqual(['soon', 'last', 'ample'])
    expect(Math.abs((seen[0]?.[1] ?? 0) - 120)).toBeLessThan(5)
  })

  it('is up five seconds after its end where the server cannot be asked: nothing is sent, all is kept', async () => {
    const { controller, pass, network, clock, heard } = await begin(
      [ask('get_weather')],
      {},
      { expiresAfter: 60 },
    )
    answerAll(controller, 'Rain')
    network.add({ failBefore: true })
    const seen = watch(controller, clock.now)
    await pass(75_000)
    expect(seen).toEqual([
      ['last', 30],
      ['locked', -5],
    ])
    await expect(controller.submit()).rejects.toSatisfy(isNotAskingError)
    expect(heard.count('submitToolOutputs')).toBe(0)
    expect(Object.values(controller.drafts.store.getState().answers)).toMatchObject([
      { text: 'Rain' },
    ])
  })

  it('goes on for as long as the server says so, however late', async () => {
    const { controller, pass, network, clock } = await begin(
      [ask('get_weather')],
      {},
      { expiresAfter: 60 },
    )
    answerAll(controller, 'Rain')
    const { run } = askOf(controller)
    network.add({ failBefore: true })
    const seen = watch(controller, clock.now)
    await pass(75_000)
    network.mend()
    network.add({ operation: 'getRun', answer: { body: run } })
    await pass(30_000)
    expect(seen.map(([urgency]) => urgency)).toEqual(['last', 'locked', 'last'])
    expect(controller.store.getState().live.phase).toBe('asking')
  })

  it('is not asked about while nobody is there, and at once when somebody comes back', async () => {
    const page = presence()
    const { controller, pass, heard } = await begin(
      [ask('get_weather')],
      {},
      { expiresAfter: 60, controller: { presence: page } },
    )
    page.leave()
    heard.clear()
    await pass(300_000)
    expect(heard.requests).toEqual([])
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'asking' },
      urgency: 'locked',
    })
    page.come()
    await pass(2_000)
    expect(controller.store.getState().live.run?.status).toBe('expired')
    controller.close()
    expect(page.listeners.size).toBe(0)
  })
})

describe('an answer to a question that was asked long ago', () => {
  let asked: Asked
  afterEach(() => asked.close())
  const begin = async (...how: Parameters<typeof makeAsked>) => (asked = await makeAsked(...how))

  it('is sent in one request while the question is fresh, and after one look when it is not', async () => {
    const { controller, pass, heard } = await begin([ask('get_weather'), ask('get_weather'), 'Ok.'])
    await pass(20_000)
    answerAll(controller, 'Rain')
    heard.clear()
    await controller.submit()
    await pass()
    expect(heard.requests.map(({ operation }) => operation)).toEqual(['submitToolOutputs'])
    await pass(60_000)
    answerAll(controller, 'Rain')
    heard.clear()
    await controller.submit()
    expect(heard.requests.map(({ operation }) => operation)).toEqual([
      'getRun',
      'submitToolOutputs',
    ])
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('is not sent when somebody else has answered: the words stay, and the run is followed', async () => {
    const { controller, pass, heard } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Mine')
    const { toolCalls } = askOf(controller)
    await answerElsewhere(asked, controller)
    await pass(60_000)
    void controller.submit()
    await pass(5_000)
    expect(heard.count('submitToolOutputs')).toBe(0)
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'settled', run: { status: 'completed' } },
      ask: { toolCalls },
    })
    expect(Object.values(controller.drafts.store.getState().answers)).toMatchObject([
      { text: 'Mine' },
    ])
  })

  it('is not sent in answer to another question, and the person is told', async () => {
    const { controller, pass, heard } = await begin([
      ask('get_weather'),
      ask('approve_refund'),
      'Ok.',
    ])
    answerAll(controller, 'Mine')
    await answerElsewhere(asked, controller)
    await pass(60_000)
    void controller.submit()
    await pass(5_000)
    expect(heard.count('submitToolOutputs')).toBe(0)
    const { trouble, live } = controller.store.getState()
    expect(trouble?.error).toSatisfy(isAskChangedError)
    expect(live).toMatchObject({
      phase: 'asking',
      toolCalls: [{ function: { name: 'approve_refund' } }],
    })
    answerAll(controller, 'Yes')
    await controller.submit()
    expect(outputsOf(asked)).toEqual([['Yes']])
    expect(controller.store.getState().trouble).toBeNull()
  })

  it('is looked up first after an outcome that nobody knows', async () => {
    const { controller, pass, heard, network } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Rain')
    network.add({ operation: 'submitToolOutputs', nth: 1, loseAnswer: true })
    network.add({ operation: 'getRun', failBefore: true })
    void controller.submit()
    await pass(20_000)
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'asking' },
      trouble: { error: { name: 'UnknownOutcomeError' } },
    })
    network.mend()
    void controller.submit()
    await pass(5_000)
    expect(heard.count('submitToolOutputs')).toBe(1)
    expect(controller.store.getState().live.phase).toBe('settled')
  })
})
