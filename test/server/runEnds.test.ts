import { describe, expect, it } from 'vitest'
import { createAssistantsClient } from '../../src/api/index.js'
import { createAssistantsServer, memoryStore, ModelError } from '../../src/server/index.js'
import {
  begin,
  collect,
  finish,
  heldModel,
  heldRun,
  names,
  reason,
  second,
  serverFor,
  text,
  turns,
  twoCalls,
} from './serverFor.js'

describe('cancelling', () => {
  it('answers cancelling, then ends what is open', async () => {
    const { client, clock, held, thread_id, run_id } = await heldRun()
    held.say(text('Hi'))
    await clock.advance(2 * second)
    expect(await client.cancelRun({ thread_id, run_id })).toMatchObject({ status: 'cancelling' })
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'cancelled',
      cancelled_at: begin + 2,
    })
    expect(held.asked[0]?.signal.aborted).toBe(true)
    held.say(text(' there'), finish)
    await clock.settle()
    const { data } = await client.listMessages({ thread_id, limit: 1 })
    expect(data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_at: begin + 2,
      incomplete_details: { reason: 'run_cancelled' },
      content: [{ text: { value: 'Hi' } }],
    })
    const steps = await client.listRunSteps({ thread_id, run_id })
    expect(steps.data[0]).toMatchObject({ status: 'cancelled', cancelled_at: begin + 2 })
  })

  it('is told by the stream, step by step', async () => {
    const held = heldModel()
    const { client, clock, setUp } = serverFor({ model: held.model })
    const { assistant, thread } = await setUp()
    const events = collect(
      client.stream.createRun({ thread_id: thread.id, assistant_id: assistant.id }),
    )
    held.say(text('Hi'))
    await clock.settle()
    const { data } = await client.listRuns({ thread_id: thread.id })
    await client.cancelRun({ thread_id: thread.id, run_id: data[0]?.id ?? '' })
    expect(names(await events).slice(-4)).toEqual([
      'thread.run.cancelling',
      'thread.message.incomplete',
      'thread.run.step.cancelled',
      'thread.run.cancelled',
    ])
  })

  it('works before the run has started', async () => {
    const { client, clock, setUp } = serverFor({ model: heldModel().model })
    const { assistant, thread } = await setUp()
    const { id: run_id } = await client.createRun({
      thread_id: thread.id,
      assistant_id: assistant.id,
    })
    await client.cancelRun({ thread_id: thread.id, run_id })
    await clock.settle()
    expect((await client.getRun({ thread_id: thread.id, run_id })).status).toBe('cancelled')
  })

  it('works while the run waits for outputs, and frees the thread', async () => {
    const { client, clock, setUpAsking } = serverFor({ model: turns(twoCalls).model })
    const { thread_id, run_id } = await setUpAsking()
    await client.cancelRun({ thread_id, run_id })
    await clock.settle()
    const run = await client.getRun({ thread_id, run_id })
    expect(run).toMatchObject({ status: 'cancelled', required_action: null })
    const { data } = await client.listRunSteps({ thread_id, run_id })
    expect(data[0]?.status).toBe('cancelled')
    await client.createMessage({ thread_id, role: 'user', content: 'Again' })
    expect(clock.pending).toBe(0)
  })

  it('may be asked for twice', async () => {
    const { client, clock, thread_id, run_id } = await heldRun()
    const both = await Promise.all([1, 2].map(() => client.cancelRun({ thread_id, run_id })))
    expect(both[0]?.status).toBe('cancelling')
    await clock.settle()
    expect((await client.getRun({ thread_id, run_id })).status).toBe('cancelled')
  })

  it.each([
    ['completed', [text('Hi'), finish]],
    ['failed', [new ModelError('server_error', 'No.')]],
    ['incomplete', [{ type: 'finish', reason: 'length' } as const]],
  ] as const)('is refused once the run is %s', async (status, said) => {
    const { ask, clock, held, path } = await heldRun()
    held.say(...said)
    await clock.settle()
    const answer = await ask('POST', `${path}/cancel`)
    expect(answer.status).toBe(400)
    expect(reason(answer)).toBe(`Cannot cancel run with status '${status}'.`)
  })
})

describe('expiry', () => {
  it('comes by itself when the time is up, and tells the stream', async () => {
    const held = heldModel()
    const { client, clock, setUp } = serverFor({ model: held.model })
    const { assistant, thread } = await setUp()
    const events = collect(
      client.stream.createRun({ thread_id: thread.id, assistant_id: assistant.id }),
    )
    held.say(text('Hi'))
    await clock.advance(600 * second)
    const told = await events
    expect(names(told).slice(-3)).toEqual([
      'thread.message.incomplete',
      'thread.run.step.expired',
      'thread.run.expired',
    ])
    expect(told.at(-3)?.data).toMatchObject({ incomplete_details: { reason: 'run_expired' } })
    expect(told.at(-2)?.data).toMatchObject({ expired_at: begin + 600 })
    expect(clock.pending).toBe(0)
  })

  it('ends a run that waits, whose outputs then come too late', async () => {
    const { client, clock, ask, setUpAsking } = serverFor({ model: turns(twoCalls).model })
    const { thread_id, run_id } = await setUpAsking()
    await clock.advance(599 * second)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('requires_action')
    await clock.advance(second)
    const late = await ask('POST', `/threads/${thread_id}/runs/${run_id}/submit_tool_outputs`, {
      body: { tool_outputs: [] },
    })
    expect(reason(late)).toBe('Runs in status "expired" do not accept tool outputs.')
    expect(reason(await ask('POST', `/threads/${thread_id}/runs/${run_id}/cancel`))).toBe(
      "Cannot cancel run with status 'expired'.",
    )
  })

  it.each(['getRun', 'listRuns', 'createMessage', 'createRun', 'listRunSteps'] as const)(
    'is noticed by %s where no timer rang',
    async (operation) => {
      const store = memoryStore()
      let now = Date.UTC(2026, 0, 1)
      const deaf = { now: () => now, after: () => () => {} }
      const server = createAssistantsServer({ store, clock: deaf, model: turns(twoCalls).model })
      const own = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch: server.fetch })
      const { id: assistant_id } = await own.createAssistant({ model: 'm' })
      const { id: thread_id } = await own.createThread({})
      const { id: run_id } = await own.createRun({ thread_id, assistant_id })
      now += 600 * second
      const params = { thread_id, assistant_id, run_id, role: 'user' as const, content: 'Hi' }
      if (operation === 'createMessage') {
        await own.createMessage({ thread_id, role: 'user', content: 'Hi' })
      } else if (operation === 'createRun') await own.createRun({ thread_id, assistant_id })
      else await own[operation](params)
      const row = (await store.get('run', run_id))?.value
      expect(row).toMatchObject({ run: { status: 'expired' } })
    },
  )

  it('comes when the app says', async () => {
    const { client, clock, setUpAsking } = serverFor({
      model: turns(twoCalls).model,
      expiresAfter: ({ metadata }) => Number(metadata?.['seconds']),
    })
    const { thread_id, run_id } = await setUpAsking({ metadata: { seconds: '30' } })
    expect((await client.getRun({ thread_id, run_id })).expires_at).toBe(begin + 30)
    await clock.advance(30 * second)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('expired')
  })

  it('is not taken for past when it lies further off than a timer can wait', async () => {
    const month = 40 * 24 * 3600
    const { client, clock, setUpAsking } = serverFor({
      model: turns(twoCalls).model,
      expiresAfter: month,
    })
    const { thread_id, run_id } = await setUpAsking()
    await clock.advance(2 ** 31 - 1)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('requires_action')
    await clock.advance(month * second - 2 ** 31 + 1)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('expired')
  })
})
