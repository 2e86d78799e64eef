import { describe, expect, it } from 'vitest'

import { type Dialect, dialects, isUnsupportedError } from '../../src/api/index.js'
import { toSeconds } from '../../src/api/timestamps.js'
import { heldStream } from '../../src/testing/index.js'
import { answer, clientFor, errorOf, listen, run } from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }
const params = { thread_id: 't1', assistant_id: 'asst_1' }

describe('a dialect', () => {
  it('adds its query to every request, beside the request’s own', async () => {
    const { client, sent } = clientFor(answer({ object: 'list', data: [] }), {
      dialect: dialects.azureClassic,
    })
    await client.listRuns({ thread_id: 't1', limit: 5 })
    await client.createThread({})
    await client.listFiles({})
    expect(sent.requests.map(({ query }) => query)).toEqual([
      { 'api-version': 'v1', limit: '5' },
      { 'api-version': 'v1' },
      { 'api-version': 'v1' },
    ])
  })

  it('leaves the beta header out', async () => {
    const { client, sent } = clientFor(answer(run), { dialect: dialects.azureClassic })
    await client.getRun(ids)
    expect(sent.requests[0]?.headers).not.toHaveProperty('openai-beta')
  })

  it('names what the server lacks before anything is sent', async () => {
    const { client, sent } = clientFor(answer(run), { dialect: dialects.modelStudio })
    const error = await errorOf(client.cancelRun(ids))
    expect(isUnsupportedError(error) && error.where).toBe('the dialect "modelStudio"')
    expect(client.isSupported('cancelRun')).toBe(false)
    expect(client.isSupported('getRun')).toBe(true)
    expect(sent.requests).toEqual([])
  })

  it('that lacks a streamed operation says so at the first step of the loop', async () => {
    const dialect: Dialect = { ...dialects.generic, lacks: ['createRun'] }
    const { client, sent } = clientFor(answer(run), { dialect })
    const { end } = listen(client.stream.createRun(params))
    await Promise.resolve()
    expect(isUnsupportedError(await errorOf(client.createRun(params)))).toBe(true)
    expect(isUnsupportedError(end.error)).toBe(true)
    expect(sent.requests).toEqual([])
  })

  it.each([
    [true, 'act_1'],
    [false, undefined],
  ])('that heeds idempotency keys (%s) gets %j', async (idempotencyKey, header) => {
    const { client, sent } = clientFor(answer(run), {
      dialect: { ...dialects.generic, idempotencyKey },
    })
    await client.createRun(params, { idempotencyKey: 'act_1' })
    expect(sent.requests[0]?.headers['idempotency-key']).toBe(header)
  })
})

describe('a server that counts in milliseconds', () => {
  const created_at = 1_767_225_600_999
  const seconds = 1_767_225_600
  const dialect = dialects.modelStudio
  const slow = {
    ...run,
    created_at,
    expires_at: null,
    started_at: created_at,
    metadata: { a_at: '7' },
  }
  const tidy = { ...slow, created_at: seconds, started_at: seconds }

  it('is heard in whole seconds: answers, pages and events', async () => {
    const page = {
      object: 'list',
      data: [slow, slow],
      first_id: null,
      last_id: null,
      has_more: false,
    }
    const { client } = clientFor([answer(slow), answer(page)], { dialect })
    await expect(client.getRun(ids)).resolves.toEqual(tidy)
    await expect(client.listRuns({ thread_id: 't1' })).resolves.toMatchObject({
      data: [tidy, tidy],
    })

    const held = heldStream()
    const streamed = clientFor(() => held.response, { dialect })
    const { heard } = listen(streamed.client.stream.createRun(params))
    held.push('thread.run.queued', slow)
    await streamed.clock.settle()
    expect(heard).toEqual([{ event: 'thread.run.queued', data: tidy }])

    const ignored = clientFor(answer(slow), { dialect })
    const whole = listen(ignored.client.stream.createRun(params))
    await ignored.clock.settle()
    expect(whole.heard).toEqual([{ event: 'thread.run.queued', data: tidy }])
  })

  it('is not heard so in a dialect that counts in seconds', async () => {
    const { client } = clientFor(answer(slow))
    await expect(client.getRun(ids)).resolves.toEqual(slow)
  })

  it('keeps its text, its nulls and what an app has put into it', () => {
    const held = {
      created_at,
      failed_at: null,
      expires_at: 'soon',
      that: created_at,
      deep: { created_at },
    }
    expect(toSeconds(structuredClone(held))).toEqual({ ...held, created_at: seconds })
    expect(toSeconds({ data: [null, 7, { started_at: created_at }] })).toEqual({
      data: [null, 7, { started_at: seconds }],
    })
    expect(toSeconds({ created_at: seconds + 0.7 })).toEqual({ created_at: seconds })
  })
})
