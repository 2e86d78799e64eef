import { describe, expect, it } from 'vitest'

import {
  createAssistantsClient,
  isApiError,
  isConnectionError,
  isResponseError,
} from '../../src/api/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import {
  createManualClock,
  faultyFetch,
  type Fault,
  frames,
  heldStream,
  recordRequests,
} from '../../src/testing/index.js'
import { errorOf, listen, watch } from './support.js'

/** A real server behind a fetch that goes wrong as told, and records on both sides of the faults. */
function setUp(...faults: Fault[]) {
  const clock = createManualClock()
  const server = createAssistantsServer({ clock })
  const arrived = recordRequests(server.fetch)
  const faulty = faultyFetch(arrived, faults, { clock })
  const sent = recordRequests(faulty)
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: sent,
    clock,
    random: () => 0,
  })
  return { clock, arrived, faulty, sent, client }
}

async function setUpRun(...faults: Fault[]) {
  const setup = setUp(...faults)
  const { id: assistant_id } = await setup.client.createAssistant({ model: 'scripted' })
  const { id: thread_id } = await setup.client.createThread({
    messages: [{ role: 'user', content: 'Hello' }],
  })
  return { ...setup, params: { assistant_id, thread_id } }
}

describe('faultyFetch', () => {
  it('fails before the server sees anything', async () => {
    const { client, arrived, sent, faulty } = setUp({ operation: 'createThread', failBefore: true })
    expect(isConnectionError(await errorOf(client.createThread({})))).toBe(true)
    expect([sent.count('createThread'), arrived.count('createThread')]).toEqual([1, 0])
    expect(faulty.struck()).toBe(1)
  })

  it('loses the answer after the server did what it was asked (scenario 22)', async () => {
    const { client, arrived } = setUp({ operation: 'createAssistant', nth: 1, loseAnswer: true })
    expect(isConnectionError(await errorOf(client.createAssistant({ model: 'm' })))).toBe(true)
    expect(arrived.count('createAssistant')).toBe(1)
    await expect(client.listAssistants({})).resolves.toMatchObject({ data: [{ model: 'm' }] })
  })

  it('fails with an error of the test’s own', async () => {
    const why = new Error('unplugged')
    const { client } = setUp({ failBefore: why })
    await expect(errorOf(client.createThread({}))).resolves.toMatchObject({ cause: why })
  })

  it('answers in the server’s place', async () => {
    const headers = { 'retry-after': '600' }
    const error = { message: 'Too fast', code: 'rate' }
    const { client, arrived, faulty } = setUp(
      { operation: 'createThread', answer: { status: 429, headers, body: { error } } },
      { operation: 'listAssistants', answer: { body: '<!doctype html>' } },
      { operation: 'getThread', answer: ({ url }) => Response.json({ id: url, object: 'thread' }) },
      { operation: 'deleteThread', answer: { status: 204 } },
    )
    const refused = await errorOf(client.createThread({}))
    expect(isApiError(refused) && refused.retryAfter).toBe(600_000)
    expect(isResponseError(await errorOf(client.listAssistants({})))).toBe(true)
    await expect(client.getThread({ thread_id: 't1' })).resolves.toMatchObject({
      id: 'https://server.test/v1/threads/t1',
    })
    await expect(client.deleteThread({ thread_id: 't1' })).resolves.toMatchObject({ deleted: true })
    expect(arrived.requests).toEqual([])
    expect(faulty.struck()).toBe(4)
  })

  it('picks by operation and by number, the first fault that fits', async () => {
    const { client, faulty } = setUp(
      { operation: ['createThread', 'createAssistant'], nth: [2, 3], failBefore: true },
      { operation: 'createThread', nth: 4, loseAnswer: true },
    )
    const ends: string[] = []
    for (let turn = 0; turn < 5; turn++) {
      const end = watch(client.createThread({}))
      await end.settled
      ends.push(end.state)
    }
    expect(ends).toEqual(['done', 'failed', 'failed', 'failed', 'done'])
    expect(faulty.struck()).toBe(3)
  })

  it('takes new faults, and can be mended', async () => {
    const { client, faulty } = setUp()
    await client.createThread({})
    faulty.add({ failBefore: true })
    expect(isConnectionError(await errorOf(client.createThread({})))).toBe(true)
    faulty.mend()
    await expect(client.createThread({})).resolves.toMatchObject({ object: 'thread' })
  })

  it('delays on the clock, and hears an abort meanwhile', async () => {
    const { client, clock, arrived } = setUp({ delay: 5_000 })
    const end = watch(client.createThread({}))
    await clock.advance(4_999)
    expect([end.state, arrived.requests.length]).toEqual(['pending', 0])
    await clock.advance(1)
    expect(end.state).toBe('done')
    const controller = new AbortController()
    const left = watch(client.createThread({}, { signal: controller.signal }))
    await clock.settle()
    controller.abort('gone')
    await clock.settle()
    expect(left.error).toBe('gone')
    expect(clock.pending).toBe(0)
  })

  it('says so when it has no clock to delay on', async () => {
    const fetch = faultyFetch(async () => new Response(), [{ delay: 1 }])
    await expect(fetch(new Request('https://server.test/v1/threads'))).rejects.toThrow(
      /needs a clock/,
    )
  })

  it.each([
    ['break', 'failed', 'cut'],
    ['end', 'failed', 'cut'],
    ['stall', 'failed', 'stalled'],
  ] as const)('cuts a stream after so many events: %s', async (how, state, reason) => {
    const { client, clock, params } = await setUpRun({
      operation: 'createRun',
      cut: { afterEvents: 3, how },
    })
    const { end, names } = listen(client.stream.createRun(params))
    await clock.advance(60_000)
    expect(names()).toEqual(['thread.run.created', 'thread.run.queued', 'thread.run.in_progress'])
    expect(end).toMatchObject({ state, error: { reason } })
    expect(clock.pending).toBe(0)
  })

  it('cuts any body after so many bytes, and a cut beyond its end cuts nothing', async () => {
    for (const afterBytes of [0, 1, 40]) {
      const { client } = setUp({ cut: { afterBytes, how: 'end' } })
      expect(isResponseError(await errorOf(client.createThread({})))).toBe(true)
    }
    const whole = setUp({ cut: { afterBytes: 100_000 } })
    await expect(whole.client.createThread({})).resolves.toMatchObject({ object: 'thread' })
  })
})

describe('recordRequests', () => {
  it('keeps method, path, query and body of each request, and passes all of it on', async () => {
    const { client, sent } = setUp()
    const thread = await client.createThread({ metadata: { a: 'b' } })
    await client.listMessages({ thread_id: thread.id, limit: 3 })
    expect(sent.requests).toMatchObject([
      {
        operation: 'createThread',
        method: 'POST',
        path: '/threads',
        body: { metadata: { a: 'b' } },
      },
      { operation: 'listMessages', path: `/threads/${thread.id}/messages`, query: { limit: '3' } },
    ])
    expect(thread.metadata).toEqual({ a: 'b' })
  })

  it('counts by operation, by line with any id, and by route', async () => {
    const { client, sent } = setUp()
    const { id: thread_id } = await client.createThread({})
    await client.createMessage({ thread_id, role: 'user', content: 'Hello' })
    await errorOf(client.createThreadAndRun({ assistant_id: 'unknown' }))
    expect(sent.count('createMessage')).toBe(1)
    expect(sent.count('POST /threads/…/messages')).toBe(1)
    expect(sent.count('POST /threads/{thread_id}/messages')).toBe(1)
    expect(sent.count(`POST /threads/${thread_id}/messages`)).toBe(1)
    expect(sent.count('GET /threads/…/messages')).toBe(0)
    expect(sent.count('createThreadAndRun')).toBe(1)
    expect(sent.count('modifyThread')).toBe(0)
    sent.clear()
    expect(sent.count('createThread')).toBe(0)
  })

  it('reads below the base path that it is told', async () => {
    const fetch = recordRequests(async () => new Response(), { basePath: '/api/assistants' })
    await fetch(new Request('https://a.test/api/assistants/threads', { method: 'POST' }))
    await fetch(new Request('https://a.test/elsewhere'))
    expect(fetch.requests.map(({ operation, path, body }) => [operation, path, body])).toEqual([
      ['createThread', '/threads', undefined],
      [null, '/elsewhere', undefined],
    ])
  })
})

describe('heldStream', () => {
  const read = async (body: ReadableStream | null, times: number) => {
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    const pieces: string[] = []
    for (let turn = 0; turn < times; turn++) {
      pieces.push(new TextDecoder().decode((await reader.read()).value))
    }
    return { pieces, reader }
  }

  it('sends what is pushed: objects as JSON, text as it stands, comments, bytes', async () => {
    const held = heldStream()
    held.push('a', { b: 1 })
    held.push('done', '[DONE]')
    held.comment()
    held.comment('hm')
    held.send(new Uint8Array([104, 105]))
    const { pieces } = await read(held.response.body, 5)
    expect(pieces).toEqual([
      'event: a\ndata: {"b":1}\n\n',
      'event: done\ndata: [DONE]\n\n',
      ': still here\n\n',
      ': hm\n\n',
      'hi',
    ])
    expect(held.cancelled).toBe(false)
  })

  it('breaks and closes only after what was pushed before was read', async () => {
    const broken = heldStream()
    broken.push('a', 1)
    broken.break(new Error('reset'))
    const { reader } = await read(broken.response.body, 1)
    await expect(reader.read()).rejects.toThrow('reset')
    const closed = heldStream()
    closed.push('a', 1)
    closed.close()
    await expect(closed.response.text()).resolves.toBe('event: a\ndata: 1\n\n')
  })

  it('knows that its reader left, and drops what is pushed then', async () => {
    const held = heldStream()
    const { reader } = await read(held.response.body, 0)
    const waiting = reader.read()
    await reader.cancel()
    expect(held.cancelled).toBe(true)
    held.push('a', 1)
    held.close()
    held.break()
    await expect(waiting).resolves.toEqual({ done: true, value: undefined })
  })

  it('has the head that it is given', () => {
    const { response } = heldStream({ status: 201, headers: { 'content-type': 'text/plain' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([201, 'text/plain'])
  })
})

describe('frames', () => {
  it('publishes at the next frame what has waited, once, and not what was taken back', () => {
    const drawn: string[] = []
    const { schedule, next, ...rest } = frames()
    expect(rest.pending).toBe(0)
    schedule(() => drawn.push('a'))
    const takeBack = schedule(() => drawn.push('b'))
    takeBack()
    schedule(() => {
      drawn.push('c')
      schedule(() => drawn.push('d'))
    })
    expect(drawn).toEqual([])
    expect(next()).toBe(2)
    expect(drawn).toEqual(['a', 'c'])
    expect(next()).toBe(1)
    expect(drawn).toEqual(['a', 'c', 'd'])
    expect(next()).toBe(0)
  })

  it('tells how much waits', () => {
    const drawing = frames()
    const takeBack = drawing.schedule(() => {})
    drawing.schedule(() => {})
    expect(drawing.pending).toBe(2)
    takeBack()
    expect(drawing.pending).toBe(1)
  })
})

describe('createManualClock', () => {
  it('rings in the order of time, and of setting where that is the same', async () => {
    const clock = createManualClock(0)
    const rung: string[] = []
    clock.after(20, () => rung.push(`c${clock.now()}`))
    clock.after(10, () => {
      rung.push(`a${clock.now()}`)
      clock.after(5, () => rung.push(`b${clock.now()}`))
    })
    clock.after(20, () => rung.push('d'))
    clock.after(10, () => rung.push('never'))()
    await clock.advance(19)
    expect(rung).toEqual(['a10', 'b15'])
    expect(clock.pending).toBe(2)
    await clock.advance(1)
    expect(rung).toEqual(['a10', 'b15', 'c20', 'd'])
    expect([clock.now(), clock.pending]).toEqual([20, 0])
  })
})
