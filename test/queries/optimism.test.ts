import { InfiniteQueryObserver, notifyManager, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'

import { isApiError, isConnectionError } from '../../src/api/index.js'
import {
  deleteMessageMutation,
  type ListData,
  listItems,
  messageQuery,
  messagesQuery,
  modifyAssistantMutation,
  modifyMessageMutation,
  modifyRunMutation,
  putPage,
  putResource,
  runQuery,
  runsQuery,
} from '../../src/queries/index.js'
import { makeBackend, makeCache, makeMessage, makePage, makeRun, settle, write } from './support.js'

const list = { thread_id: 't1' }
const message = (n: number) => ({ ...list, message_id: `msg_${n}` })
const post = (n: number) => `POST /threads/t1/messages/msg_${n}`
const remove = (n: number) => `DELETE /threads/t1/messages/msg_${n}`
const refusal = { error: { message: 'No.' } }
const gone = (n: number) =>
  ({ id: `msg_${n}`, object: 'thread.message.deleted', deleted: true }) as const

/** A cache with messages 3, 2 and 1 in a list, and the second under its own key. */
function setUp() {
  const backend = makeBackend()
  const cache = makeCache()
  const { client } = backend
  const many = messagesQuery(client, list).queryKey
  const one = messageQuery(client, message(2)).queryKey
  const rows = [3, 2, 1].map((n) => makeMessage(n))
  putPage(cache, client, 'listMessages', list, makePage(rows))
  putResource(cache, client, makeMessage(2))
  const shown = () =>
    listItems(cache.getQueryData(many)).map(({ id, metadata }) =>
      [id.slice(4), ...Object.keys(metadata ?? {})].join(' '),
    )
  const own = () => Object.keys(cache.getQueryData(one)?.metadata ?? {}).join(' ')
  const modify = (name: string, n = 2) =>
    write(cache, modifyMessageMutation(client), {
      ...message(n),
      metadata: { [name]: 'yes' },
    }).catch((error: unknown) => error)
  const drop = (n: number) =>
    write(cache, deleteMessageMutation(client), message(n)).catch((error: unknown) => error)
  return { ...backend, cache, many, one, rows, shown, own, modify, drop }
}

describe('a change of metadata', () => {
  it('is seen at once under the key of the object and in its lists, and gives way to the answer', async () => {
    const { shown, own, modify, release } = setUp()
    const writing = modify('mine')
    await settle()
    expect(shown()).toEqual(['3', '2 mine', '1'])
    expect(own()).toBe('mine')
    await release(post(2), makeMessage(2, { metadata: { theirs: 'yes' } }))
    await writing
    expect(shown()).toEqual(['3', '2 theirs', '1'])
    expect(own()).toBe('theirs')
  })

  it('that fails goes back to what the server said last, the very same rows', async () => {
    const { cache, many, shown, own, modify, answer } = setUp()
    const before = listItems(cache.getQueryData(many))
    answer(post(2), refusal, 400)
    const writing = modify('mine')
    await settle()
    expect(isApiError(await writing)).toBe(true)
    expect(shown()).toEqual(['3', '2', '1'])
    expect(own()).toBe('')
    const after = listItems(cache.getQueryData(many))
    expect(after[0]).toBe(before[0])
    expect(after).toEqual(before)
  })

  it('that fails loses nothing of what came meanwhile', async () => {
    const { cache, client, shown, own, modify, release, heard } = setUp()
    const writing = modify('mine')
    await settle()
    putResource(cache, client, makeMessage(4), { isNew: true })
    putResource(cache, client, makeMessage(2, { metadata: { theirs: 'yes' } }))
    putResource(cache, client, gone(1), { params: list })
    expect(shown()).toEqual(['4', '3', '2 mine'])
    expect(own()).toBe('mine')
    // Not a message: the client refuses it.
    await release(post(2), null)
    await writing
    expect(shown()).toEqual(['4', '3', '2 theirs'])
    expect(own()).toBe('theirs')
    expect(heard).toHaveLength(1)
  })

  it('leaves the rest of a run to events', async () => {
    const { cache, client, release } = setUp()
    const of = { thread_id: 't1', run_id: 'run_1' }
    const { queryKey } = runQuery(client, of)
    putResource(cache, client, makeRun(1))
    putPage(cache, client, 'listRuns', list, makePage([makeRun(1)]))
    void write(cache, modifyRunMutation(client), { ...of, metadata: { mine: 'yes' } })
    await settle()
    putResource(cache, client, makeRun(1, { status: 'completed' }))
    const seen = { status: 'completed', metadata: { mine: 'yes' } }
    expect(cache.getQueryData(queryKey)).toMatchObject(seen)
    await release(
      'POST /threads/t1/runs/run_1',
      makeRun(1, { status: 'in_progress', metadata: seen.metadata }),
    )
    const runs = listItems(cache.getQueryData(runsQuery(client, list).queryKey))
    expect([cache.getQueryData(queryKey)?.status, runs[0]?.status]).toEqual([
      'completed',
      'completed',
    ])
  })

  it('empties what is set to null', async () => {
    const { cache, client, own, modify, release } = setUp()
    void modify('mine')
    await settle()
    await release(post(2), makeMessage(2, { metadata: { mine: 'yes' } }))
    void write(cache, modifyMessageMutation(client), { ...message(2), metadata: null })
    await settle()
    expect(own()).toBe('')
  })

  it('waits for the answer where more than metadata is changed', async () => {
    const { cache, client } = setUp()
    const assistant = {
      id: 'a1',
      object: 'assistant',
      created_at: 1,
      name: null,
      description: null,
      model: 'm',
      instructions: null,
      tools: [],
      metadata: {},
    } as const
    const held = putResource(cache, client, { ...assistant, tools: [] })
    const { queryKey } = { queryKey: ['assistants', client.scope, 'assistants', 'a1'] }
    void write(cache, modifyAssistantMutation(client), {
      assistant_id: 'a1',
      name: 'New',
      metadata: { mine: 'yes' },
    })
    await settle()
    expect(cache.getQueryData(queryKey)).toBe(held)
  })

  it('cannot be switched off by the callbacks of a caller', async () => {
    const { cache, client, own, answer } = setUp()
    answer(post(2), refusal, 400)
    const seen: string[] = []
    const see = () => void seen.push(own())
    const observe = cache.getQueryCache().subscribe(() => void seen.push(own()))
    await write(
      cache,
      { ...modifyMessageMutation(client), onMutate: see, onError: see, onSettled: see },
      { ...message(2), metadata: { mine: 'yes' } },
    ).catch(() => {})
    observe()
    await settle()
    expect(new Set(seen)).toEqual(new Set(['', 'mine']))
    expect(seen.at(-1)).toBe('')
  })

  it('is told to item and list in one go', async () => {
    const { cache, many, one, shown, own, modify, release } = setUp()
    const seen: string[] = []
    const stops = [many, one].map((queryKey) =>
      new QueryObserver(cache, { queryKey, enabled: false }).subscribe(
        notifyManager.batchCalls(() => seen.push(`${own()}/${shown()[1]}`)),
      ),
    )
    const writing = modify('mine')
    await settle()
    await release(post(2), null)
    await writing
    for (const stop of stops) stop()
    expect([...new Set(seen)]).toEqual(['mine/2 mine', '/2'])
  })
})

describe('several changes of one object', () => {
  it('show the last, are sent one after the other, and stand as they were made', async () => {
    const { shown, modify, release, heard } = setUp()
    const first = modify('first')
    const second = modify('second')
    await settle()
    expect(shown()).toEqual(['3', '2 second', '1'])
    expect(heard).toEqual([post(2)])
    await release(post(2), makeMessage(2, { metadata: { first: 'yes' } }))
    await first
    expect(shown()).toEqual(['3', '2 second', '1'])
    await release(post(2), makeMessage(2, { metadata: { second: 'yes' } }))
    await second
    expect(shown()).toEqual(['3', '2 second', '1'])
    expect(heard).toEqual([post(2), post(2)])
  })

  it('go back to the one that was accepted', async () => {
    const { shown, own, modify, release } = setUp()
    void modify('first')
    const second = modify('second')
    await settle()
    await release(post(2), makeMessage(2, { metadata: { first: 'yes' } }))
    await release(post(2), null)
    await second
    expect(shown()).toEqual(['3', '2 first', '1'])
    expect(own()).toBe('first')
  })

  it('do not wait for those of another object', async () => {
    const { modify, heard } = setUp()
    void modify('first', 1)
    void modify('second', 3)
    await settle()
    expect(heard).toEqual([post(1), post(3)])
  })
})

describe('a deletion', () => {
  it('takes the row at once, leaves the object on its own page, and ends with the answer', async () => {
    const { cache, one, shown, drop, release } = setUp()
    const stop = new QueryObserver(cache, { queryKey: one, enabled: false }).subscribe(() => {})
    const writing = drop(2)
    await settle()
    expect(shown()).toEqual(['3', '1'])
    expect(cache.getQueryData(one)).toBeDefined()
    await release(remove(2), gone(2))
    await writing
    expect(shown()).toEqual(['3', '1'])
    expect(cache.getQueryData(one)).toBeDefined()
    stop()
    expect(cache.getQueryData(one)).toBeUndefined()
  })

  it('that fails brings the row back in its place, among what came meanwhile', async () => {
    const { cache, client, shown, drop, release } = setUp()
    const writing = drop(2)
    await settle()
    putResource(cache, client, makeMessage(4), { isNew: true })
    putResource(cache, client, gone(1), { params: list })
    putResource(cache, client, makeMessage(2, { metadata: { theirs: 'yes' } }))
    expect(shown()).toEqual(['4', '3'])
    await release(remove(2), null)
    await writing
    expect(shown()).toEqual(['4', '3', '2 theirs'])
  })

  it('that the server denies brings it back too', async () => {
    const { shown, drop, answer } = setUp()
    answer(remove(2), { ...gone(2), deleted: false })
    await drop(2)
    expect(shown()).toEqual(['3', '2', '1'])
  })

  it('keeps pages apart, so that an older page joins what the server said', async () => {
    const { cache, client, answer, release, drop } = setUp()
    const options = messagesQuery(client, { ...list, limit: 1 })
    const path = 'GET /threads/t1/messages?limit=1'
    answer(path, makePage([makeMessage(3)], true))
    answer(`${path}&after=msg_3`, makePage([makeMessage(2)], true))
    const observer = new InfiniteQueryObserver(cache, options)
    const stop = observer.subscribe(() => {})
    await settle()
    await observer.fetchNextPage()
    const shown = () => listItems(cache.getQueryData(options.queryKey)).map(({ id }) => id)
    const dropping = drop(3)
    await settle()
    const older = observer.fetchNextPage()
    await settle()
    expect(shown()).toEqual(['msg_2'])
    await release(`${path}&after=msg_2`, makePage([makeMessage(1)]))
    await older
    expect(shown()).toEqual(['msg_2', 'msg_1'])
    await release(remove(3), null)
    await dropping
    expect(shown()).toEqual(['msg_3', 'msg_2', 'msg_1'])
    stop()
  })

  it('is not undone by a list that was read before the server heard of it', async () => {
    const { cache, client, shown, drop, release, rows } = setUp()
    const reading = cache.fetchInfiniteQuery({ ...messagesQuery(client, list), staleTime: 0 })
    await settle()
    const dropping = drop(2)
    await settle()
    await release('GET /threads/t1/messages', makePage(rows))
    expect(listItems(await reading).map(({ id }) => id)).toEqual(['msg_3', 'msg_1'])
    expect(shown()).toEqual(['3', '1'])
    await release(remove(2), gone(2))
    await dropping
    expect(shown()).toEqual(['3', '1'])
  })
})

describe('a read that begins while a write is under way', () => {
  it('shows what was guessed, and what the server said when the write fails', async () => {
    const { cache, client, modify, answer, release } = setUp()
    const writing = modify('mine')
    await settle()
    answer('GET /threads/t1/messages?limit=9', makePage([makeMessage(2)]))
    const wide = messagesQuery(client, { ...list, limit: 9 })
    const shown = (data: ListData<{ id: string; metadata: object | null }> | undefined) =>
      listItems(data)[0]?.metadata
    expect(shown(await cache.fetchInfiniteQuery(wide))).toEqual({ mine: 'yes' })
    await release(post(2), null)
    await writing
    expect(shown(cache.getQueryData(wide.queryKey))).toEqual({})
  })
})

describe('a write that fails', () => {
  it('with its answer lost leaves what it touches marked as stale, and asks nothing now', async () => {
    const { cache, many, one, modify, release, heard } = setUp()
    const writing = modify('mine')
    await settle()
    await release(post(2), null)
    expect(isConnectionError(await writing)).toBe(false)
    for (const key of [many, one]) expect(cache.getQueryState(key)?.isInvalidated).toBe(true)
    expect(heard).toHaveLength(1)
  })

  it('with a refusal changes nothing and marks nothing', async () => {
    const { cache, many, one, modify, answer } = setUp()
    answer(post(2), refusal, 400)
    await modify('mine')
    for (const key of [many, one]) expect(cache.getQueryState(key)?.isInvalidated).toBe(false)
  })

  it('because there is no such thing looks again at what is on screen', async () => {
    const { cache, client, shown, drop, answer, heard } = setUp()
    answer(remove(2), refusal, 404)
    answer('GET /threads/t1/messages', makePage([makeMessage(3), makeMessage(1)]))
    const observer = new InfiniteQueryObserver(cache, messagesQuery(client, list))
    const stop = observer.subscribe(() => {})
    await drop(2)
    await settle()
    expect(shown()).toEqual(['3', '1'])
    expect(heard).toEqual([remove(2), 'GET /threads/t1/messages'])
    stop()
  })
})

describe('a read that is given up', () => {
  it('keeps what came while it was under way', async () => {
    const { cache, client, shown, aborted } = setUp()
    const observer = new InfiniteQueryObserver(cache, {
      ...messagesQuery(client, list),
      staleTime: 0,
    })
    const stop = observer.subscribe(() => {})
    await settle()
    putResource(cache, client, makeMessage(4), { isNew: true })
    putResource(cache, client, gone(1), { params: list })
    stop()
    await settle()
    expect(aborted).toEqual(['GET /threads/t1/messages'])
    expect(shown()).toEqual(['4', '3', '2'])
  })
})

describe('an answer that has come and is not stored yet', () => {
  it('does not undo what comes in between', async () => {
    const { cache, client, release, shown } = setUp()
    const { queryFn, persister, ...options } = messagesQuery(client, list)
    const reading = cache.fetchInfiniteQuery({
      ...options,
      staleTime: 0,
      ...(queryFn && { queryFn }),
      persister: async (read, context, query) => {
        const answer = await persister?.(read, context, query)
        putResource(cache, client, makeMessage(4), { isNew: true })
        return answer as never
      },
    })
    await settle()
    await release('GET /threads/t1/messages', makePage([makeMessage(3), makeMessage(2)]))
    await reading
    expect(shown()).toEqual(['4', '3', '2'])
  })
})
