import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, renderHook, screen } from '@testing-library/react'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { afterAll, afterEach, describe, expect, it } from 'vitest'

import { createAssistantsClient } from '../../src/api/index.js'
import {
  ClientProvider,
  listItems,
  useCreateMessage,
  useDeleteMessage,
  useMessage,
  useMessages,
  useModifyThread,
  useSuspenseMessages,
  useSuspenseThread,
  useThread,
} from '../../src/queries/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import { recordRequests } from '../../src/testing/index.js'
import { makeCache, settle } from './support.js'

const table: { intent: string; requests: string }[] = []
afterAll(() => {
  const width = Math.max(...table.map(({ intent }) => intent.length))
  const lines = table.map(({ intent, requests }) => `${intent.padEnd(width)}  ${requests}`)
  console.info(['Requests per intent, in StrictMode:', ...lines].join('\n'))
})

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function setUp() {
  const server = createAssistantsServer()
  stops.push(server.close)
  const fetch = recordRequests(server.fetch)
  const client = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch })
  const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']
  const messages = words.map((content) => ({ role: 'user' as const, content }))
  const threads = await Promise.all([1, 2, 3].map(() => client.createThread({ messages })))
  const ids = threads.map(({ id }) => id)
  const [thread_id = ''] = ids
  const newest = (await client.listMessages({ thread_id, limit: 1 })).data[0]
  const cache = makeCache()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <QueryClientProvider client={cache}>
        <ClientProvider client={client}>{children}</ClientProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  fetch.clear()
  /** Does what a person wants, and tells what that asks for. */
  const intend = async (intent: string, want: () => unknown) => {
    fetch.clear()
    await want()
    await act(settle)
    const asked = fetch.requests.map(({ operation }) => String(operation)).toSorted()
    table.push({ intent, requests: `${asked.length}  ${asked.join(', ')}` })
    return asked
  }
  return { ids, thread_id, message_id: newest?.id ?? '', wrapper, intend }
}

describe('what a person wants costs one request', () => {
  it('to see one object, in however many places', async () => {
    const { thread_id, wrapper, intend } = await setUp()
    const of = { thread_id }
    expect(
      await intend('mount item, in three places', () =>
        renderHook(() => [useThread(of), useThread(of), useThread(of)], { wrapper }),
      ),
    ).toEqual(['getThread'])
  })

  it('to see a list, to page it in both ways, and to come back', async () => {
    const { thread_id, wrapper, intend } = await setUp()
    // Spread, so that every member counts as read.
    const useRead = () => ({ ...useMessages({ thread_id, limit: 2 }, { maxPages: 2 }) })
    let page = { current: undefined } as unknown as { current: ReturnType<typeof useRead> }
    let leave = () => {}
    expect(
      await intend('mount list', () => {
        const { result, unmount } = renderHook(useRead, { wrapper })
        page = result
        leave = unmount
      }),
    ).toEqual(['listMessages'])
    expect(await intend('page older', () => act(() => page.current.fetchNextPage()))).toEqual([
      'listMessages',
    ])
    expect(
      await intend('page older, pressed twice', () =>
        act(() =>
          Promise.all([
            page.current.fetchNextPage(),
            page.current.fetchNextPage({ cancelRefetch: false }),
          ]),
        ),
      ),
    ).toEqual(['listMessages'])
    expect(listItems(page.current.data)).toHaveLength(4)
    expect(await intend('page newer', () => act(() => page.current.fetchPreviousPage()))).toEqual([
      'listMessages',
    ])
    expect(page.current.hasPreviousPage).toBe(false)
    expect(page.current.hasNextPage).toBe(true)
    expect(
      await intend('leave and come back', () => {
        leave()
        renderHook(useRead, { wrapper })
      }),
    ).toEqual([])
  })

  it('to change something that is on screen in many places', async () => {
    const { thread_id, message_id, wrapper, intend } = await setUp()
    const of = { thread_id }
    const { result } = renderHook(
      () => ({
        reads: [
          useThread(of),
          useMessages(of),
          useMessages({ ...of, order: 'asc' }),
          useMessages({ ...of, limit: 1 }),
          useMessage({ ...of, message_id }),
        ],
        create: useCreateMessage(),
        remove: useDeleteMessage(),
        modify: useModifyThread(),
      }),
      { wrapper },
    )
    await act(settle)
    expect(
      await intend('write: send a message', () =>
        act(() => result.current.create.mutateAsync({ ...of, role: 'user', content: 'nine' })),
      ),
    ).toEqual(['createMessage'])
    expect(
      await intend('write: delete a message', () =>
        act(() => result.current.remove.mutateAsync({ ...of, message_id })),
      ),
    ).toEqual(['deleteMessage'])
    expect(
      await intend('write: change metadata', () =>
        act(() => result.current.modify.mutateAsync({ ...of, metadata: { title: 'New' } })),
      ),
    ).toEqual(['modifyThread'])
  })

  it('to see what suspends', async () => {
    const { thread_id, wrapper: Wrapper, intend } = await setUp()
    function Both() {
      const { data: thread } = useSuspenseThread({ thread_id })
      const { data } = useSuspenseMessages({ thread_id })
      return `${thread.object} with ${listItems(data).length}`
    }
    expect(
      await intend('suspense mount, of an item and a list', () =>
        render(
          <Wrapper>
            <Suspense fallback="wait">
              <Both />
            </Suspense>
          </Wrapper>,
        ),
      ),
    ).toEqual(['getThread', 'listMessages'])
    expect(await screen.findByText('thread with 8')).toBeInTheDocument()
  })

  it('to see another thread, and the next', async () => {
    const { ids, wrapper, intend } = await setUp()
    const [first = '', second = '', third = ''] = ids
    const { result, rerender } = renderHook(({ thread_id }) => useMessages({ thread_id }), {
      wrapper,
      initialProps: { thread_id: first },
    })
    await act(settle)
    expect(await intend('thread switch', () => rerender({ thread_id: second }))).toEqual([
      'listMessages',
    ])
    expect(await intend('thread switch, back', () => rerender({ thread_id: first }))).toEqual([])
    expect(listItems(result.current.data)).toHaveLength(8)
    expect(
      await intend('thread switch, on before the answer', () => {
        rerender({ thread_id: second })
        rerender({ thread_id: third })
      }),
    ).toEqual(['listMessages'])
    expect(listItems(result.current.data)[0]?.thread_id).toBe(third)
  })

  it('to see a thread, and nothing for the one that was left before it was asked for', async () => {
    const { ids, wrapper, intend } = await setUp()
    const [first = '', second = ''] = ids
    expect(
      await intend('two threads in one moment', () => {
        const { rerender } = renderHook(({ thread_id }) => useMessages({ thread_id }), {
          wrapper,
          initialProps: { thread_id: first },
        })
        rerender({ thread_id: second })
      }),
    ).toEqual(['listMessages'])
  })
})
