import { CancelledError, InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'

import { type FileObject, isApiError, type Message, type Page } from '../../src/api/index.js'
import {
  assistantsQuery,
  cancelRunMutation,
  createMessageMutation,
  fileContentQuery,
  filesQuery,
  listItems,
  messageQuery,
  messagesQuery,
  type PageCursor,
  pollWhileActive,
  putResource,
  runQuery,
} from '../../src/queries/index.js'
import { makeBackend, makeCache, makeMessage, makePage, makeRun, settle, write } from './support.js'

const list = { thread_id: 't1' }
const path = '/threads/t1/messages'

describe('a read', () => {
  it('asks once, fails at once, and fails with an error of ours', async () => {
    const { client, answer, heard } = makeBackend()
    answer('GET /threads/t1/runs/run_1', { error: { message: 'No run found.' } }, 404)
    const options = runQuery(client, { thread_id: 't1', run_id: 'run_1' })
    const error: unknown = await makeCache()
      .fetchQuery(options)
      .catch((reason: unknown) => reason)
    expect(isApiError(error) && error.status).toBe(404)
    expect(heard).toHaveLength(1)
    expect(options).toMatchObject({
      retry: false,
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    })
    expect(options).not.toHaveProperty('refetchInterval')
  })

  it('is aborted with the query', async () => {
    const { client, aborted } = makeBackend()
    const cache = makeCache()
    const { queryKey, ...rest } = messageQuery(client, { ...list, message_id: 'msg_1' })
    const reading = cache.fetchQuery({ queryKey, ...rest }).catch((error: unknown) => error)
    await settle()
    await cache.cancelQueries({ queryKey })
    expect(await reading).toBeInstanceOf(CancelledError)
    expect(aborted).toEqual([`GET ${path}/msg_1`])
    expect(cache.getQueryState(queryKey)?.fetchStatus).toBe('idle')
  })

  it('gives the bytes of a file as they are', async () => {
    const { client, answer } = makeBackend()
    answer('GET /files/f1/content', new Blob(['bytes']))
    const blob = await makeCache().fetchQuery(fileContentQuery(client, { file_id: 'f1' }))
    expect(await blob.text()).toBe('bytes')
  })

  it('sends limit, order and filters, and nothing that was left undefined', async () => {
    const { client, answer, heard } = makeBackend()
    answer('GET /assistants?limit=2&order=asc', makePage([]))
    await makeCache().fetchInfiniteQuery(assistantsQuery(client, { limit: 2, order: 'asc' }))
    expect(heard).toEqual(['GET /assistants?limit=2&order=asc'])
  })

  it('tells lists and other keys that hold the same object', async () => {
    const { client, answer } = makeBackend()
    const cache = makeCache()
    const read = makeMessage(1, { metadata: { seen: 'yes' } })
    const one = messageQuery(client, { ...list, message_id: 'msg_1' })
    const many = messagesQuery(client, list)
    answer(`GET ${path}`, makePage([makeMessage(1)]))
    answer(`GET ${path}/msg_1`, read)
    await cache.fetchInfiniteQuery(many)
    expect(cache.getQueryData(one.queryKey)).toBeUndefined()
    await cache.fetchQuery(one)
    expect(listItems(cache.getQueryData(many.queryKey))).toEqual([read])
    const newer = makeMessage(1, { metadata: { seen: 'twice' } })
    answer(`GET ${path}?limit=5`, makePage([newer]))
    await cache.fetchInfiniteQuery(messagesQuery(client, { ...list, limit: 5 }))
    expect(cache.getQueryData(one.queryKey)).toEqual(newer)
    expect(listItems(cache.getQueryData(many.queryKey))).toEqual([newer])
  })
})

describe('the pages of a list', () => {
  const { getNextPageParam, getPreviousPageParam } = messagesQuery(makeBackend().client, list)
  const next = (pages: Page<Message>[], cursors: PageCursor[]) =>
    getNextPageParam(pages.at(-1) ?? makePage([]), pages, cursors.at(-1) ?? null, cursors)
  const previous = (pages: Page<Message>[], cursors: PageCursor[]) =>
    getPreviousPageParam?.(pages[0] ?? makePage([]), pages, cursors[0] ?? null, cursors)
  const page = (numbers: number[], more = true) =>
    // What some servers put in place of the ids.
    ({
      ...makePage(
        numbers.map((n) => makeMessage(n)),
        more,
      ),
      first_id: 'none',
      last_id: 'none',
    })

  it('go on after the last element until the server has no more', () => {
    expect(next([page([3, 2])], [null])).toEqual({ after: 'msg_2' })
    expect(next([page([3, 2], false)], [null])).toBeNull()
  })

  it('end where a page is empty or only repeats what is known, whatever the server says', () => {
    expect(next([page([])], [null])).toBeNull()
    expect(next([page([2, 1]), page([2, 1])], [null, { after: 'msg_1' }])).toBeNull()
    expect(next([page([3, 2]), page([2, 1])], [null, { after: 'msg_2' }])).toEqual({
      after: 'msg_1',
    })
  })

  it('begin where they were asked for without a cursor', () => {
    expect(previous([page([3, 2])], [null])).toBeNull()
  })

  it('of files go on and not back: no cursor of theirs is for that', () => {
    const files = filesQuery(makeBackend().client, { limit: 1 })
    const one = makePage([{ id: 'f1' }] as FileObject[], true)
    const cursor = { after: 'f2' }
    expect(files.getNextPageParam(one, [one], cursor, [cursor])).toEqual({ after: 'f1' })
    expect(files.getPreviousPageParam?.(one, [one], cursor, [cursor])).toBeNull()
  })

  it('go back before the first element, and believe `has_more` only of the way that was walked', () => {
    expect(previous([page([3, 2], false)], [{ after: 'msg_4' }])).toEqual({ before: 'msg_3' })
    expect(previous([page([3, 2])], [{ before: 'msg_1' }])).toEqual({ before: 'msg_3' })
    expect(previous([page([3, 2], false)], [{ before: 'msg_1' }])).toBeNull()
    expect(next([page([3, 2], false)], [{ before: 'msg_1' }])).toEqual({ after: 'msg_2' })
  })
})

describe('an answer that was overtaken', () => {
  function setUp() {
    const backend = makeBackend()
    return { ...backend, cache: makeCache() }
  }

  it('leaves the run where an event has brought it', async () => {
    const { cache, client, release } = setUp()
    const options = runQuery(client, { thread_id: 't1', run_id: 'run_1' })
    const reading = cache.fetchQuery(options)
    await settle()
    const done = makeRun(1, { status: 'completed' })
    putResource(cache, client, done)
    await release('GET /threads/t1/runs/run_1', makeRun(1, { status: 'in_progress' }))
    expect(await reading).toBe(done)
    expect(cache.getQueryData(options.queryKey)).toBe(done)
  })

  it('keeps a message that was sent while the first page was on its way', async () => {
    const { cache, client, answer, release } = setUp()
    answer(`POST ${path}`, makeMessage(2))
    const reading = cache.fetchInfiniteQuery(messagesQuery(client, list))
    await settle()
    await write(cache, createMessageMutation(client), { ...list, role: 'user', content: 'hi' })
    await release(`GET ${path}`, makePage([makeMessage(1)]))
    expect(listItems(await reading).map(({ id }) => id)).toEqual(['msg_2', 'msg_1'])
  })

  it('keeps what came and leaves out what went while an older page was on its way', async () => {
    const { cache, client, answer, release } = setUp()
    answer(`GET ${path}`, makePage([makeMessage(3), makeMessage(2)], true))
    const observer = new InfiniteQueryObserver(cache, messagesQuery(client, list))
    const stop = observer.subscribe(() => {})
    await settle()
    const older = observer.fetchNextPage()
    await settle()
    putResource(cache, client, makeMessage(4), { isNew: true })
    putResource(cache, client, makeMessage(3, { metadata: { edited: 'yes' } }))
    const gone = { object: 'thread.message.deleted', deleted: true } as const
    putResource(cache, client, { ...gone, id: 'msg_2' }, { params: list })
    putResource(cache, client, { ...gone, id: 'msg_1' }, { params: list })
    await release(`GET ${path}?after=msg_2`, makePage([makeMessage(1), makeMessage(0)]))
    await older
    const items = listItems(observer.getCurrentResult().data)
    expect(items.map(({ id }) => id)).toEqual(['msg_4', 'msg_3', 'msg_0'])
    expect(items[1]?.metadata).toEqual({ edited: 'yes' })
    stop()
  })

  it('that knows the later of several new messages is not told of the earlier', async () => {
    const { cache, client, release } = setUp()
    const narrow = { ...list, limit: 2 }
    const reading = cache.fetchInfiniteQuery(messagesQuery(client, narrow))
    await settle()
    for (const n of [2, 3, 4])
      putResource(cache, client, makeMessage(n, { created_at: 1 }), { isNew: true })
    const page = [4, 3].map((n) => makeMessage(n, { created_at: 1 }))
    await release(`GET ${path}?limit=2`, makePage(page, true))
    expect(listItems(await reading).map(({ id }) => id)).toEqual(['msg_4', 'msg_3'])
  })

  it('of a whole list keeps what a first page could not know while a second was on its way', async () => {
    const { cache, client, answer, release } = setUp()
    const options = messagesQuery(client, list)
    cache.setQueryData(options.queryKey, {
      pages: [makePage([makeMessage(2)], true), makePage([makeMessage(1)])],
      pageParams: [null, { after: 'msg_2' }],
    })
    answer(`GET ${path}`, makePage([makeMessage(2)], true))
    const reading = cache.fetchInfiniteQuery({ ...options, staleTime: 0 })
    await settle()
    putResource(cache, client, makeMessage(3), { isNew: true })
    await release(`GET ${path}?after=msg_2`, makePage([makeMessage(1)]))
    expect(listItems(await reading).map(({ id }) => id)).toEqual(['msg_3', 'msg_2', 'msg_1'])
  })

  it('does not undo a change in the lists either', async () => {
    const { cache, client, answer, release } = setUp()
    answer(`GET ${path}`, makePage([makeMessage(1)]))
    await cache.fetchInfiniteQuery(messagesQuery(client, list))
    const reading = cache.fetchQuery(messageQuery(client, { ...list, message_id: 'msg_1' }))
    await settle()
    const edited = makeMessage(1, { metadata: { edited: 'yes' } })
    putResource(cache, client, edited)
    await release(`GET ${path}/msg_1`, makeMessage(1))
    expect(await reading).toEqual(edited)
    expect(listItems(cache.getQueryData(messagesQuery(client, list).queryKey))).toEqual([edited])
  })

  it('keeps the rows of a refetch that say nothing new', async () => {
    const { cache, client, answer } = setUp()
    const options = { ...messagesQuery(client, list), staleTime: 0 }
    answer(`GET ${path}`, makePage([makeMessage(2), makeMessage(1)]))
    const before = listItems(await cache.fetchInfiniteQuery(options))
    answer(`GET ${path}`, makePage([makeMessage(3), makeMessage(2), makeMessage(1)]))
    await cache.fetchInfiniteQuery(options)
    const after = listItems(cache.getQueryData(options.queryKey))
    expect(after[1]).toBe(before[0])
    expect(after[2]).toBe(before[1])
  })
})

describe('a write', () => {
  it('is told by the library which cache called it', async () => {
    const cache = new QueryClient()
    const told = await write(cache, { mutationFn: async (_, { client }) => client }, undefined)
    expect(told).toBe(cache)
  })

  it('puts its answer before a callback hears of it', async () => {
    const { client, answer } = makeBackend()
    const cache = makeCache()
    answer('POST /threads/t1/runs/run_1/cancel', makeRun(1, { status: 'cancelling' }))
    const { queryKey } = runQuery(client, { thread_id: 't1', run_id: 'run_1' })
    const heard: unknown[] = []
    await write(
      cache,
      {
        ...cancelRunMutation(client),
        onSuccess: () => heard.push(cache.getQueryData(queryKey)?.status),
      },
      { thread_id: 't1', run_id: 'run_1' },
    )
    expect(heard).toEqual(['cancelling'])
  })

  it('is sent once, and fails with an error of ours', async () => {
    const { client, answer, heard } = makeBackend()
    answer('POST /threads/t1/runs/run_1/cancel', { error: { message: 'Too late.' } }, 400)
    const error: unknown = await write(makeCache(), cancelRunMutation(client), {
      thread_id: 't1',
      run_id: 'run_1',
    }).catch((reason: unknown) => reason)
    expect(isApiError(error) && error.reason).toBe('Too late.')
    expect(heard).toHaveLength(1)
  })
})

describe('pollWhileActive', () => {
  const poll = (status: string, error: unknown = null) =>
    // A server may send a status that the protocol does not name.
    pollWhileActive({ state: { data: makeRun(1, { status: status as 'queued' }), error } })

  it('asks each second while a run can still change, and then no more', () => {
    for (const status of ['queued', 'in_progress', 'requires_action', 'cancelling', 'dreaming'])
      expect(poll(status)).toBe(1_000)
    for (const status of ['completed', 'failed', 'cancelled', 'expired', 'incomplete'])
      expect(poll(status)).toBe(false)
    expect(pollWhileActive({ state: { data: undefined, error: null } })).toBe(false)
  })

  it('asks for a list as long as one of its runs can still change', () => {
    const pollList = (...statuses: ('in_progress' | 'completed')[]) => {
      const runs = statuses.map((status, index) => makeRun(index + 1, { status }))
      const data = { pages: runs.map((one) => makePage([one])), pageParams: runs.map(() => null) }
      return pollWhileActive({ state: { data, error: null } })
    }
    expect(pollList('completed', 'in_progress')).toBe(1_000)
    expect(pollList('completed', 'completed')).toBe(false)
    expect(pollList()).toBe(false)
  })
})
