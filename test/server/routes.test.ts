import { describe, expect, it } from 'vitest'
import { fillRoute, missingInVersion, type OperationName, routes } from '../../src/api/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import { facts, reason, serverFor } from './serverFor.js'

const ids = {
  assistant_id: 'asst_x',
  thread_id: 'thread_x',
  message_id: 'msg_x',
  run_id: 'run_x',
  step_id: 'step_x',
  file_id: 'file-x',
}
const operations = Object.keys(routes) as OperationName[]
const firstEditionOnly = operations.filter((operation) => operation in missingInVersion.v2)
const paths = (operation: OperationName) => {
  const { method, segments } = fillRoute(operation, ids)
  return { method, path: `/${segments.join('/')}` }
}

describe('the routes', () => {
  it.each(operations.filter((operation) => !firstEditionOnly.includes(operation)))(
    'lead to %s',
    async (operation) => {
      const { method, path } = paths(operation)
      const response = await serverFor().send(method, path, {
        ...(operation !== 'uploadFile' && method === 'POST' && { body: '{}' }),
      })
      const text = await response.text()
      expect(text).not.toContain('Invalid URL')
      // What is asked for is not there, the body lacks a member, or it is a list or a new thread.
      const expected = text.includes('found with id') ? 404 : text.includes('"error"') ? 400 : 200
      expect(response.status).toBe(expected)
    },
  )

  it.each(firstEditionOnly)('tell what stands in for %s', async (operation) => {
    const { method, path } = paths(operation)
    const answer = await serverFor().ask(method, path, method === 'POST' ? { body: '{}' } : {})
    expect(answer.status).toBe(404)
    expect(reason(answer)).toContain(missingInVersion.v2[operation])
  })

  it('answer an unknown path with 404 and a wrong method with 405', async () => {
    const { ask } = serverFor()
    const unknown = await ask('GET', '/dreams')
    expect(unknown.status).toBe(404)
    expect(reason(unknown)).toBe('Invalid URL (GET /v1/dreams)')
    const wrong = await ask('PUT', '/threads/thread_x')
    expect(wrong.status).toBe(405)
    expect(wrong.headers.get('allow')).toBe('GET, POST, DELETE')
    expect(facts(wrong)).toEqual({ type: 'invalid_request_error', param: null, code: null })
  })

  it.each([
    ['/api/assistants', '/api/assistants/threads', 200],
    ['/api/assistants', '/api/assistants/assistants', 200],
    ['/api/assistants', '/v1/assistants', 404],
    ['/v1', '/v1/assistants/', 404],
    ['/v1', '/v12/assistants', 404],
    ['/v1', '/v1/assistants/%E0%A4%A', 400],
    ['', '/assistants', 200],
  ])('under %j read %s exactly', async (basePath, path, status) => {
    const { fetch } = createAssistantsServer({ basePath })
    const request = new Request(`https://server.test${path}`, {
      headers: { 'openai-beta': 'assistants=v2' },
    })
    expect((await fetch(request)).status).toBe(status)
  })

  it('refuse a base path that cannot be one', () => {
    expect(() => createAssistantsServer({ basePath: '/v1/' })).toThrow(/must begin with a slash/)
  })
})

describe('the edition', () => {
  it.each([
    [{ 'openai-beta': '' }, /'OpenAI-Beta' is missing/],
    [{ 'openai-beta': 'assistants=v9' }, /no assistants=v9/],
  ])('is refused with %j', async (headers, words) => {
    const answer = await serverFor().ask('GET', '/assistants', { headers })
    expect(answer.status).toBe(400)
    expect(reason(answer)).toMatch(words)
    expect(facts(answer)).toEqual({
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_beta',
    })
  })

  it('is read among other values, and not asked for on files', async () => {
    const { ask } = serverFor()
    const headers = { 'openai-beta': 'other=1, assistants=v2' }
    expect((await ask('GET', '/assistants', { headers })).status).toBe(200)
    expect((await ask('GET', '/files', { headers: { 'openai-beta': '' } })).status).toBe(200)
  })
})

describe('every answer', () => {
  it('tells the time, its own id, and what a page of another origin may read', async () => {
    const { ask } = serverFor()
    const { headers } = await ask('GET', '/assistants')
    expect(headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
    expect(headers.get('x-request-id')).toMatch(/^req_/)
    expect(headers.get('openai-version')).toBe('2020-10-01')
    expect(headers.get('access-control-expose-headers')).toContain('openai-poll-after-ms')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('openai-poll-after-ms')).toBeNull()
  })

  it('waits for the latency that it was given', async () => {
    const { clock, ask } = serverFor({ latency: 200 })
    let answered = false
    const answer = ask('GET', '/assistants').then(() => (answered = true))
    await clock.advance(199)
    expect(answered).toBe(false)
    await clock.advance(1)
    await answer
  })

  it('is 401 for who may not come in', async () => {
    const { ask } = serverFor({
      authorize: async (request) => request.headers.get('authorization') === 'Bearer right',
    })
    const without = await ask('GET', '/assistants')
    expect([without.status, facts(without)['code']]).toEqual([401, null])
    const wrong = await ask('GET', '/assistants', { headers: { authorization: 'Bearer wrong' } })
    expect([wrong.status, facts(wrong)['code']]).toEqual([401, 'invalid_api_key'])
    const right = await ask('GET', '/assistants', { headers: { authorization: 'Bearer right' } })
    expect(right.status).toBe(200)
  })

  it('hides what went wrong inside, and tells it to the app', async () => {
    const errors: unknown[] = []
    const cause = new Error('disk on fire')
    const { ask } = serverFor({
      onError: (error) => errors.push(error),
      store: {
        get: () => Promise.reject(cause),
        locate: () => Promise.reject(cause),
        list: () => Promise.reject(cause),
        batch: () => Promise.reject(cause),
      },
    })
    const answer = await ask('GET', '/assistants')
    expect(answer.status).toBe(500)
    expect(facts(answer)).toEqual({ type: 'server_error', param: null, code: null })
    expect(JSON.stringify(answer.body)).not.toContain('fire')
    expect(errors).toEqual([cause])
  })
})

describe('ids', () => {
  it('have 24 letters and digits after their prefix', async () => {
    const { fetch } = createAssistantsServer()
    const response = await fetch(
      new Request('https://server.test/v1/threads', {
        method: 'POST',
        headers: { 'openai-beta': 'assistants=v2' },
      }),
    )
    const thread = (await response.json()) as { id: string }
    expect(thread.id).toMatch(/^thread_[A-Za-z0-9]{24}$/)
  })
})
