import { describe, expect, it } from 'vitest'

import {
  type ApiVersion,
  createAssistantsClient,
  dialects,
  fillRoute,
  type OperationName,
  routes,
  UnsupportedError,
} from '../../src/api/index.js'
import { answer, clientFor, errorOf, run } from './support.js'

const both: ApiVersion[] = ['v1', 'v2']
const v1: ApiVersion[] = ['v1']
const v2: ApiVersion[] = ['v2']

const page = { limit: 2, order: 'asc', after: 'a', before: 'b' }
const pageQuery = { limit: '2', order: 'asc', after: 'a', before: 'b' }
const include = ['step_details.tool_calls[*].file_search.results[*].content']
const included = { 'include[]': include[0] }
const A = { assistant_id: 'asst_1' }
const T = { thread_id: 't1' }
const M = { ...T, message_id: 'msg_1' }
const R = { ...T, run_id: 'run_1' }
const F = { file_id: 'file-1' }
const metadata = { a: 'b' }
const outputs = { tool_outputs: [{ tool_call_id: 'call_1', output: '' }] }

/** Operation, its editions, params; then what goes over the wire: the line, the query, the body. */
const table: [OperationName, ApiVersion[], object, string, object, unknown?][] = [
  [
    'createAssistant',
    both,
    { model: 'm', metadata },
    'POST /assistants',
    {},
    { model: 'm', metadata },
  ],
  ['listAssistants', both, page, 'GET /assistants', pageQuery],
  ['getAssistant', both, A, 'GET /assistants/asst_1', {}],
  ['modifyAssistant', both, { ...A, name: null }, 'POST /assistants/asst_1', {}, { name: null }],
  ['deleteAssistant', both, A, 'DELETE /assistants/asst_1', {}],
  ['createAssistantFile', v1, { ...A, ...F }, 'POST /assistants/asst_1/files', {}, F],
  ['listAssistantFiles', v1, { ...A, ...page }, 'GET /assistants/asst_1/files', pageQuery],
  ['getAssistantFile', v1, { ...A, ...F }, 'GET /assistants/asst_1/files/file-1', {}],
  ['deleteAssistantFile', v1, { ...A, ...F }, 'DELETE /assistants/asst_1/files/file-1', {}],
  ['createThread', both, {}, 'POST /threads', {}, {}],
  ['getThread', both, T, 'GET /threads/t1', {}],
  ['modifyThread', both, { ...T, metadata }, 'POST /threads/t1', {}, { metadata }],
  ['deleteThread', both, T, 'DELETE /threads/t1', {}],
  [
    'createMessage',
    both,
    { ...T, role: 'user', content: 'Hello' },
    'POST /threads/t1/messages',
    {},
    { role: 'user', content: 'Hello' },
  ],
  [
    'listMessages',
    both,
    { ...T, ...page, run_id: 'run_1' },
    'GET /threads/t1/messages',
    { ...pageQuery, run_id: 'run_1' },
  ],
  ['getMessage', both, M, 'GET /threads/t1/messages/msg_1', {}],
  ['modifyMessage', both, { ...M, metadata }, 'POST /threads/t1/messages/msg_1', {}, { metadata }],
  ['deleteMessage', v2, M, 'DELETE /threads/t1/messages/msg_1', {}],
  ['listMessageFiles', v1, { ...M, ...page }, 'GET /threads/t1/messages/msg_1/files', pageQuery],
  ['getMessageFile', v1, { ...M, ...F }, 'GET /threads/t1/messages/msg_1/files/file-1', {}],
  ['createRun', both, { ...T, ...A, include }, 'POST /threads/t1/runs', included, A],
  [
    'createThreadAndRun',
    both,
    { ...A, thread: {} },
    'POST /threads/runs',
    {},
    { ...A, thread: {} },
  ],
  ['listRuns', both, { ...T, ...page }, 'GET /threads/t1/runs', pageQuery],
  ['getRun', both, R, 'GET /threads/t1/runs/run_1', {}],
  ['modifyRun', both, { ...R, metadata }, 'POST /threads/t1/runs/run_1', {}, { metadata }],
  ['cancelRun', both, R, 'POST /threads/t1/runs/run_1/cancel', {}],
  [
    'submitToolOutputs',
    both,
    { ...R, ...outputs },
    'POST /threads/t1/runs/run_1/submit_tool_outputs',
    {},
    outputs,
  ],
  [
    'listRunSteps',
    both,
    { ...R, ...page, include },
    'GET /threads/t1/runs/run_1/steps',
    { ...pageQuery, ...included },
  ],
  [
    'getRunStep',
    both,
    { ...R, step_id: 'step_1', include },
    'GET /threads/t1/runs/run_1/steps/step_1',
    included,
  ],
  ['listFiles', both, { purpose: 'assistants' }, 'GET /files', { purpose: 'assistants' }],
  ['getFile', both, F, 'GET /files/file-1', {}],
  ['deleteFile', both, F, 'DELETE /files/file-1', {}],
  ['getFileContent', both, F, 'GET /files/file-1/content', {}],
]

type Call = (params: object) => Promise<unknown>

it('the table has every operation but the upload, which is no JSON', () => {
  expect(table.map(([operation]) => operation).toSorted()).toEqual(
    Object.keys(routes)
      .filter((operation) => operation !== 'uploadFile')
      .toSorted(),
  )
})

const rowsOf = (isThere: boolean) =>
  both.flatMap((apiVersion) =>
    table
      .filter(([, editions]) => editions.includes(apiVersion) === isThere)
      .map(([operation, , params, line, query, body]) => {
        return { operation, apiVersion, params, line, query, body }
      }),
  )

describe('an operation', () => {
  it.each(rowsOf(true))(
    '$operation goes by its line, query and body in $apiVersion',
    async ({ operation, apiVersion, params, line, query, body }) => {
      const { client, sent } = clientFor(answer({ id: 'x', object: 'x' }), { apiVersion })
      expect(client.isSupported(operation)).toBe(true)
      await (client[operation] as Call)(params)
      const [request] = sent.requests
      expect(`${request?.method} ${request?.path}`).toBe(line)
      expect(request?.query).toEqual(query)
      expect(request?.body).toEqual(body)
      const type = body === undefined ? undefined : 'application/json'
      expect(request?.headers['content-type']).toBe(type)
      const beta = line.includes(' /files') ? undefined : `assistants=${apiVersion}`
      expect(request?.headers['openai-beta']).toBe(beta)
    },
  )

  it.each(rowsOf(false))(
    '$operation fails in $apiVersion before anything is sent, and names its successor',
    async ({ operation, apiVersion, params }) => {
      const { client, sent } = clientFor(answer({ id: 'x', object: 'x' }), { apiVersion })
      expect(client.isSupported(operation)).toBe(false)
      const error = await errorOf((client[operation] as Call)(params))
      expect(error).toBeInstanceOf(UnsupportedError)
      expect(error).toMatchObject({
        operation,
        instead: expect.stringMatching(/second edition|tool_resources|attachments/) as string,
      })
      expect(sent.requests).toEqual([])
    },
  )
})

it.each([
  ['listAssistants', 'GET /assistants', undefined],
  ['listFiles', 'GET /files', undefined],
  ['listThreads', 'GET /threads', undefined],
  ['createThread', 'POST /threads', {}],
] as const)('%s needs no params at all', async (operation, line, body) => {
  const { client, sent } = clientFor(answer({ id: 'x', object: 'x', data: [] }), {
    dialect: dialects.ownServer,
  })
  await client[operation]()
  const [request] = sent.requests
  expect(`${request?.method} ${request?.path}`).toBe(line)
  expect(request?.query).toEqual({})
  expect(request?.body).toEqual(body)
})

describe('a streamed operation', () => {
  it.each([
    ['createRun', { ...T, ...A }, 'POST /threads/t1/runs', A],
    ['createThreadAndRun', { ...A, thread: {} }, 'POST /threads/runs', { ...A, thread: {} }],
    [
      'submitToolOutputs',
      { ...R, ...outputs },
      'POST /threads/t1/runs/run_1/submit_tool_outputs',
      outputs,
    ],
  ] as const)('%s asks for a stream in its body', async (operation, params, line, body) => {
    const { client, sent } = clientFor(answer(run))
    for await (const _ of client.stream[operation](params as never)) {
      // The run as it stands is all that comes.
    }
    const [request] = sent.requests
    expect(`${request?.method} ${request?.path}`).toBe(line)
    expect(request?.body).toEqual({ ...body, stream: true })
    expect(request?.headers['accept']).toBe('text/event-stream')
  })
})

describe('an id', () => {
  it.each([
    ['a/b', '/threads/a%2Fb'],
    ['a b?c#d', '/threads/a%20b%3Fc%23d'],
    ['..%2f', '/threads/..%252f'],
    ['ähre', '/threads/%C3%A4hre'],
  ])('%j stays one segment of the path', (thread_id, path) => {
    expect(fillRoute('getThread', { thread_id }).path).toBe(path)
    expect(fillRoute('getThread', { thread_id }).segments).toEqual(['threads', thread_id])
  })

  it.each([undefined, null, '', '.', '..', 7, { secret: 'text' }])(
    'that is %j is refused before anything is sent',
    async (thread_id) => {
      const { client, sent } = clientFor(answer(run))
      const error = await errorOf(client.getThread({ thread_id } as never))
      expect(error).toBeInstanceOf(TypeError)
      expect(String(error)).toContain('getThread needs "thread_id"')
      expect(String(error)).not.toContain('secret')
      expect(sent.requests).toEqual([])
    },
  )
})

describe('a member of params', () => {
  it('stays out of the request when it is undefined, and out of the query when it is null', async () => {
    const { client, sent } = clientFor(answer({ object: 'list', data: [] }))
    await client.listMessages({ thread_id: 't1', after: null, before: undefined } as never)
    expect(sent.requests[0]?.query).toEqual({})
  })
})

describe('a file', () => {
  it('goes as a form, with a name', async () => {
    const { client, sent } = clientFor(answer({ id: 'file-1', object: 'file' }))
    const file = new Blob(['hello'], { type: 'text/plain' })
    await client.uploadFile({ file, filename: 'a.txt', purpose: 'assistants' })
    await client.uploadFile({ file: new File(['x'], 'b.txt'), purpose: 'vision' })
    const [first, second] = sent.requests.map(({ body }) => body as { file: File; purpose: string })
    expect(first?.purpose).toBe('assistants')
    expect(first?.file.name).toBe('a.txt')
    await expect(first?.file.text()).resolves.toBe('hello')
    expect(second?.file.name).toBe('b.txt')
    expect(sent.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  })

  it('keeps its boundary when the headers name a type of their own', async () => {
    const { client, sent } = clientFor(answer({ id: 'file-1', object: 'file' }), {
      headers: { 'content-type': 'application/json' },
    })
    await client.uploadFile({ file: new Blob(['x']), purpose: 'assistants' })
    expect(sent.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  })

  it('that is no Blob is refused', async () => {
    const { client, sent } = clientFor(answer({ id: 'file-1', object: 'file' }))
    const file = new Uint8Array([1]) as unknown as Blob
    await expect(client.uploadFile({ file, purpose: 'assistants' })).rejects.toThrow(/needs "file"/)
    expect(sent.requests).toEqual([])
  })

  it('is read as bytes, whatever its type', async () => {
    const bytes = new Uint8Array([0, 255, 10, 13])
    const { client, sent } = clientFor(() => new Response(bytes))
    const content = await client.getFileContent({ file_id: 'file-1' })
    expect(new Uint8Array(await content.arrayBuffer())).toEqual(bytes)
    expect(sent.requests[0]?.headers['accept']).toBe('*/*')
  })
})

describe('scope', () => {
  it('tells editions, servers and people apart, and a last slash says nothing', () => {
    const scopeOf = (options: object) =>
      createAssistantsClient({ baseUrl: 'https://a.test/v1', ...options }).scope
    expect(scopeOf({})).toBe('v2 https://a.test/v1')
    expect(scopeOf({ baseUrl: 'https://a.test/v1//' })).toBe(scopeOf({}))
    const scopes = [{}, { apiVersion: 'v1' }, { baseUrl: 'https://b.test/v1' }, { user: 'ann' }]
    expect(new Set(scopes.map(scopeOf)).size).toBe(4)
  })

  it('is what was given, whatever the base URL', () => {
    const scopes = ['https://a.test/v1', 'http://internal:3000/v1'].map(
      (baseUrl) => createAssistantsClient({ baseUrl, scope: 'ann' }).scope,
    )
    expect(scopes).toEqual(['ann', 'ann'])
  })
})
