import { describe, expect, it } from 'vitest'

import { isApiError } from '../../src/api/index.js'
import {
  allOf,
  answer,
  clientFor,
  countingSignal,
  errorOf,
  refusal,
  run,
  watch,
} from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }

/** A server that lets in whoever carries the newest token, and a headers function that a test lets go by hand. */
function setUpTokens({ goodToken = 'token-1' } = {}) {
  const asked: boolean[] = []
  const waiting: { refresh: boolean; give: (token: string) => void; fail: (why: Error) => void }[] =
    []
  const setup = clientFor(
    (request) =>
      request.headers.get('authorization') === `Bearer ${goodToken}` ? answer(run) : refusal(401),
    {
      headers: ({ refresh }) => {
        asked.push(refresh)
        return new Promise((resolve, reject) => {
          const give = (token: string) => resolve({ authorization: `Bearer ${token}` })
          waiting.push({ refresh, give, fail: reject })
        })
      },
    },
  )
  const give = async (token: string) => {
    waiting.shift()?.give(token)
    await setup.clock.settle()
  }
  const fail = async (why: Error) => {
    waiting.shift()?.fail(why)
    await setup.clock.settle()
  }
  const get = () => watch(setup.client.getRun(ids))
  return { ...setup, asked, give, fail, get }
}

describe('headers', () => {
  it('go with every request as they are', async () => {
    const { client, sent } = clientFor(answer(run), { headers: { 'x-tenant': 'blue' } })
    await client.getRun(ids)
    expect(sent.requests[0]?.headers['x-tenant']).toBe('blue')
  })

  it('are asked for again at each request and at each retry, when they are a function', async () => {
    let count = 0
    const { client, clock, sent } = clientFor([refusal(500), answer(run)], {
      headers: () => ({ 'x-count': String(++count) }),
    })
    const end = watch(client.getRun(ids))
    await clock.advance(20_000)
    await client.getRun(ids)
    expect(end.state).toBe('done')
    expect(sent.requests.map(({ headers }) => headers['x-count'])).toEqual(['1', '2', '3'])
  })

  it('are not asked for anew after a refusal when they are no function', async () => {
    const { client, sent } = clientFor(refusal(401), { headers: { authorization: 'Bearer t' } })
    expect(isApiError(await errorOf(client.getRun(ids)))).toBe(true)
    expect(sent.requests).toHaveLength(1)
  })

  it('that no request can carry are named, and their value is not', async () => {
    const { client } = clientFor(answer(run), { headers: { authorization: 'Bearer se\ncret' } })
    const error = await errorOf(client.getRun(ids))
    expect(error).toMatchObject({ name: 'ConfigurationError' })
    expect(allOf(error)).toContain('authorization')
    expect(allOf(error)).not.toContain('cret')
  })
})

describe('one refresh after a 401 (scenario 17)', () => {
  it('lets the request through with the fresh headers', async () => {
    const { get, give, asked, sent } = setUpTokens()
    const end = get()
    await give('token-0')
    await give('token-1')
    expect(end.value).toEqual(run)
    expect(asked).toEqual([false, true])
    expect(sent.requests).toHaveLength(2)
  })

  it('also for a creation: it was refused, so nothing was created', async () => {
    const { client, give, asked } = setUpTokens()
    const end = watch(client.createThread({}))
    await give('token-0')
    await give('token-1')
    expect(end.state).toBe('done')
    expect(asked).toEqual([false, true])
  })

  it('is shared by all that are refused while it runs, and by those that start meanwhile', async () => {
    const { get, give, asked, sent } = setUpTokens()
    const first = [get(), get(), get()]
    for (let turn = 0; turn < 3; turn++) await give('token-0')
    const late = get()
    await give('token-1')
    expect([...first, late].map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
    expect(asked).toEqual([false, false, false, true])
    expect(sent.requests).toHaveLength(7)
  })

  it('serves a request that was sent before it and is refused after it', async () => {
    const held: (() => void)[] = []
    const asked: boolean[] = []
    let token = 'old'
    const { client, clock } = clientFor(
      async (request) => {
        const isGood = request.headers.get('authorization') === 'new'
        if (request.url.includes('slow') && !isGood) await new Promise<void>((go) => held.push(go))
        return isGood ? answer(run) : refusal(401)
      },
      {
        headers: ({ refresh }) => {
          asked.push(refresh)
          if (refresh) token = 'new'
          return { authorization: token }
        },
      },
    )
    const slow = watch(client.getRun({ ...ids, run_id: 'slow' }))
    await client.getRun(ids)
    held[0]?.()
    await clock.settle()
    expect(slow.state).toBe('done')
    expect(asked.filter(Boolean)).toHaveLength(1)
  })

  it('is shared even when the function that is asked without need goes on giving the old ones', async () => {
    const { client } = clientFor(
      (request) => (request.headers.get('authorization') === 'new' ? answer(run) : refusal(401)),
      { headers: ({ refresh }) => ({ authorization: refresh ? 'new' : 'old' }) },
    )
    await expect(Promise.all([client.getRun(ids), client.getRun(ids)])).resolves.toHaveLength(2)
  })

  it('is the only one: a second 401 fails', async () => {
    const { get, give, asked, sent } = setUpTokens()
    const end = get()
    await give('token-0')
    await give('token-0')
    expect(isApiError(end.error) && end.error.status).toBe(401)
    expect(asked).toEqual([false, true])
    expect(sent.requests).toHaveLength(2)
  })

  it('is made again at the next 401, when the fresh headers have grown old too', async () => {
    const { get, give, asked } = setUpTokens()
    for (let turn = 0; turn < 2; turn++) {
      const end = get()
      await give('token-0')
      await give('token-1')
      expect(end.state).toBe('done')
    }
    expect(asked).toEqual([false, true, false, true])
  })

  it('is not repeated by the retries that follow it, and takes none of them away', async () => {
    const asked: boolean[] = []
    const { client, clock, sent } = clientFor(
      [refusal(401), refusal(500), refusal(500), refusal(500), answer(run)],
      {
        headers: ({ refresh }) => {
          asked.push(refresh)
          return {}
        },
      },
    )
    const end = watch(client.getRun(ids))
    await clock.advance(60_000)
    expect(end.state).toBe('done')
    expect(asked).toEqual([false, true, false, false, false])
    expect(sent.requests).toHaveLength(5)
  })

  it('that fails is what all who wait for it reject with, and the next one is tried anew', async () => {
    const { get, give, fail, asked } = setUpTokens()
    const ends = [get(), get()]
    await give('token-0')
    await give('token-0')
    const signedOut = new Error('signed out')
    await fail(signedOut)
    expect(ends.map(({ error }) => error)).toEqual([signedOut, signedOut])
    const next = get()
    await give('token-0')
    await give('token-1')
    expect(next.state).toBe('done')
    expect(asked).toEqual([false, false, true, false, true])
  })

  it('goes on for the others when one who waits leaves', async () => {
    const { client, get, give, clock } = setUpTokens()
    const { signal, abort, listening } = countingSignal()
    const leaving = watch(client.getRun(ids, { signal }))
    const staying = get()
    await give('token-0')
    await give('token-0')
    abort('gone')
    await clock.settle()
    expect(leaving.error).toBe('gone')
    await give('token-1')
    expect(staying.state).toBe('done')
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
  })
})

it('a headers function that never answers is given up in time', async () => {
  const { client, clock, sent } = clientFor(answer(run), {
    headers: () => new Promise(() => {}),
    maxRetries: 0,
  })
  const end = watch(client.getRun(ids))
  await clock.advance(60_000)
  expect(end.error).toMatchObject({ name: 'ConnectionError', timedOut: true })
  expect(sent.requests).toEqual([])
  expect(clock.pending).toBe(0)
})
