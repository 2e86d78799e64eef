import { describe, expect, it } from 'vitest'

import { heldStream } from '../../src/testing/index.js'
import {
  answer,
  clientFor,
  countingSignal,
  listen,
  never,
  refusal,
  run,
  type Step,
  watch,
} from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }
const reason = new Error('changed my mind')

/** An answer whose head is there and whose body never ends. */
const endless =
  (status = 200) =>
  () =>
    new Response(new ReadableStream({}), {
      status,
      headers: { 'content-type': 'application/json' },
    })

describe('an abort rejects with its own reason and leaves nothing behind', () => {
  it.each<[string, Step, number]>([
    ['while the request is on its way', never, 1],
    ['while the body is being read', endless(), 1],
    ['while the body of a refusal is being read', endless(500), 1],
    ['while it waits to try again', refusal(503, { 'retry-after': '60' }), 1],
  ])('%s', async (_, step, requests) => {
    const { client, clock, sent } = clientFor(step)
    const { signal, abort, listening, added } = countingSignal()
    const end = watch(client.getRun(ids, { signal }))
    await clock.settle()
    expect(end.state).toBe('pending')
    expect(listening()).toBe(1)
    expect(clock.pending).toBe(1)
    abort(reason)
    await clock.settle()
    expect(end.error).toBe(reason)
    expect(added()).toBeGreaterThan(0)
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
    await clock.advance(1_000_000)
    expect(sent.requests).toHaveLength(requests)
  })

  it('before anything is sent', async () => {
    const { client, clock, sent } = clientFor(answer(run))
    const end = watch(client.getRun(ids, { signal: AbortSignal.abort(reason) }))
    await clock.settle()
    expect(end.error).toBe(reason)
    expect(sent.requests).toEqual([])
    expect(clock.pending).toBe(0)
  })

  it('while headers are asked for', async () => {
    const { client, clock, sent } = clientFor(answer(run), { headers: () => new Promise(() => {}) })
    const { signal, abort, listening } = countingSignal()
    const end = watch(client.getRun(ids, { signal }))
    await clock.settle()
    abort(reason)
    await clock.settle()
    expect(end.error).toBe(reason)
    expect(sent.requests).toEqual([])
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('of a platform that breaks the request by itself is not taken for a lost connection', async () => {
    const { client } = clientFor(
      (request) =>
        new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(new TypeError('terminated')))
        }),
    )
    const controller = new AbortController()
    const end = client.getRun(ids, { signal: controller.signal })
    controller.abort()
    await expect(end).rejects.toMatchObject({ name: 'AbortError' })
  })
})

it('the backend hears of an abort, and of a time-out', async () => {
  const signals: AbortSignal[] = []
  const { client, clock } = clientFor(
    (request) => {
      signals.push(request.signal)
      return never()
    },
    { maxRetries: 0 },
  )
  const controller = new AbortController()
  const aborted = watch(client.getRun(ids, { signal: controller.signal }))
  const late = watch(client.getRun(ids))
  await clock.settle()
  controller.abort()
  await clock.advance(60_000)
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true])
  expect([aborted.state, late.state]).toEqual(['failed', 'failed'])
})

it('a request that went well leaves no listener and no timer', async () => {
  const { client, clock } = clientFor([refusal(500), answer(run)])
  const { signal, listening, added } = countingSignal()
  const end = watch(client.getRun(ids, { signal }))
  await clock.advance(10_000)
  expect(end.state).toBe('done')
  expect(added()).toBe(3)
  expect(listening()).toBe(0)
  expect(clock.pending).toBe(0)
})

describe('the time limit', () => {
  it.each<[string, Step]>([
    ['the head', never],
    ['the body of an answer', endless()],
  ])('covers %s', async (_, step) => {
    const { client, clock } = clientFor(step, { timeout: 5_000, maxRetries: 0 })
    const end = watch(client.getRun(ids))
    await clock.advance(4_999)
    expect(end.state).toBe('pending')
    await clock.advance(1)
    expect(end.error).toMatchObject({ name: 'ConnectionError', timedOut: true })
    expect(clock.pending).toBe(0)
  })

  it('does not turn a refusal whose body hangs into a lost answer', async () => {
    const { client, clock } = clientFor(endless(400), { timeout: 5_000 })
    const end = watch(client.getRun(ids))
    await clock.advance(5_000)
    expect(end.error).toMatchObject({ name: 'ApiError', status: 400, reason: 'no reason given' })
  })

  it('covers the head of a stream, and the body of an answer in place of one', async () => {
    for (const step of [never, endless()]) {
      const { client, clock } = clientFor(step, { timeout: 5_000 })
      const { end } = listen(client.stream.createRun({ thread_id: 't1', assistant_id: 'a' }))
      await clock.advance(5_000)
      expect(end.error).toMatchObject({ name: 'ConnectionError', timedOut: true })
      expect(clock.pending).toBe(0)
    }
  })

  it('does not cover a running stream', async () => {
    const held = heldStream()
    const { client, clock } = clientFor(() => held.response, { timeout: 5_000 })
    const { end, names } = listen(client.stream.createRun({ thread_id: 't1', assistant_id: 'a' }))
    await clock.advance(40_000)
    held.push('thread.run.queued', run)
    await clock.advance(40_000)
    expect(end.state).toBe('pending')
    expect(names()).toEqual(['thread.run.queued'])
  })

  it('closes an answer that comes too late', async () => {
    const held = heldStream()
    let come: (response: Response) => void = () => {}
    const { client, clock } = clientFor(() => new Promise((resolve) => (come = resolve)), {
      maxRetries: 0,
    })
    const end = watch(client.getRun(ids))
    await clock.advance(60_000)
    expect(end.state).toBe('failed')
    come(held.response)
    await clock.settle()
    expect(held.cancelled).toBe(true)
  })
})

it('a fault of onResponse is the caller’s own, and nothing is sent again for it', async () => {
  const { client, sent } = clientFor(answer(run))
  const onResponse = () => {
    throw new RangeError('mine')
  }
  await expect(client.getRun(ids, { onResponse })).rejects.toThrow(RangeError)
  expect(sent.requests).toHaveLength(1)
})

it('onResponse sees the head of every answer, refusals too', async () => {
  const { client, clock } = clientFor([
    refusal(500),
    answer(run, 200, { 'openai-poll-after-ms': '7' }),
  ])
  const seen: (string | null)[] = []
  const end = watch(
    client.getRun(ids, {
      onResponse: ({ status, headers }) =>
        seen.push(`${status} ${headers.get('openai-poll-after-ms') ?? ''}`),
    }),
  )
  await clock.advance(10_000)
  expect(end.state).toBe('done')
  expect(seen).toEqual(['500 ', '200 7'])
})
