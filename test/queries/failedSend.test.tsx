import { QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, expect, it } from 'vitest'

import {
  createAssistantsClient,
  isApiError,
  isAssistantsError,
  isConnectionError,
} from '../../src/api/index.js'
import {
  ClientProvider,
  listItems,
  useCreateMessage,
  useMessages,
} from '../../src/queries/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import { recordRequests } from '../../src/testing/index.js'
import { makeCache, settle } from './support.js'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** What an app without the live run has: the list and the write. */
async function setUp(send: (request: Request, next: () => Promise<Response>) => Promise<Response>) {
  const server = createAssistantsServer()
  stops.push(server.close)
  const elsewhere = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: server.fetch,
  })
  const { id: thread_id } = await elsewhere.createThread({})
  const fetch = recordRequests((request) =>
    request.method === 'POST' ? send(request, () => server.fetch(request)) : server.fetch(request),
  )
  const client = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch })
  const cache = makeCache()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <QueryClientProvider client={cache}>
        <ClientProvider client={client}>{children}</ClientProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  const { result } = renderHook(
    () => ({ messages: { ...useMessages({ thread_id }) }, create: { ...useCreateMessage() } }),
    { wrapper },
  )
  await act(settle)
  const params = {
    thread_id,
    role: 'user' as const,
    content: 'hello',
    metadata: { intent: 'one of a kind' },
  }
  const send1 = () =>
    act(async () => {
      result.current.create.mutate(params)
      await settle()
    })
  return { result, fetch, params, send: send1 }
}

it('a send that is refused is sent once, keeps what was written, and is not in the thread', async () => {
  const { result, fetch, params, send } = await setUp(async () =>
    Response.json({ error: { message: 'Too long.' } }, { status: 400 }),
  )
  await send()
  const { error, variables, status } = result.current.create
  expect(status).toBe('error')
  expect(isAssistantsError(error) && isApiError(error) && error.reason).toBe('Too long.')
  expect(variables).toBe(params)
  expect(fetch.count('createMessage')).toBe(1)
  expect(listItems(result.current.messages.data)).toEqual([])
  expect(result.current.messages.isStale).toBe(false)
})

it.each([
  ['arrived', true],
  ['never arrived', false],
])(
  'a send whose answer is lost, and which %s, can be looked up by its intent',
  async (_, isDone) => {
    let isDown = true
    const { result, fetch, params, send } = await setUp(async (_request, next) => {
      if (!isDown) return next()
      if (isDone) await next()
      throw new TypeError('Failed to fetch')
    })
    await send()
    isDown = false
    const { error, variables } = result.current.create
    expect(isConnectionError(error)).toBe(true)
    expect(variables).toBe(params)
    expect(fetch.count('createMessage')).toBe(1)
    // Nothing was asked on a line that is down; the list knows that it may be wrong.
    expect(fetch.count('listMessages')).toBe(1)
    expect(result.current.messages.isStale).toBe(true)

    const isThere = await act(async () => {
      const { data } = await result.current.messages.refetch()
      return listItems(data).some(
        ({ metadata }) => metadata?.['intent'] === variables?.metadata?.['intent'],
      )
    })
    expect(isThere).toBe(isDone)
    if (!isThere) await send()
    expect(fetch.count('createMessage')).toBe(isDone ? 1 : 2)
    expect(listItems(result.current.messages.data)).toHaveLength(1)
  },
)
