import { afterEach, describe, expect, it } from 'vitest'
import {
  defineTool,
  isMissingOutputsError,
  isNotAskingError,
  memoryStorage,
} from '../../src/run/index.js'
import { answerAll, answerElsewhere, ask, makeAsked, outputsOf } from './askSupport.js'
import { kept, lines, makeStage, shown, type Stage } from './support.js'

describe('asking', () => {
  let stage: Stage
  afterEach(() => stage.close())

  const begin = async (...how: Parameters<typeof makeAsked>) => {
    const asked = await makeAsked(...how)
    stage = asked
    return asked
  }

  const outputs = () => outputsOf(stage)

  it('hands in all answers in one request, once, however often it is pressed (scenario 18)', async () => {
    const { controller, pass, heard, threadId } = await begin([
      ask('get_weather', 'approve_refund'),
      'Thank you.',
    ])
    expect(controller.store.getState().live.phase).toBe('asking')
    expect(controller.store.getState().ask?.toolCalls).toHaveLength(2)
    answerAll(controller, 'Yes')
    const first = controller.submit()
    expect(controller.submit()).toBe(first)
    await pass(1_000)
    await first
    expect(heard.count('submitToolOutputs')).toBe(1)
    expect(outputs()[0]).toHaveLength(2)
    expect(controller.store.getState()).toMatchObject({ ask: null, live: { phase: 'settled' } })
    expect(controller.drafts.store.getState().answers).toEqual({})
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    await expect(controller.submit()).rejects.toSatisfy(isNotAskingError)
  })

  it('sends nothing while an answer is missing (scenario 19)', async () => {
    const { controller, heard } = await begin([ask('get_weather', 'approve_refund')])
    const { live } = controller.store.getState()
    if (live.phase !== 'asking') throw new Error(live.phase)
    const [first, second] = live.toolCalls
    controller.drafts.setAnswer(live.run.id, first?.id ?? '', { text: '{', as: 'json' })
    await expect(controller.submit()).rejects.toSatisfy(
      (error) =>
        isMissingOutputsError(error) && error.callIds.join() === [first?.id, second?.id].join(),
    )
    expect(heard.count('submitToolOutputs')).toBe(0)
    expect(controller.store.getState().live.phase).toBe('asking')
  })

  it('carries automatic calls out and hands them in without a person', async () => {
    let done = 0
    const tool = defineTool({ execute: (args) => `${++done} ${String(args['city'])}` })
    const { controller, heard, threadId } = await begin(
      [ask('get_weather', 'book_trip'), 'All done.'],
      { get_weather: tool, book_trip: tool },
    )
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(done).toBe(2)
    expect(heard.count('submitToolOutputs')).toBe(1)
    expect(outputs()[0]).toEqual(['1 Oslo', '2 Oslo'])
    expect(await kept(stage, threadId)).toEqual(['user: Do it', 'assistant: All done.'])
  })

  it('waits with automatic outputs for the person, and one request carries both', async () => {
    const { controller, pass, heard } = await begin([ask('get_weather', 'approve_refund'), 'Ok.'], {
      get_weather: defineTool({ execute: () => ({ degrees: 4 }) }),
    })
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'asking' },
      calls: { call_get_weather_0: { state: 'done', output: '{"degrees":4}' } },
    })
    expect(heard.count('submitToolOutputs')).toBe(0)
    const { run } = controller.store.getState().live
    controller.drafts.setAnswer(run?.id ?? '', 'call_approve_refund_1', { text: 'No', as: 'text' })
    await controller.submit()
    await pass()
    expect(outputs()).toEqual([['{"degrees":4}', 'No']])
    expect(controller.store.getState()).toMatchObject({ calls: {}, live: { phase: 'settled' } })
  })

  it('asks again when the run does, and each ask is answered on its own', async () => {
    const { controller, pass, heard } = await begin([
      ask('get_weather'),
      ask('approve_refund', 'book_trip'),
      'Enough.',
    ])
    answerAll(controller, 'first')
    await controller.submit()
    await pass()
    const { live, ask: open } = controller.store.getState()
    expect(live.phase).toBe('asking')
    expect(open?.toolCalls.map(({ function: { name } }) => name)).toEqual([
      'approve_refund',
      'book_trip',
    ])
    answerAll(controller, 'second')
    await controller.submit()
    await pass()
    expect(heard.count('submitToolOutputs')).toBe(2)
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('tells the model of an automatic call that failed, or hands it to the person', async () => {
    const fail = () => {
      throw new Error('No such city')
    }
    const { controller, pass } = await begin([ask('get_weather', 'book_trip'), 'Ok.'], {
      get_weather: defineTool({ execute: fail }),
      book_trip: defineTool({ execute: fail, onError: 'ask' }),
    })
    expect(controller.store.getState().calls).toMatchObject({
      call_get_weather_0: { state: 'done', output: '{"error":"No such city"}' },
      call_book_trip_1: { state: 'handed-over', error: { message: 'No such city' } },
    })
    const { run } = controller.store.getState().live
    controller.drafts.setAnswer(run?.id ?? '', 'call_book_trip_1', { text: 'by hand', as: 'text' })
    await controller.submit()
    await pass()
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('does a call that failed once more when the person says so, and never two at a time', async () => {
    const ends: ((output: string) => void)[] = []
    let begun = 0
    const { controller, pass } = await begin([ask('book_trip'), 'Ok.'], {
      book_trip: defineTool({
        onError: 'ask',
        execute: () => {
          if (begun++ === 0) throw new Error('Busy')
          return new Promise<string>((resolve) => ends.push(resolve))
        },
      }),
    })
    controller.retryCall('call_book_trip_0')
    controller.retryCall('call_book_trip_0')
    await pass()
    controller.retryCall('call_book_trip_0')
    await pass()
    expect(begun).toBe(2)
    ends[0]?.('booked')
    await pass()
    expect(outputs()).toEqual([['booked']])
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('never carries a call out twice, whenever the page dies', async () => {
    let done = 0
    const tools = {
      book_trip: defineTool({
        execute: () => new Promise<string>((resolve) => resolve(`booked ${++done}`)),
      }),
    }
    const { controller, storage, pass } = await begin(
      [ask('book_trip', 'approve_refund'), 'Ok.'],
      tools,
    )
    expect(done).toBe(1)
    const { run } = controller.store.getState().live
    controller.drafts.setAnswer(run?.id ?? '', 'call_approve_refund_1', { text: 'Yes', as: 'text' })
    controller.close()
    const after = stage.visit({ tools, storage })
    await after.attach()
    await pass()
    expect(after.store.getState()).toMatchObject({
      live: { phase: 'asking' },
      calls: { call_book_trip_0: { state: 'done', output: 'booked 1' } },
    })
    await after.submit()
    await pass()
    expect(done).toBe(1)
    expect(after.store.getState().live.phase).toBe('settled')
  })

  it('asks the person about a call that was begun when the page died', async () => {
    let begun = 0
    const tools = {
      book_trip: defineTool({
        execute: () => {
          begun++
          return new Promise<string>(() => {})
        },
      }),
    }
    const { storage, pass } = await begin([ask('book_trip'), 'Ok.'], tools)
    const after = stage.visit({ tools, storage })
    await after.attach()
    await pass()
    expect(begun).toBe(1)
    expect(after.store.getState().calls).toMatchObject({
      call_book_trip_0: { state: 'handed-over', error: { name: 'InterruptedError' } },
    })
    answerAll(after, 'It was booked')
    await after.submit()
    expect(after.store.getState().live.phase).toBe('settled')
  })

  it('does not begin a call that it could not note down first', async () => {
    const order: string[] = []
    const memory = memoryStorage()
    const storage = {
      ...memory,
      write: async (key: string, value: unknown) => {
        await memory.write(key, value)
        if (key.startsWith('calls')) order.push('noted')
      },
    }
    stage = await makeStage({ script: lines(ask('book_trip'), 'Ok.') })
    const controller = stage.visit({
      storage,
      tools: { book_trip: defineTool({ execute: () => void order.push('begun') }) },
    })
    await controller.attach()
    controller.send('Do it')
    await stage.pass(500)
    expect(order.slice(0, 2)).toEqual(['noted', 'begun'])
  })

  it('keeps half-written answers through a reload, and forgets them once they were taken', async () => {
    const { controller, storage, pass } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'half an ans')
    await pass(300)
    const after = stage.visit({ storage })
    await after.attach()
    const { live } = after.store.getState()
    if (live.phase !== 'asking') throw new Error(live.phase)
    const key = `${live.run.id}/${live.toolCalls[0]?.id ?? ''}`
    expect(after.drafts.store.getState().answers[key]?.text).toBe('half an ans')
    await after.submit()
    await pass(300)
    const third = stage.visit({ storage })
    await third.attach()
    expect(third.drafts.store.getState().answers).toEqual({})
  })

  it('looks a lost answer to submit up before anything else, and sends it once (scenario 22)', async () => {
    const { controller, pass, heard, network, threadId } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Rain')
    network.add({ operation: 'submitToolOutputs', nth: 1, loseAnswer: true })
    void controller.submit()
    await pass(5_000)
    expect(heard.count('submitToolOutputs')).toBe(1)
    expect(controller.store.getState()).toMatchObject({ ask: null, trouble: null })
    expect(controller.store.getState().live.phase).toBe('settled')
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  })

  it('keeps the answers and says so when submit did not arrive; a second press works', async () => {
    const { controller, pass, heard, network } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Rain')
    network.add({ operation: 'submitToolOutputs', nth: 1, failBefore: true })
    await controller.submit()
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'asking' },
      trouble: { act: 'submit' },
    })
    expect(Object.values(controller.drafts.store.getState().answers)).toHaveLength(1)
    await controller.submit()
    await pass()
    expect(heard.count('submitToolOutputs')).toBe(2)
    expect(controller.store.getState()).toMatchObject({ trouble: null, live: { phase: 'settled' } })
  })

  it('follows the run when somebody else answered first', async () => {
    const { controller, pass, threadId } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Mine')
    await answerElsewhere(stage, controller)
    await controller.submit()
    await pass(2_000)
    expect(controller.store.getState()).toMatchObject({ trouble: null, live: { phase: 'settled' } })
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  })

  it('ends as expired when the time is over, with the question and the answers still there (scenario 20)', async () => {
    const { controller, pass, clock } = await begin([ask('get_weather')], {}, { expiresAfter: 60 })
    answerAll(controller, 'Too la')
    const left = 60_000 - (controller.serverNow() - Date.UTC(2026, 0, 1))
    await pass(left + 3_000)
    const { live, ask: open } = controller.store.getState()
    expect(live).toMatchObject({ phase: 'settled', run: { status: 'expired' } })
    expect(open?.toolCalls).toHaveLength(1)
    expect(Object.values(controller.drafts.store.getState().answers)).toMatchObject([
      { text: 'Too la' },
    ])
    expect(controller.store.getState().trouble).toBeNull()
    controller.close()
    expect(clock.pending).toBe(0)
  })

  it('counts by the server, however wrong the clock of the device is (scenario 24)', async () => {
    for (const wrong of [-600_000, 600_000]) {
      stage = await makeStage({ script: lines(ask('get_weather')), expiresAfter: 60 })
      const { clock, pass } = stage
      const device = { ...clock, now: () => clock.now() + wrong }
      const controller = stage.visit({ clock: device })
      await controller.attach()
      controller.send('Do it')
      await pass(500)
      expect(Math.abs(controller.serverNow() - clock.now())).toBeLessThan(2_000)
      await pass(55_000)
      expect(controller.store.getState().live.phase).toBe('asking')
      await pass(9_000)
      expect(controller.store.getState().live.run?.status).toBe('expired')
      stage.close()
    }
  })

  it('looks ever less often at an ask that the server does not let expire', async () => {
    const { controller, pass, heard, network } = await begin(
      [ask('get_weather')],
      {},
      {
        expiresAfter: 60,
      },
    )
    const { run } = controller.store.getState().live
    network.add({ operation: 'getRun', answer: { body: run } })
    await pass(120_000)
    heard.clear()
    await pass(60_000)
    expect(heard.requests.length).toBeLessThanOrEqual(7)
    expect(heard.requests.length).toBeGreaterThan(3)
    expect(controller.store.getState().live.phase).toBe('asking')
  })

  it('keeps asking when the line is lost while it looks', async () => {
    const { controller, network, pass } = await begin([ask('get_weather')])
    network.add({ failBefore: true })
    void controller.sync()
    await pass(20_000)
    expect(controller.store.getState().live.phase).toBe('asking')
  })

  it('hands in after a look that was under way, not instead of it', async () => {
    const { controller, pass, heard, network } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Rain')
    network.add({ operation: 'listRuns', delay: 1_000 })
    void controller.sync()
    const submitted = controller.submit()
    await pass(500)
    expect(heard.count('submitToolOutputs')).toBe(0)
    await pass(2_000)
    await submitted
    expect(heard.count('submitToolOutputs')).toBe(1)
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('hands in what was typed while it waited for its turn', async () => {
    const { controller, pass, network } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Rai')
    network.add({ operation: 'listRuns', delay: 1_000 })
    void controller.sync()
    void controller.submit()
    await pass(500)
    answerAll(controller, 'Rain')
    await pass(2_000)
    expect(outputs()).toEqual([['Rain']])
  })

  it('can be stopped while it asks; the calls under way are aborted', async () => {
    let aborted = false
    const { controller, pass, heard, threadId } = await begin([ask('book_trip', 'get_weather')], {
      book_trip: defineTool({
        execute: (_args, { signal }) =>
          new Promise<string>(() => {
            signal.addEventListener('abort', () => (aborted = true))
          }),
      }),
    })
    void controller.stop()
    await pass(3_000)
    expect(controller.store.getState().live).toMatchObject({
      phase: 'settled',
      run: { status: 'cancelled' },
    })
    expect(aborted).toBe(true)
    expect(heard.count('cancelRun')).toBe(1)
    expect(heard.count('submitToolOutputs')).toBe(0)
    expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
    controller.send('Something else')
    await pass(1_000)
    expect(controller.store.getState().ask).toBeNull()
  })

  it('gives hostile ids of calls no power', async () => {
    let turns = 0
    stage = await makeStage({
      script: () =>
        turns++ > 0
          ? [{ type: 'text', text: 'Ok.' }]
          : [
              { type: 'tool-call', id: '__proto__', name: 'constructor' },
              {
                type: 'tool-arguments',
                id: '__proto__',
                arguments: '{"__proto__":{"polluted":1},"a":1}',
              },
            ],
      calls: ['constructor'],
    })
    const seen: unknown[] = []
    const controller = stage.visit({
      tools: {
        constructor: defineTool({ onError: 'ask', execute: (args) => void seen.push(args) }),
      },
    })
    await controller.attach()
    controller.send('Do it')
    await stage.pass(500)
    expect(seen[0]).toEqual({ a: 1 })
    expect({}).not.toHaveProperty('polluted')
    expect(controller.store.getState().live.phase).toBe('settled')
  })
})
