import { afterEach, describe, expect, it, vi } from 'vitest'

import { createAssistantsClient, isConfigurationError } from '../../src/api/index.js'
import { allOf, answer, clientFor, errorOf, run } from './support.js'

afterEach(() => vi.unstubAllGlobals())

const asPage = (href = 'https://app.test/chat?x=1#top') => {
  vi.stubGlobal('window', {})
  vi.stubGlobal('location', { href })
}
const refusalOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}
const ids = { thread_id: 't1', run_id: 'run_1' }

describe('a base URL', () => {
  it.each([
    'https://a.test',
    'http://localhost:3000/v1/',
    'HTTPS://a.test/v1',
    ' https://a.test/v1\n',
  ])('%j is taken anywhere', (baseUrl) => {
    expect(refusalOf(() => createAssistantsClient({ baseUrl }))).toBeUndefined()
  })

  it.each([
    '',
    'api',
    '/api',
    'a.test/v1',
    'https:a.test',
    'ftp://a.test',
    'javascript:alert(1)',
    'https://SECRET:x@a.test/v1',
    'https://a.test/v1?key=SECRET',
    'https://a.test/v1#SECRET',
    'https://a.test:port',
    undefined,
  ])('%j is refused outside of a page, without being quoted', (baseUrl) => {
    const error = refusalOf(() => createAssistantsClient({ baseUrl: baseUrl as string }))
    expect(isConfigurationError(error)).toBe(true)
    expect(allOf(error)).not.toContain('SECRET')
  })

  it('may be a path from the root in a page', async () => {
    asPage()
    for (const [baseUrl, url] of [
      ['/api/', 'https://app.test/api/threads/t1/runs/run_1'],
      ['/', 'https://app.test/threads/t1/runs/run_1'],
    ] as const) {
      const urls: string[] = []
      const { client } = clientFor(
        (request) => {
          urls.push(request.url)
          return answer(run)
        },
        { baseUrl },
      )
      await client.getRun(ids)
      expect(urls).toEqual([url])
    }
  })

  it.each(['api', './api', '//evil.test/v1', '/\\evil.test', '/\t/evil.test', ''])(
    '%j is refused even in a page',
    (baseUrl) => {
      asPage()
      expect(isConfigurationError(refusalOf(() => createAssistantsClient({ baseUrl })))).toBe(true)
    },
  )

  it('that is relative is refused where the page has no address to start from', () => {
    asPage('about:blank')
    expect(isConfigurationError(refusalOf(() => createAssistantsClient({ baseUrl: '/api' })))).toBe(
      true,
    )
  })
})

describe('a secret key in a page', () => {
  const keys = [
    { authorization: 'Bearer sk-abcdefgh12345678' },
    { Authorization: 'bearer sk-proj-abcdefgh12345678' },
    { 'x-key': 'sk-abcdefgh12345678' },
    { 'api-key': '0123456789abcdef' },
  ]
  const baseUrl = 'https://a.test/v1'

  it.each(keys)('is refused: %j', (headers) => {
    asPage()
    const error = refusalOf(() => createAssistantsClient({ baseUrl, headers }))
    expect(isConfigurationError(error)).toBe(true)
    expect(String(error)).toContain('route handler')
    expect(allOf(error)).not.toMatch(/abcdefgh|01234567/)
  })

  it.each(keys)(
    'is refused before anything is sent when a function gives it: %j',
    async (headers) => {
      asPage()
      const { client, sent } = clientFor(answer(run), { headers: () => ({ ...headers }) })
      const error = await errorOf(client.getRun(ids))
      expect(isConfigurationError(error)).toBe(true)
      expect(sent.requests).toEqual([])
    },
  )

  it.each(keys)('is allowed by opting in, and outside of a page: %j', async (headers) => {
    const server = clientFor(answer(run), { headers: headers as never })
    await expect(server.client.getRun(ids)).resolves.toEqual(run)
    asPage()
    const page = clientFor(answer(run), { headers: headers as never, allowKeyInBrowser: true })
    await expect(page.client.getRun(ids)).resolves.toEqual(run)
  })

  it('is not seen in a session token', () => {
    asPage()
    const headers = { authorization: 'Bearer eyJhbGciOi.eyJzdWIi.c2ln', 'x-api-key-id': 'public' }
    expect(refusalOf(() => createAssistantsClient({ baseUrl, headers }))).toBeUndefined()
  })
})

it('the global fetch is looked up at each call', async () => {
  const client = createAssistantsClient({ baseUrl: 'https://a.test/v1' })
  vi.stubGlobal('fetch', async () => answer(run))
  await expect(client.getRun(ids)).resolves.toEqual(run)
})
