import { describe, expect, it } from 'vitest'

import { type Dialect, dialects, isUnsupportedError } from '../../src/api/index.js'
import { answer, clientFor, errorOf, listen, run } from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }
const params = { thread_id: 't1', assistant_id: 'asst_1' }

describe('a dialect', () => {
  it('adds its query to every request, beside the request’s own', async () => {
    const { client, sent } = clientFor(answer({ id: 't1', object: 'list', data: [] }), {
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
    expect(String(error)).toContain('Use getRun, and wait')
    expect(client.isSupported('cancelRun')).toBe(false)
    expect(client.isSupported('getRun')).toBe(true)
    expect(sent.requests).toEqual([])
  })

  it('that lacks a streamed operation says so at the first step of the loop', async () => {
    const dialect: Dialect = { ...dialects.generic, lacks: { createRun: 'createThreadAndRun' } }
    const { client, sent } = clientFor(answer(run), { dialect })
    const { end } = listen(client.stream.createRun(params))
    await Promise.resolve()
    expect(isUnsupportedError(await errorOf(client.createRun(params)))).toBe(true)
    expect(isUnsupportedError(end.error)).toBe(true)
    expect(sent.requests).toEqual([])
  })

  it('that lists no threads says what stands in for it, and sends nothing', async () => {
    const { client, sent } = clientFor(answer({ object: 'list', data: [] }))
    const error = await errorOf(client.listThreads({}))
    expect(isUnsupportedError(error) && error.operation).toBe('listThreads')
    expect(String(error)).toContain('Use getThread')
    expect(client.isSupported('listThreads')).toBe(false)
    expect(sent.requests).toEqual([])
  })

  it('that lists threads does so by pages, made what they promise', async () => {
    const thread = { id: 't1', created_at: 1_700_000_000_000 }
    const { client, sent } = clientFor(answer({ data: [thread, { id: null }] }), {
      dialect: dialects.azureClassic,
    })
    const { data } = await client.listThreads({ limit: 5, after: 't0' })
    expect(data).toEqual([{ id: 't1', object: 'thread', created_at: 1_700_000_000 }])
    expect(sent.requests.map(({ method, path, query }) => [method, path, query])).toEqual([
      ['GET', '/threads', { 'api-version': 'v1', limit: '5', after: 't0' }],
    ])
  })

  it('that was thought to list threads is known better once the server has said so', async () => {
    const { client } = clientFor(answer({ error: { message: 'Not allowed.' } }, 405), {
      dialect: dialects.azureClassic,
    })
    await errorOf(client.listThreads({}))
    expect(client.isSupported('listThreads')).toBe(false)
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
