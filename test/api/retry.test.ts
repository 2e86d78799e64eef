import { describe, expect, it } from 'vitest'

import { isApiError, isConnectionError, isNotFound } from '../../src/api/index.js'
import { readRetryAfter } from '../../src/api/retry.js'
import {
  answer,
  clientFor,
  errorOf,
  networkError,
  never,
  refusal,
  run,
  type Step,
  watch,
} from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }
const message = { thread_id: 't1', role: 'user', content: 'Hello' } as const

/** How often each method sends when every answer is this one, with all the time in the world. */
async function countSends(step: Step, options = {}) {
  const count = async (act: (setup: ReturnType<typeof clientFor>) => Promise<unknown>) => {
    const setup = clientFor(step, options)
    const end = watch(act(setup))
    await setup.clock.advance(1_000_000)
    expect(end.state).toBe('failed')
    expect(setup.clock.pending).toBe(0)
    return setup.sent.requests.length
  }
  return {
    GET: await count(({ client }) => client.getRun(ids)),
    DELETE: await count(({ client }) => client.deleteThread({ thread_id: 't1' })),
    POST: await count(({ client }) => client.createMessage(message)),
  }
}

describe('the retry table', () => {
  const again = { GET: 4, DELETE: 4, POST: 1 }
  const once = { GET: 1, DELETE: 1, POST: 1 }
  const told = { GET: 4, DELETE: 4, POST: 4 }

  it.each<[string, Step, typeof again]>([
    ['no answer', networkError(), again],
    ['a time-out', never, again],
    ['408', refusal(408), again],
    ['429', refusal(429), again],
    ['429 that says when', refusal(429, { 'retry-after': '1' }), told],
    ['429 that says now', refusal(429, { 'retry-after-ms': '0' }), told],
    ['429 that says two minutes', refusal(429, { 'retry-after': '120' }), told],
    ['429 that says more', refusal(429, { 'retry-after': '121' }), once],
    ['503 that says more', refusal(503, { 'retry-after': '600' }), once],
    [
      '429 for want of money, as a code',
      refusal(429, { 'retry-after': '1' }, { code: 'insufficient_quota' }),
      once,
    ],
    ['429 for want of money, as a type', refusal(429, {}, { type: 'insufficient_quota' }), once],
    ['500', refusal(500), again],
    ['502 in HTML', new Response('<html>', { status: 502 }), again],
    ['503 that says when', refusal(503, { 'retry-after': '1' }), again],
    ['504', refusal(504), again],
    ['400', refusal(400), once],
    ['401', refusal(401), once],
    ['403', refusal(403), once],
    ['404', refusal(404), once],
    ['405', refusal(405), once],
    ['409', refusal(409), once],
    ['422', refusal(422), once],
    ['400 that says when', refusal(400, { 'retry-after': '1' }), once],
    ['HTML in place of an answer', new Response('<html>'), once],
  ])('%s', async (_, step, sends) => {
    await expect(countSends(step)).resolves.toEqual(sends)
  })

  it('sends once when no retries are wanted', async () => {
    await expect(countSends(networkError(), { maxRetries: 0 })).resolves.toEqual(once)
  })

  it('gives the answer that comes in the end', async () => {
    const { client, clock, sent } = clientFor([networkError(), refusal(500), answer(run)])
    const end = watch(client.getRun(ids))
    await clock.advance(20_000)
    expect(end.value).toEqual(run)
    expect(sent.count('getRun')).toBe(3)
  })

  it('takes up a body that broke off as no answer', async () => {
    const broken = () =>
      new Response(
        new ReadableStream({ pull: (controller) => controller.error(new TypeError('reset')) }),
      )
    const { client, clock } = clientFor([broken, answer(run)])
    const end = watch(client.getRun(ids))
    await clock.advance(20_000)
    expect(end.value).toEqual(run)
  })

  it('never sends a streamed run twice', async () => {
    const { client, sent } = clientFor(networkError())
    const events = client.stream.createRun({ thread_id: 't1', assistant_id: 'asst_1' })
    const error = await errorOf(events[Symbol.asyncIterator]().next())
    expect(isConnectionError(error)).toBe(true)
    expect(sent.requests).toHaveLength(1)
  })
})

describe('the wait', () => {
  /** When each request went out, in milliseconds. */
  async function timesOf(steps: Step[], random: () => number, act = 'getRun') {
    const times: number[] = []
    const { client, clock } = clientFor(
      steps.map((step) => () => {
        times.push(clock.now())
        if (step instanceof Error) throw step
        return (step as Response).clone()
      }),
      { random },
    )
    const end = watch<unknown>(
      act === 'getRun' ? client.getRun(ids) : client.createMessage(message),
    )
    await clock.advance(1_000_000)
    expect(end.state).toBe('done')
    return times.slice(1).map((time, at) => time - (times[at] ?? 0))
  }

  it('doubles its ceiling, and lies anywhere below it', async () => {
    const steps = [networkError(), refusal(500), refusal(429), answer(run)]
    await expect(timesOf(steps, () => 1)).resolves.toEqual([500, 1000, 2000])
    await expect(timesOf(steps, () => 0.25)).resolves.toEqual([125, 250, 500])
    await expect(timesOf(steps, () => 0)).resolves.toEqual([0, 0, 0])
  })

  it.each(['getRun', 'createMessage'])(
    'of %s is never shorter than told, and spread',
    async (act) => {
      const steps = [refusal(429, { 'retry-after': '5' }), answer(run)]
      const waits = await Promise.all(
        Array.from({ length: 50 }, (_, seed) => timesOf(steps, () => seed / 50, act)),
      )
      for (const [wait] of waits) {
        expect(wait).toBeGreaterThanOrEqual(5_000)
        expect(wait).toBeLessThanOrEqual(6_000)
      }
      expect(new Set(waits.flat()).size).toBe(50)
    },
  )

  it('is told as a field when it is for a person to decide about', async () => {
    const { client } = clientFor(refusal(429, { 'retry-after': '600', 'x-request-id': 'req_1' }))
    const error = await errorOf(client.createMessage(message))
    expect(error).toMatchObject({
      name: 'ApiError',
      status: 429,
      retryAfter: 600_000,
      requestId: 'req_1',
    })
  })
})

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 0, 1, 12)
  it.each([
    [{}, null],
    [{ 'retry-after': '5' }, 5_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1_500],
    [{ 'retry-after': '' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '2026' }, 2_026_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '0' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '5' }, 250],
    [{ 'retry-after-ms': 'x', 'retry-after': '5' }, 5_000],
    [{ 'retry-after-ms': '-1' }, null],
    [{ 'retry-after-ms': 'Infinity' }, null],
    // Our clock is ten minutes ahead: by it, the moment had passed.
    [
      { 'retry-after': 'Thu, 01 Jan 2026 11:50:30 GMT', date: 'Thu, 01 Jan 2026 11:50:00 GMT' },
      30_000,
    ],
    [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT', date: 'today' }, 30_000],
  ])('reads %j as %j', (headers, ms) => {
    expect(readRetryAfter(new Headers(headers as Record<string, string>), now)).toBe(ms)
  })
})

describe('a deletion', () => {
  const thread_id = 't1'
  it.each<[string, Step]>([
    ['no answer', networkError()],
    ['500', refusal(500)],
    ['408', refusal(408)],
  ])('is done when nothing is found after %s', async (_, first) => {
    const { client, clock } = clientFor([first, refusal(404)])
    const end = watch(client.deleteThread({ thread_id }))
    await clock.advance(20_000)
    expect(end.value).toEqual({ id: 't1', object: 'thread.deleted', deleted: true })
  })

  it.each([
    ['deleteAssistant', { assistant_id: 'x' }, 'assistant.deleted', 'v2'],
    ['deleteAssistantFile', { assistant_id: 'a', file_id: 'x' }, 'assistant.file.deleted', 'v1'],
    ['deleteMessage', { thread_id, message_id: 'x' }, 'thread.message.deleted', 'v2'],
    ['deleteFile', { file_id: 'x' }, 'file', 'v2'],
  ] as const)('%s has its own tombstone', async (operation, params, object, apiVersion) => {
    const { client, clock } = clientFor([networkError(), refusal(404)], { apiVersion })
    const end = watch<unknown>(client[operation](params as never))
    await clock.advance(20_000)
    expect(end.value).toEqual({ id: 'x', object, deleted: true })
  })

  it('of what was never there is an error at the first try, and after a refusal that did nothing', async () => {
    const first = clientFor(refusal(404))
    expect(isNotFound(await errorOf(first.client.deleteThread({ thread_id })))).toBe(true)

    const limited = clientFor([refusal(429, { 'retry-after': '1' }), refusal(404)])
    const end = watch(limited.client.deleteThread({ thread_id }))
    await limited.clock.advance(20_000)
    expect(isNotFound(end.error)).toBe(true)

    const headers = () => ({})
    const expired = clientFor([refusal(401), refusal(404)], { headers })
    expect(isNotFound(await errorOf(expired.client.deleteThread({ thread_id })))).toBe(true)
  })

  it('may be answered without a word', async () => {
    const { client } = clientFor(() => new Response(null, { status: 204 }))
    await expect(client.deleteThread({ thread_id })).resolves.toEqual({
      id: 't1',
      object: 'thread.deleted',
      deleted: true,
    })
  })
})

it('a creation whose answer was lost is said to be unknown, not failed', async () => {
  const { client } = clientFor(networkError())
  const error = await errorOf(client.createMessage(message))
  expect(isConnectionError(error) && !isApiError(error)).toBe(true)
  expect(String(error)).toContain('read before you repeat it')
})
