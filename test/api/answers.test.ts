import { describe, expect, it } from 'vitest'

import {
  ApiError,
  busyRunId,
  ConnectionError,
  isAbort,
  isApiError,
  isAssistantsError,
  isConfigurationError,
  isConnectionError,
  isResponseError,
  isStreamError,
  isUnsupportedError,
  StreamError,
} from '../../src/api/index.js'
import { allOf, clientFor, errorOf, networkError } from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }
const html = '<!doctype html><html><body>SECRET sign in</body></html>'
const detail = [{ loc: ['body', 'content'], msg: 'Field required', input: 'SECRET' }]

const errorFor = (body: BodyInit | null, init: ResponseInit = {}) =>
  errorOf(clientFor(() => new Response(body, init), { maxRetries: 0 }).client.getRun(ids))

const api = async (...args: Parameters<typeof errorFor>) => {
  const error = await errorFor(...args)
  if (!isApiError(error)) throw new Error(`No ApiError: ${String(error)}`)
  return error
}

describe('a refusal gives the server’s own words, and nothing else of its body', () => {
  const envelope = { message: 'No thread.', type: 'invalid_request_error', param: null, code: 'x' }
  it.each<[string, string | null, string]>([
    ['an envelope', JSON.stringify({ error: envelope }), 'No thread.'],
    ['a bare error', JSON.stringify(envelope), 'No thread.'],
    ['an error in words', '{"error":"No thread."}', 'No thread.'],
    ['a detail', '{"detail":"Not authenticated"}', 'Not authenticated'],
    ['a detail that is an error', '{"detail":{"message":"No thread."}}', 'No thread.'],
    ['a list of details', JSON.stringify({ detail }), 'body.content: Field required'],
    ['plain text', 'Run not found\n', 'Run not found'],
    ['a JSON text', '"Run not found"', 'Run not found'],
    ['HTML', html, 'Bad Request'],
    ['nothing', null, 'Bad Request'],
    ['blanks', ' \n', 'Bad Request'],
    ['the torso of a JSON text', '{"error":{"message":"SECRET', 'Bad Request'],
    ['a list', '["SECRET"]', 'Bad Request'],
    ['null', 'null', 'Bad Request'],
    ['an empty envelope', '{"error":{}}', 'Bad Request'],
    ['an envelope of nulls', '{"error":{"message":null,"type":null}}', 'Bad Request'],
    ['something else', '{"secret":"SECRET"}', 'Bad Request'],
  ])('%s', async (_, body, reason) => {
    const error = await api(body, { status: 400, statusText: 'Bad Request' })
    expect(error.reason).toBe(reason)
    expect(error.status).toBe(400)
    expect(error.operation).toBe('getRun')
    expect(allOf(error)).not.toContain('SECRET')
  })

  it('with its facts as fields', async () => {
    const body = { error: { ...envelope, param: 'metadata.k' } }
    const headers = { 'x-request-id': 'req_1', 'retry-after': '7' }
    const error = await api(JSON.stringify(body), { status: 404, headers })
    expect(error).toMatchObject({
      name: 'ApiError',
      code: 'x',
      type: 'invalid_request_error',
      param: 'metadata.k',
      requestId: 'req_1',
      retryAfter: 7_000,
    })
    expect(error.message).toBe(
      'getRun was answered with 404: No thread. It was deleted, never existed, or belongs to someone else; check the id and the base URL.',
    )
  })

  it('also where the code is a number, or everything is missing', async () => {
    const error = await api('{"error":{"message":"No","code":1211}}', { status: 418 })
    expect(error).toMatchObject({ code: '1211', type: null, param: null, requestId: null })
    expect(error.message).toBe('getRun was answered with 418: No.')
    expect((await api(null, { status: 500 })).reason).toBe('no reason given')
  })

  it('cut to a length that fits an error', async () => {
    expect((await api('x'.repeat(100_000), { status: 500 })).message.length).toBeLessThan(1_200)
  })
})

describe('a success that is none', () => {
  it.each<[string, string | null, string | undefined]>([
    ['HTML', html, 'text/html'],
    ['nothing', '', 'application/json'],
    ['no body', null, undefined],
    ['plain text', 'SECRET', 'text/plain'],
    ['the torso of a JSON text', '{"id":"SECRET', 'application/json'],
    ['a list', '[{"id":"SECRET"}]', 'application/json'],
    ['a number', '7', 'application/json'],
    ['null', 'null', 'application/json'],
    ['an object of another kind', '{"SECRET":1}', 'application/json'],
  ])('%s is a ResponseError that quotes nothing', async (_, body, type) => {
    const headers = { 'x-request-id': 'req_1', ...(type !== undefined && { 'content-type': type }) }
    const error = await errorFor(body, { headers })
    expect(error).toMatchObject({
      name: 'ResponseError',
      operation: 'getRun',
      status: 200,
      requestId: 'req_1',
    })
    expect(isResponseError(error)).toBe(true)
    expect(String(error)).toContain('check `baseUrl`')
    expect(allOf(error)).not.toContain('SECRET')
  })

  it.each([
    '{"error":{"message":"Overloaded","code":"busy"}}',
    '{"error":{"message":"Overloaded","code":"busy"},"id":"req_1"}',
    '{"error":"Overloaded"}',
    '{"detail":"Overloaded"}',
    '{"message":"Overloaded","request_id":"r"}',
  ])('%s is a refusal all the same', async (body) => {
    const error = await api(body)
    expect(error).toMatchObject({ status: 200, reason: 'Overloaded' })
  })

  it.each([
    ['getRun', '{"id":"run_1","object":"thread.run","error":{"message":"x"}}'],
    ['getRun', '{"id":"run_1","error":null}'],
    ['listRuns', '{"data":[]}'],
    ['listRuns', '{"object":"list"}'],
  ] as const)('but, of %s, %s is an answer', async (operation, body) => {
    const { client } = clientFor(() => new Response(body))
    await expect(client[operation](ids)).resolves.toMatchObject(JSON.parse(body) as object)
  })
})

describe('an error', () => {
  it('holds no header value, no query and no body of ours', async () => {
    const { client } = clientFor(networkError(), {
      headers: { authorization: 'Bearer SECRET' },
      dialect: { ...clientFor(networkError()).client.dialect, query: { sig: 'SECRET' } },
    })
    const error = await errorOf(
      client.createMessage({ thread_id: 't1', role: 'user', content: 'SECRET' }),
    )
    expect(isConnectionError(error)).toBe(true)
    expect(allOf(error)).not.toContain('SECRET')
  })

  it('is narrowed by its guard, and by no other one', () => {
    const facts = { operation: 'getRun' }
    const refused = new ApiError({ ...facts, status: 400, reason: 'No' })
    const lost = new ConnectionError(facts)
    const broken = new StreamError({ ...facts, reason: 'cut' })
    const guards = [
      isApiError,
      isConnectionError,
      isStreamError,
      isResponseError,
      isUnsupportedError,
      isConfigurationError,
    ]
    for (const [at, error] of [refused, lost, broken].entries()) {
      expect(isAssistantsError(error)).toBe(true)
      expect(guards.map((guard) => guard(error))).toEqual(guards.map((_, index) => index === at))
    }
    expect(isAbort(new DOMException('', 'AbortError'))).toBe(true)
    expect([new DOMException('', 'TimeoutError'), lost, null].some(isAbort)).toBe(false)
  })
})

describe('busyRunId', () => {
  const refusal = (reason: string, status = 400) =>
    new ApiError({ operation: 'createRun', status, reason })
  it.each([
    [refusal("Can't add messages to thread_1 while a run run_2 is active."), 'run_2'],
    [refusal('Thread thread_1 already has an active run run_2.'), 'run_2'],
    [refusal('Thread thread_1 already has an active run 0b7c-44.'), '0b7c-44'],
    [refusal('Thread thread_1 already has an active run run_2.', 409), null],
    [refusal('Runs in status "expired" do not accept tool outputs.'), null],
    [new Error('while a run run_2 is active'), null],
  ])('reads %s as %j', (error, id) => {
    expect(busyRunId(error)).toBe(id)
  })
})
