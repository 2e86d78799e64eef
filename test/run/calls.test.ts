import { afterEach, describe, expect, it } from 'vitest'
import {
  type CallProgress,
  defineTool,
  type ExecuteContext,
  isCallStoppedError,
  isCallTimeoutError,
  type ToolSet,
} from '../../src/run/index.js'
import { answerAll, ask, askOf, type Asked, makeAsked, outputsOf } from './askSupport.js'
import { kept } from './support.js'

const trip = 'call_book_trip_0'

/** A tool of which a test decides when each call ends. */
function heldTool(more: object = {}) {
  const begun: (ExecuteContext & {
    end: (output: string) => void
    fail: (error: Error) => void
  })[] = []
  const tool = defineTool({
    ...more,
    execute: (_args, context) =>
      new Promise<string>((end, fail) => begun.push({ ...context, end, fail })),
  })
  const last = () => {
    const newest = begun.at(-1)
    if (!newest) throw new Error('nothing has begun')
    return newest
  }
  return { tool, begun, last }
}

describe('calls that run by themselves', () => {
  let asked: Asked
  afterEach(() => asked.close())

  const begin = async (...how: Parameters<typeof makeAsked>) => (asked = await makeAsked(...how))
  const callOf = (id = trip) => asked.controller.store.getState().calls[id]

  it('tell how far they are, ten times a second at most, and the newest in the end', async () => {
    const { tool, last } = heldTool()
    const { controller, pass } = await begin([ask('book_trip')], { book_trip: tool })
    const seen: (CallProgress | undefined)[] = []
    controller.store.subscribe(({ calls }) => {
      const call = calls[trip]
      if (call?.state === 'running' && call.progress !== seen.at(-1)) seen.push(call.progress)
    })
    for (let step = 1; step <= 50; step++) last().progress({ fraction: step / 50 })
    await pass(1_000)
    expect(seen).toEqual([{ fraction: 0.02 }, { fraction: 1 }])
    last().progress({ note: 'Nearly there' })
    expect(callOf()).toEqual({ state: 'running', progress: { note: 'Nearly there' } })
    last().end('booked')
    last().progress({ note: 'Too late' })
    await pass(1_000)
    expect(outputsOf(asked)).toEqual([['booked']])
    expect(seen.at(-1)).toEqual({ note: 'Nearly there' })
  })

  it('can be stopped, and the person answers in their place or tries again', async () => {
    const { tool, begun, last } = heldTool()
    const { controller, pass } = await begin([ask('book_trip'), 'Ok.'], { book_trip: tool })
    controller.stopCall(trip)
    await pass()
    expect(last().signal.aborted).toBe(true)
    expect(callOf()).toMatchObject({ state: 'handed-over' })
    expect(callOf()).toMatchObject({ error: expect.toSatisfy(isCallStoppedError) as unknown })
    begun[0]?.end('too late')
    await pass()
    expect(callOf()).toMatchObject({ state: 'handed-over' })
    controller.retryCall(trip)
    await pass()
    expect(begun).toHaveLength(2)
    last().end('booked')
    await pass()
    expect(outputsOf(asked)).toEqual([['booked']])
  })

  it('are given up when they take too long, and it goes on as after any failure', async () => {
    const slow = heldTool({ timeout: 5_000 })
    const slowToAsk = heldTool({ timeout: 5_000, onError: 'ask' })
    const { pass } = await begin([ask('book_trip', 'get_weather'), 'Ok.'], {
      book_trip: slow.tool,
      get_weather: slowToAsk.tool,
    })
    await pass(4_000)
    expect(callOf()).toEqual({ state: 'running' })
    await pass(1_000)
    expect(slow.last().signal.reason).toSatisfy(isCallTimeoutError)
    expect(callOf()).toMatchObject({ state: 'done', error: { toolName: 'book_trip' } })
    expect(callOf('call_get_weather_1')).toMatchObject({
      state: 'handed-over',
      error: { timeout: 5_000 },
    })
  })

  it('fail the run where the tool says so: it is cancelled, and the person is told why', async () => {
    const { tool, last } = heldTool({ onError: 'fail' })
    const { controller, pass, heard } = await begin([ask('book_trip', 'get_weather')], {
      book_trip: tool,
    })
    last().fail(new Error('The airline is gone'))
    await pass(3_000)
    expect(heard.count('cancelRun')).toBe(1)
    expect(heard.count('submitToolOutputs')).toBe(0)
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'settled', run: { status: 'cancelled' } },
      trouble: { act: 'call', error: { message: 'The airline is gone' } },
    })
    controller.send('Something else')
    expect(controller.store.getState().trouble).toBeNull()
    await pass(500)
  })

  it('are with the person when the run was to fail and cannot be cancelled', async () => {
    const { tool, last } = heldTool({ onError: 'fail' })
    const { controller, pass, network } = await begin([ask('book_trip'), 'Ok.'], {
      book_trip: tool,
    })
    network.add({ operation: 'cancelRun', answer: { status: 403 } })
    last().fail(new Error('The airline is gone'))
    await pass(1_000)
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'asking' },
      calls: { [trip]: { state: 'handed-over' } },
      trouble: { act: 'stop' },
    })
    answerAll(controller, 'Booked by hand')
    await controller.submit()
    expect(controller.store.getState().live.phase).toBe('settled')
  })

  it('say that they failed, and can be tried again while the person answers the rest', async () => {
    const { tool, last } = heldTool()
    const { controller, pass } = await begin([ask('book_trip', 'get_weather'), 'Ok.'], {
      book_trip: tool,
    })
    last().fail(new Error('Busy'))
    await pass()
    expect(callOf()).toMatchObject({
      state: 'done',
      output: '{"error":"Busy"}',
      error: { message: 'Busy' },
    })
    controller.retryCall(trip)
    await pass()
    expect(callOf()).toEqual({ state: 'running' })
    last().end('booked')
    await pass()
    controller.retryCall(trip)
    await pass()
    expect(callOf()).toEqual({ state: 'done', output: 'booked' })
    const { run } = askOf(controller)
    controller.drafts.setAnswer(run.id, 'call_get_weather_1', { text: 'Rain', as: 'text' })
    await controller.submit()
    expect(outputsOf(asked)).toEqual([['booked', 'Rain']])
  })

  it('begin anew after a reload where that does no harm', async () => {
    const reads = heldTool({ isRepeatable: true })
    const books = heldTool()
    const tools: ToolSet = { get_weather: reads.tool, book_trip: books.tool }
    const { storage, pass, visit } = await begin([ask('get_weather', 'book_trip'), 'Ok.'], tools)
    const after = visit({ tools, storage })
    await after.attach()
    await pass()
    expect(reads.begun).toHaveLength(2)
    expect(books.begun).toHaveLength(1)
    expect(after.store.getState().calls).toMatchObject({
      call_get_weather_0: { state: 'running' },
      call_book_trip_1: { state: 'handed-over', error: { name: 'InterruptedError' } },
    })
  })

  it('are not done once more when the server takes some outputs only, nor handed in for ever', async () => {
    let done = 0
    const count = defineTool({ execute: () => `done ${++done}` })
    const { controller, pass, heard, network, other, threadId } = await begin(
      [ask('book_trip', 'get_weather', 'approve_refund'), 'Ok.'],
      { book_trip: count, get_weather: count },
    )
    const { run, toolCalls } = askOf(controller)
    controller.drafts.setAnswer(run.id, 'call_approve_refund_2', { text: 'Yes', as: 'text' })
    // It says that it still waits for one of them, and again, however often it is told.
    const rest = toolCalls.filter(({ id }) => id === 'call_get_weather_1')
    const partial = {
      ...run,
      required_action: {
        type: 'submit_tool_outputs',
        submit_tool_outputs: { tool_calls: rest },
      },
    }
    network.add({ operation: 'submitToolOutputs', answer: { body: partial } })
    await controller.submit()
    await pass(2_000)
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'asking' },
      ask: { toolCalls: rest },
      calls: { call_get_weather_1: { state: 'done', output: 'done 2' } },
    })
    expect(done).toBe(2)
    // Once for the batch, once by itself for what was left of it.
    expect(heard.count('submitToolOutputs')).toBe(2)
    await pass(60_000)
    expect(heard.count('submitToolOutputs')).toBe(2)
    expect(await kept(asked, threadId)).toEqual(['user: Do it'])
    await other.cancelRun({ thread_id: threadId, run_id: run.id })
  })

  it('are done anew when a run asks the very same once more after it went on', async () => {
    let done = 0
    const { pass, heard } = await begin([ask('book_trip'), ask('book_trip'), 'Ok.'], {
      book_trip: defineTool({ execute: () => `done ${++done}` }),
    })
    await pass(1_000)
    expect(done).toBe(2)
    expect(heard.count('submitToolOutputs')).toBe(2)
    expect(outputsOf(asked)).toEqual([['done 1'], ['done 2']])
  })
})

describe('a call that is left unanswered', () => {
  let asked: Asked
  afterEach(() => asked.close())
  const weather = 'call_get_weather_0'

  it('tells the model so, in the one request that carries the rest', async () => {
    asked = await makeAsked([ask('get_weather', 'approve_refund'), 'Ok.'])
    const { controller, pass } = asked
    answerAll(controller, 'Rain')
    controller.skipCall(weather)
    controller.skipCall(weather)
    await pass()
    expect(controller.store.getState().calls).toMatchObject({ [weather]: { state: 'skipped' } })
    await controller.submit()
    expect(outputsOf(asked)).toEqual([
      ['{"error":"The person who was asked did not answer this call."}', 'Rain'],
    ])
  })

  it('can be answered after all, also after a reload, with what had been written before', async () => {
    asked = await makeAsked([ask('get_weather'), 'Ok.'])
    const { controller, pass, storage, visit } = asked
    answerAll(controller, 'Rain')
    controller.skipCall(weather)
    await pass(300)
    controller.close()
    const after = visit({ storage })
    await after.attach()
    await pass()
    expect(after.store.getState().calls).toMatchObject({ [weather]: { state: 'skipped' } })
    after.unskipCall(weather)
    await pass()
    expect(after.store.getState().calls).toEqual({})
    await after.submit()
    expect(outputsOf(asked)).toEqual([['Rain']])
  })

  it('is as it was when the skip of a call that had been stopped is taken back', async () => {
    const { tool, begun } = heldTool()
    asked = await makeAsked([ask('book_trip'), 'Ok.'], { book_trip: tool })
    const { controller, pass } = asked
    controller.skipCall(trip)
    expect(controller.store.getState().calls).toEqual({ [trip]: { state: 'running' } })
    controller.stopCall(trip)
    await pass()
    controller.skipCall(trip)
    await pass()
    expect(controller.store.getState().calls).toMatchObject({ [trip]: { state: 'skipped' } })
    controller.unskipCall(trip)
    await pass()
    expect(controller.store.getState().calls).toMatchObject({ [trip]: { state: 'handed-over' } })
    expect(begun).toHaveLength(1)
  })
})
