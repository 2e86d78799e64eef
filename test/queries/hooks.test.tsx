import { type QueryClient, QueryClientProvider, skipToken } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Component, type ReactNode, StrictMode, Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import {
  type AssistantsClient,
  createAssistantsClient,
  isApiError,
  isConfigurationError,
  type Run,
} from '../../src/api/index.js'
import {
  ClientProvider,
  listItems,
  messagesQuery,
  pollWhileActive,
  runQuery,
  useAssistants,
  useAssistantsClient,
  useCancelRun,
  useCreateMessage,
  useCreateRun,
  useCreateThread,
  useDeleteMessage,
  useMessage,
  useMessages,
  useRun,
  useRuns,
  useRunSteps,
  useSuspenseMessages,
  useSuspenseThread,
  useThread,
} from '../../src/queries/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import {
  makeBackend,
  makeCache,
  makeMessage,
  makePage,
  makeRun,
  makeStep,
  settle,
} from './support.js'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** The in-page server, a client of it, and what was asked. */
function serve(user?: string) {
  const server = createAssistantsServer()
  stops.push(server.close)
  const heard: string[] = []
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    ...(user !== undefined && { user }),
    fetch: (request) => {
      heard.push(`${request.method} ${new URL(request.url).pathname.replace('/v1', '')}`)
      return server.fetch(request)
    },
  })
  return { client, heard }
}

const wrap = (client: AssistantsClient, cache: QueryClient = makeCache()) =>
  function Wrapper({ children }: { children: ReactNode }) {
    return (
      <StrictMode>
        <QueryClientProvider client={cache}>
          <ClientProvider client={client}>{children}</ClientProvider>
        </QueryClientProvider>
      </StrictMode>
    )
  }

describe('a hook that reads', () => {
  it('asks once in StrictMode, however many components ask', async () => {
    const { client, heard } = serve()
    const thread = await client.createThread({ messages: [{ role: 'user', content: 'hi' }] })
    const of = { thread_id: thread.id }
    const { result } = renderHook(() => [useThread(of), useThread(of), useMessages(of)] as const, {
      wrapper: wrap(client),
    })
    await waitFor(() => expect(result.current[2].data?.pages).toHaveLength(1))
    await waitFor(() => expect(result.current[1].data).toEqual(thread))
    expect(listItems(result.current[2].data)).toMatchObject([{ role: 'user' }])
    expect(heard.slice(1).toSorted()).toEqual([
      `GET /threads/${thread.id}`,
      `GET /threads/${thread.id}/messages`,
    ])
  })

  it('asks nothing with skipToken or while it is not enabled', async () => {
    const { client, heard } = makeBackend()
    const { result } = renderHook(
      () =>
        [
          useRun(skipToken),
          useMessages(skipToken),
          useThread({ thread_id: 't1' }, { enabled: false }),
        ] as const,
      { wrapper: wrap(client) },
    )
    await settle()
    expect(result.current.map(({ status, fetchStatus }) => `${status} ${fetchStatus}`)).toEqual(
      Array(3).fill('pending idle'),
    )
    expect(heard).toEqual([])
  })

  it('asks when the skipped params come', async () => {
    const { client, answer } = makeBackend()
    answer('GET /threads/t1/runs/run_1', makeRun(1))
    const { result, rerender } = renderHook(
      ({ id }: { id: string | null }) =>
        useRun(id === null ? skipToken : { thread_id: 't1', run_id: id }),
      { wrapper: wrap(client), initialProps: { id: null as string | null } },
    )
    expect(result.current.data).toBeUndefined()
    rerender({ id: 'run_1' })
    await waitFor(() => expect(result.current.data).toEqual(makeRun(1)))
  })

  it('gives what was selected, and renders again only when that changes', async () => {
    const { client, answer } = makeBackend()
    const cache = makeCache()
    answer('GET /threads/t1/runs/run_1', makeRun(1))
    const select = vi.fn(({ status }: Run) => status)
    let renders = 0
    const { result } = renderHook(
      () => {
        renders++
        return useRun({ thread_id: 't1', run_id: 'run_1' }, { select }).data
      },
      { wrapper: wrap(client, cache) },
    )
    await waitFor(() => expect(result.current).toBe('queued'))
    const before = renders
    const { queryKey } = runQuery(client, { thread_id: 't1', run_id: 'run_1' })
    await act(async () => {
      cache.setQueryData(queryKey, makeRun(1, { metadata: { other: 'yes' } }))
      await settle()
    })
    expect(renders).toBe(before)
  })

  it('fails with an error of ours', async () => {
    const { client } = serve()
    const { result } = renderHook(() => useThread({ thread_id: 'thread_none' }), {
      wrapper: wrap(client),
    })
    await waitFor(() => expect(result.current.error).not.toBeNull())
    expect(isApiError(result.current.error) && result.current.error.status).toBe(404)
    expect(result.current.error?.operation).toBe('getThread')
  })

  it('turns the pages of a list', async () => {
    const { client, heard } = serve()
    const words = ['one', 'two', 'three']
    const thread = await client.createThread({
      messages: words.map((content) => ({ role: 'user' as const, content })),
    })
    const { result } = renderHook(() => useMessages({ thread_id: thread.id, limit: 2 }), {
      wrapper: wrap(client),
    })
    await waitFor(() => expect(result.current.hasNextPage).toBe(true))
    await act(() => result.current.fetchNextPage())
    await waitFor(() => expect(result.current.hasNextPage).toBe(false))
    expect(listItems(result.current.data)).toHaveLength(3)
    expect(result.current.hasPreviousPage).toBe(false)
    expect(heard).toHaveLength(3)
  })

  it('polls a run while it is active, and no longer', async () => {
    vi.useFakeTimers()
    stops.push(() => vi.useRealTimers())
    const { client, answer, heard } = makeBackend()
    answer('GET /threads/t1/runs/run_1', makeRun(1, { status: 'in_progress' }))
    const { result } = renderHook(
      () => useRun({ thread_id: 't1', run_id: 'run_1' }, { refetchInterval: pollWhileActive }),
      { wrapper: wrap(client) },
    )
    const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
    await pass(2_500)
    expect(heard).toHaveLength(3)
    answer('GET /threads/t1/runs/run_1', makeRun(1, { status: 'completed' }))
    await pass(1_000)
    expect(result.current.data?.status).toBe('completed')
    await pass(10_000)
    expect(heard).toHaveLength(4)
  })

  it('shows how the steps of a run end that is still cancelling when a cancellation tells of it', async () => {
    vi.useFakeTimers()
    stops.push(() => vi.useRealTimers())
    const { client, answer, heard } = makeBackend()
    const line = 'GET /threads/t1/runs/run_1/steps'
    answer(line, makePage([makeStep(1, { status: 'in_progress' })]))
    answer('POST /threads/t1/runs/run_1/cancel', makeRun(1, { status: 'cancelling' }))
    const ids = { thread_id: 't1', run_id: 'run_1' }
    const { result } = renderHook(
      () => ({ cancel: useCancelRun(), steps: listItems(useRunSteps(ids).data) }),
      { wrapper: wrap(client) },
    )
    const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1_000))
    const asked = () => heard.filter((one) => one === line).length
    await pass(60)
    expect(asked()).toBe(1)
    await act(() => result.current.cancel.mutateAsync(ids))
    await pass(1.5)
    expect(asked()).toBe(2)
    // Some servers never end them.
    await pass(60)
    expect(asked()).toBeLessThan(8)
    answer(line, makePage([makeStep(1, { status: 'cancelled' })]))
    await pass(30)
    expect(result.current.steps).toMatchObject([{ status: 'cancelled' }])
    const last = asked()
    await pass(300)
    expect(asked()).toBe(last)
  })

  it('keeps the people of one cache apart', async () => {
    const cache = makeCache()
    const ann = makeBackend('ann')
    const bob = makeBackend('bob')
    ann.answer('GET /threads/t1', {
      id: 't1',
      object: 'thread',
      created_at: 1,
      metadata: { of: 'ann' },
    })
    bob.answer('GET /threads/t1', {
      id: 't1',
      object: 'thread',
      created_at: 1,
      metadata: { of: 'bob' },
    })
    const read = ({ client }: typeof ann) =>
      renderHook(() => useThread({ thread_id: 't1' }), { wrapper: wrap(client, cache) })
    const first = read(ann)
    const second = read(bob)
    await waitFor(() => expect(first.result.current.data?.metadata).toEqual({ of: 'ann' }))
    await waitFor(() => expect(second.result.current.data?.metadata).toEqual({ of: 'bob' }))
  })
})

describe('a suspending hook', () => {
  it('shows the fallback, then what was read, after one request each', async () => {
    const { client, heard } = serve()
    const thread = await client.createThread({ messages: [{ role: 'user', content: 'hi' }] })
    function Both() {
      const of = { thread_id: thread.id }
      const { data } = useSuspenseThread(of)
      const messages = useSuspenseMessages(of, { select: (held) => listItems(held).length })
      return <p>{`${data.id} ${messages.data}`}</p>
    }
    const Wrapper = wrap(client)
    render(
      <Wrapper>
        <Suspense fallback="wait">
          <Both />
        </Suspense>
      </Wrapper>,
    )
    expect(screen.getByText('wait')).toBeInTheDocument()
    expect(await screen.findByText(`${thread.id} 1`)).toBeInTheDocument()
    expect(heard).toHaveLength(3)
  })
})

describe('a hook that writes', () => {
  it('is one request, and lists and items follow without another', async () => {
    const { client, heard } = serve()
    const thread = await client.createThread({})
    const { result } = renderHook(
      () => ({
        messages: useMessages({ thread_id: thread.id }),
        create: useCreateMessage(),
        remove: useDeleteMessage(),
      }),
      { wrapper: wrap(client) },
    )
    await waitFor(() => expect(result.current.messages.isSuccess).toBe(true))
    for (const content of ['one', 'two'])
      await act(() =>
        result.current.create.mutateAsync({ thread_id: thread.id, role: 'user', content }),
      )
    const shown = () =>
      listItems(result.current.messages.data).map(({ content: [part] }) =>
        part?.type === 'text' ? part.text.value : null,
      )
    await waitFor(() => expect(shown()).toEqual(['two', 'one']))
    const newest = listItems(result.current.messages.data)[0]
    await act(() =>
      result.current.remove.mutateAsync({ thread_id: thread.id, message_id: newest?.id ?? '' }),
    )
    await waitFor(() => expect(shown()).toEqual(['one']))
    await act(settle)
    expect(heard.map((line) => line.split(' ')[0])).toEqual([
      'POST',
      'GET',
      'POST',
      'POST',
      'DELETE',
    ])
  })

  it('calls back at the hook and at the call, after the cache has changed', async () => {
    const { client, answer } = makeBackend()
    const cache = makeCache()
    answer('POST /threads/t1/runs/run_1/cancel', makeRun(1, { status: 'cancelling' }))
    const { queryKey } = runQuery(client, { thread_id: 't1', run_id: 'run_1' })
    const heard: unknown[] = []
    const hear = (where: string) => () => heard.push([where, cache.getQueryData(queryKey)?.status])
    const { result } = renderHook(
      () => useCancelRun({ onSuccess: hear('hook'), onSettled: hear('settled') }),
      { wrapper: wrap(client, cache) },
    )
    act(() => {
      result.current.mutate({ thread_id: 't1', run_id: 'run_1' }, { onSuccess: hear('call') })
    })
    await waitFor(() =>
      expect(heard).toEqual([
        ['hook', 'cancelling'],
        ['settled', 'cancelling'],
        ['call', 'cancelling'],
      ]),
    )
  })

  it('fails with an error of ours', async () => {
    const { client } = serve()
    const { result } = renderHook(() => useCreateRun(), { wrapper: wrap(client) })
    act(() => result.current.mutate({ thread_id: 'thread_none', assistant_id: 'asst_none' }))
    await waitFor(() => expect(result.current.error).not.toBeNull())
    expect(isApiError(result.current.error)).toBe(true)
  })

  it('changes a run in its item and in its list in one render', async () => {
    const { client, answer } = makeBackend()
    answer('GET /threads/t1/runs/run_1', makeRun(1))
    answer('GET /threads/t1/runs', makePage([makeRun(1)]))
    answer('POST /threads/t1/runs/run_1/cancel', makeRun(1, { status: 'cancelling' }))
    const seen = new Set<string>()
    const { result } = renderHook(
      () => {
        const one = useRun({ thread_id: 't1', run_id: 'run_1' }).data?.status
        const many = listItems(useRuns({ thread_id: 't1' }).data)[0]?.status
        if (one && many) seen.add(`${one} ${many}`)
        return { one, many, cancel: useCancelRun() }
      },
      { wrapper: wrap(client) },
    )
    await waitFor(() => expect([...seen]).toEqual(['queued queued']))
    act(() => result.current.cancel.mutate({ thread_id: 't1', run_id: 'run_1' }))
    await waitFor(() => expect(result.current.many).toBe('cancelling'))
    expect([...seen]).toEqual(['queued queued', 'cancelling cancelling'])
  })

  it('leaves what it deleted on screen until it is left', async () => {
    const { client, answer, heard } = makeBackend()
    const cache = makeCache()
    const of = { thread_id: 't1', message_id: 'msg_1' }
    answer('GET /threads/t1/messages/msg_1', makeMessage(1))
    answer('GET /threads/t1/messages', makePage([makeMessage(1)]))
    answer('DELETE /threads/t1/messages/msg_1', {
      id: 'msg_1',
      object: 'thread.message.deleted',
      deleted: true,
    })
    const { result, unmount } = renderHook(
      () => ({
        one: useMessage(of),
        many: useMessages({ thread_id: 't1' }),
        remove: useDeleteMessage(),
      }),
      { wrapper: wrap(client, cache) },
    )
    await waitFor(() =>
      expect(result.current.one.isSuccess && result.current.many.isSuccess).toBe(true),
    )
    await act(() => result.current.remove.mutateAsync(of))
    await waitFor(() => expect(listItems(result.current.many.data)).toEqual([]))
    await act(() => result.current.one.refetch())
    expect(result.current.one.data).toEqual(makeMessage(1))
    expect(heard.filter((line) => line.endsWith('msg_1') && line.startsWith('GET'))).toHaveLength(1)
    unmount()
    expect(
      cache
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => queryKey),
    ).toEqual([messagesQuery(client, { thread_id: 't1' }).queryKey])
  })

  it('makes a thread that needs no second request to be read', async () => {
    const { client, heard } = serve()
    const { result } = renderHook(
      () => {
        const create = useCreateThread()
        return {
          create,
          thread: useThread(create.data ? { thread_id: create.data.id } : skipToken),
        }
      },
      { wrapper: wrap(client) },
    )
    await act(() => result.current.create.mutateAsync())
    await waitFor(() => expect(result.current.thread.data).toEqual(result.current.create.data))
    expect(heard).toEqual(['POST /threads'])
  })
})

describe('useAssistantsClient', () => {
  class Catch extends Component<{ children: ReactNode; onError: (error: unknown) => void }> {
    override state = { failed: false }
    static getDerivedStateFromError = () => ({ failed: true })
    override componentDidCatch(error: unknown) {
      this.props.onError(error)
    }
    override render() {
      return this.state.failed ? null : this.props.children
    }
  }

  it('says what is missing when no provider stands above', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    stops.push(() => said.mockRestore())
    const onError = vi.fn<(error: unknown) => void>()
    function Reads() {
      useAssistants()
      return null
    }
    render(
      <QueryClientProvider client={makeCache()}>
        <Catch onError={onError}>
          <Reads />
        </Catch>
      </QueryClientProvider>,
    )
    const [error] = onError.mock.calls[0] ?? []
    expect(isConfigurationError(error) && error.message).toMatch(/<ClientProvider client=/)
  })

  it('gives the nearest client', () => {
    const { client } = makeBackend()
    const { result } = renderHook(useAssistantsClient, { wrapper: wrap(client) })
    expect(result.current).toBe(client)
  })
})
