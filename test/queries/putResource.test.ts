import { InfiniteQueryObserver, notifyManager, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'

import type { AnyDeleted, Assistant, FileObject, Resource, Thread } from '../../src/api/index.js'
import {
  cancelRunMutation,
  createAssistantFileMutation,
  createRunMutation,
  deleteMessageMutation,
  filesQuery,
  keyFor,
  listItems,
  messageQuery,
  messagesQuery,
  putPage,
  putResource,
  runQuery,
  runsQuery,
  runStepQuery,
  runStepsQuery,
  threadQuery,
} from '../../src/queries/index.js'
import {
  makeBackend,
  makeCache,
  makeMessage,
  makePage,
  makeRun,
  makeStep,
  settle,
  write,
} from './support.js'

const thread: Thread = { id: 't1', object: 'thread', created_at: 1, metadata: {} }
const assistant: Assistant = {
  id: 'a1',
  object: 'assistant',
  created_at: 1,
  name: null,
  description: null,
  model: 'm',
  instructions: null,
  tools: [],
  metadata: {},
}
const file: FileObject = {
  id: 'f1',
  object: 'file',
  bytes: 1,
  created_at: 1,
  filename: 'a.txt',
  purpose: 'assistants',
  status: 'processed',
}

function setUp() {
  const backend = makeBackend()
  const cache = makeCache()
  const { client } = backend
  return { ...backend, cache, root: ['assistants', client.scope] }
}

const run = { thread_id: 't1', run_id: 'run_1' }
const message = (n: number) => ({ thread_id: 't1', message_id: `msg_${n}` })

describe('putResource', () => {
  const kinds: [Resource, object, string][] = [
    [assistant, {}, 'assistants, a1'],
    [thread, {}, 'threads, t1'],
    [makeMessage(1), {}, 'threads, t1, messages, msg_1'],
    [makeRun(1), {}, 'threads, t1, runs, run_1'],
    [makeStep(1), {}, 'threads, t1, runs, run_1, steps, step_1'],
    [
      { id: 'f1', object: 'assistant.file', created_at: 1, assistant_id: 'a1' },
      {},
      'assistants, a1, files, f1',
    ],
    [
      { id: 'f1', object: 'thread.message.file', created_at: 1, message_id: 'msg_1' },
      { thread_id: 't1' },
      'threads, t1, messages, msg_1, files, f1',
    ],
    [file, {}, 'files, f1'],
  ]

  it.each(kinds)('puts $0.object under its own key', (resource, params, key) => {
    const { cache, client, root } = setUp()
    expect(putResource(cache, client, resource, { params })).toBe(resource)
    expect(cache.getQueryData([...root, ...key.split(', ')])).toBe(resource)
    expect(cache.getQueryCache().getAll()).toHaveLength(1)
  })

  it.each(kinds.filter(([{ object }]) => object !== 'thread'))(
    'takes a new $0.object into its list and changes it there',
    (resource, params, key) => {
      const { cache, client, root } = setUp()
      const list = [...root, ...key.split(', ').slice(0, -1), 'list']
      const other = { ...resource, id: 'other' }
      cache.setQueryData(list, { pages: [makePage([other])], pageParams: [null] })
      const rows = () => listItems(cache.getQueryData<{ pages: []; pageParams: [] }>(list))

      putResource(cache, client, resource, { params })
      expect(rows()).toEqual([other])
      putResource(cache, client, resource, { params, isNew: true })
      expect(rows()).toEqual([resource, other])
      expect(rows()[1]).toBe(other)
      const changed = { ...resource, created_at: 2 }
      putResource(cache, client, changed, { params })
      expect(rows()).toEqual([changed, other])
    },
  )

  it.each(kinds.filter(([{ object }]) => !/^thread(?:\.run.*)?$/.test(object)))(
    'takes a deleted $0.object out of its list and out of its key',
    (resource, params, key) => {
      const { cache, client, root } = setUp()
      const list = [...root, ...key.split(', ').slice(0, -1), 'list']
      const other = { ...resource, id: 'other' }
      cache.setQueryData(list, { pages: [makePage([resource, other])], pageParams: [null] })
      putResource(cache, client, resource, { params })
      const object = resource.object === 'file' ? 'file' : `${resource.object}.deleted`
      // Every kind here can be deleted, or would be in the same form.
      const gone = { id: resource.id, object, deleted: true } as AnyDeleted
      const ids = { assistant_id: 'a1', thread_id: 't1', message_id: 'msg_1', ...params }
      expect(putResource(cache, client, gone, { params: ids })).toBe(gone)
      const rows = listItems(cache.getQueryData<{ pages: []; pageParams: [] }>(list))
      expect(rows).toEqual([other])
      expect(rows[0]).toBe(other)
      expect(cache.getQueryData([...root, ...key.split(', ')])).toBeUndefined()
    },
  )

  it('keeps the identity of an object that says nothing new', () => {
    const { cache, client } = setUp()
    const first = putResource(cache, client, makeRun(1))
    expect(putResource(cache, client, structuredClone(first))).toBe(first)
  })

  it('tells an item and every list that holds it in one go', async () => {
    const { cache, client } = setUp()
    const own = runQuery(client, { thread_id: 't1', run_id: 'run_1' })
    const list = runsQuery(client, { thread_id: 't1' })
    const narrowed = runsQuery(client, { thread_id: 't1', limit: 5 })
    for (const { queryKey } of [list, narrowed])
      cache.setQueryData(queryKey, { pages: [makePage([makeRun(1)])], pageParams: [null] })
    cache.setQueryData(own.queryKey, makeRun(1))
    const seen: string[] = []
    const read = () =>
      [
        cache.getQueryData(own.queryKey)?.status,
        listItems(cache.getQueryData(list.queryKey))[0]?.status,
        listItems(cache.getQueryData(narrowed.queryKey))[0]?.status,
      ].join(' ')
    const stops = [own.queryKey, list.queryKey, narrowed.queryKey].map((queryKey) =>
      // As the library's React hooks listen.
      new QueryObserver(cache, { queryKey, enabled: false }).subscribe(
        notifyManager.batchCalls(() => seen.push(read())),
      ),
    )
    putResource(cache, client, makeRun(1, { status: 'completed' }))
    await settle()
    expect(seen).toEqual(Array(3).fill('completed completed completed'))
    for (const stop of stops) stop()
  })

  it('never puts an earlier state over a later one, and returns what stands', () => {
    const { cache, client } = setUp()
    const list = runsQuery(client, { thread_id: 't1' })
    const done = makeRun(1, { status: 'completed' })
    cache.setQueryData(list.queryKey, { pages: [makePage([done])], pageParams: [null] })
    putResource(cache, client, done)
    expect(putResource(cache, client, makeRun(1, { status: 'in_progress' }))).toBe(done)
    expect(listItems(cache.getQueryData(list.queryKey))).toEqual([done])
  })

  it('puts a new message at the end of a list that runs upwards only when the end is here', () => {
    const { cache, client } = setUp()
    const up = messagesQuery(client, { thread_id: 't1', order: 'asc' })
    const cut = messagesQuery(client, { thread_id: 't1', order: 'asc', limit: 1 })
    cache.setQueryData(up.queryKey, { pages: [makePage([makeMessage(1)])], pageParams: [null] })
    cache.setQueryData(cut.queryKey, {
      pages: [makePage([makeMessage(1)], true)],
      pageParams: [null],
    })
    putResource(cache, client, makeMessage(2), { isNew: true })
    expect(listItems(cache.getQueryData(up.queryKey)).map(({ id }) => id)).toEqual([
      'msg_1',
      'msg_2',
    ])
    expect(listItems(cache.getQueryData(cut.queryKey)).map(({ id }) => id)).toEqual(['msg_1'])
  })

  it('takes a new item into a filtered list only when it matches', () => {
    const { cache, client } = setUp()
    const ofRun = messagesQuery(client, { thread_id: 't1', run_id: 'run_1' })
    const uploads = filesQuery(client, { purpose: 'vision' })
    for (const { queryKey } of [ofRun, uploads])
      cache.setQueryData<unknown>(queryKey, { pages: [makePage([])], pageParams: [null] })
    putResource(cache, client, makeMessage(1), { isNew: true })
    putResource(cache, client, makeMessage(2, { run_id: 'run_1' }), { isNew: true })
    putResource(cache, client, file, { isNew: true })
    expect(listItems(cache.getQueryData(ofRun.queryKey)).map(({ id }) => id)).toEqual(['msg_2'])
    expect(listItems(cache.getQueryData(uploads.queryKey))).toEqual([])
  })

  it('leaves a list as old as it was when one of its rows is news', () => {
    const { cache, client } = setUp()
    const { queryKey } = messagesQuery(client, { thread_id: 't1' })
    cache.setQueryData(
      queryKey,
      { pages: [makePage([makeMessage(1)])], pageParams: [null] },
      { updatedAt: 1_000 },
    )
    void cache.invalidateQueries({ queryKey })
    putResource(cache, client, makeMessage(2), { isNew: true })
    expect(cache.getQueryState(queryKey)).toMatchObject({
      dataUpdatedAt: 1_000,
      isInvalidated: true,
    })
  })

  it('follows a step read with `include` until it is final, and leaves what was included', () => {
    const { cache, client } = setUp()
    const ids = { thread_id: 't1', run_id: 'run_1', step_id: 'step_1' }
    const include = ['step_details.tool_calls[*].file_search.results[*].content' as const]
    const { queryKey } = runStepQuery(client, { ...ids, include })
    cache.setQueryData(queryKey, makeStep(1))
    const done = makeStep(1, { status: 'completed' })
    putResource(cache, client, done)
    expect(cache.getQueryData(queryKey)).toEqual(done)
    putResource(cache, client, { ...done, usage: null, metadata: { k: 'v' } })
    expect(cache.getQueryData(queryKey)).toEqual(done)
  })

  it('hands back an answer of a kind that it does not know', () => {
    const { cache, client } = setUp()
    const odd = { id: 'x', deleted: true } as unknown as AnyDeleted
    expect(putResource(cache, client, odd)).toBe(odd)
    expect(cache.getQueryCache().getAll()).toEqual([])
  })

  it('says which id is missing', () => {
    const { cache, client } = setUp()
    const gone = { id: 'msg_1', object: 'thread.message.deleted', deleted: true } as const
    expect(() => putResource(cache, client, gone)).toThrow(/needs "thread_id"/)
  })
})

describe('a deletion', () => {
  it('of a thread takes everything under it, and nothing else', () => {
    const { cache, client } = setUp()
    putResource(cache, client, thread)
    putResource(cache, client, makeMessage(1))
    putResource(cache, client, makeStep(1))
    putPage(cache, client, 'listRuns', { thread_id: 't1' }, makePage([makeRun(1)]))
    putResource(cache, client, makeMessage(2, { thread_id: 't2' }))
    putResource(cache, client, { id: 't1', object: 'thread.deleted', deleted: true })
    expect(
      cache
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => queryKey.slice(2)),
    ).toEqual([['threads', 't2', 'messages', 'msg_2']])
  })

  it('of what is on screen keeps it there, asks no more, and clears it away when it is left', async () => {
    const { cache, client, heard, root } = setUp()
    const options = messageQuery(client, message(1))
    putResource(cache, client, makeMessage(1))
    const first = new QueryObserver(cache, options)
    const second = new QueryObserver(cache, options)
    const stopFirst = first.subscribe(() => {})
    const stopSecond = second.subscribe(() => {})
    const gone = { id: 'msg_1', object: 'thread.message.deleted', deleted: true } as const
    putResource(cache, client, gone, { params: { thread_id: 't1' } })
    expect(first.getCurrentResult().data).toEqual(makeMessage(1))

    await cache.invalidateQueries({ queryKey: root })
    await first.refetch()
    putResource(cache, client, makeMessage(1, { metadata: { late: 'yes' } }))
    expect(heard).toEqual([])
    expect(first.getCurrentResult()).toMatchObject({ status: 'success', data: makeMessage(1) })

    stopFirst()
    expect(cache.getQueryData(options.queryKey)).toBeDefined()
    stopSecond()
    expect(cache.getQueryCache().getAll()).toEqual([])
  })

  it('that the server denies changes nothing', () => {
    const { cache, client } = setUp()
    putResource(cache, client, thread)
    putResource(cache, client, { id: 't1', object: 'thread.deleted', deleted: false })
    expect(cache.getQueryData(threadQuery(client, { thread_id: 't1' }).queryKey)).toEqual(thread)
  })

  it('of the last row that was read asks for the rows behind it', async () => {
    const { cache, client, answer, release, heard } = setUp()
    const options = messagesQuery(client, { thread_id: 't1', limit: 1 })
    answer('DELETE /threads/t1/messages/msg_2', {
      id: 'msg_2',
      object: 'thread.message.deleted',
      deleted: true,
    })
    const list = 'GET /threads/t1/messages?limit=1'
    const reading = cache.fetchInfiniteQuery(options)
    await settle()
    await release(list, makePage([makeMessage(2)], true))
    await reading
    const stop = new InfiniteQueryObserver(cache, options).subscribe(() => {})
    await write(cache, deleteMessageMutation(client), message(2))
    await settle()
    expect(heard.filter((line) => line === list)).toHaveLength(2)
    await release(list, makePage([makeMessage(1)]))
    expect(listItems(cache.getQueryData(options.queryKey))).toEqual([makeMessage(1)])
    stop()
  })
})

describe('a write whose answer cannot tell all', () => {
  it('marks the messages of the thread stale when a run was started with more of them', async () => {
    const { cache, client, answer } = setUp()
    answer('POST /threads/t1/runs', makeRun(1))
    putPage(cache, client, 'listMessages', { thread_id: 't1' }, makePage([makeMessage(1)]))
    const { queryKey } = messagesQuery(client, { thread_id: 't1' })
    const body = { thread_id: 't1', assistant_id: 'a1' }
    await write(cache, createRunMutation(client), body)
    expect(cache.getQueryState(queryKey)?.isInvalidated).toBe(false)
    await write(cache, createRunMutation(client), {
      ...body,
      additional_messages: [{ role: 'user', content: 'and this' }],
    })
    expect(cache.getQueryState(queryKey)?.isInvalidated).toBe(true)
  })

  it('lets the run of an answer enter its list', async () => {
    const { cache, client, answer } = setUp()
    answer('POST /threads/t1/runs', makeRun(2))
    putPage(cache, client, 'listRuns', { thread_id: 't1' }, makePage([makeRun(1)]))
    await write(cache, createRunMutation(client), { thread_id: 't1', assistant_id: 'a1' })
    expect(
      listItems(cache.getQueryData(runsQuery(client, { thread_id: 't1' }).queryKey)),
    ).toMatchObject([{ id: 'run_2' }, { id: 'run_1' }])
  })

  it.each([
    [
      'a cancellation',
      (all: ReturnType<typeof setUp>) => write(all.cache, cancelRunMutation(all.client), run),
    ],
    [
      'a reading of the run',
      (all: ReturnType<typeof setUp>) => all.cache.fetchQuery(runQuery(all.client, run)),
    ],
    [
      'a reading of the runs',
      (all: ReturnType<typeof setUp>) =>
        all.cache.fetchInfiniteQuery(runsQuery(all.client, { thread_id: 't1' })),
    ],
  ])(
    'shows how the steps of a run ended that %s tells the end of, by one request where they are on screen',
    async (_, learn) => {
      const all = setUp()
      const { cache, client, answer, heard } = all
      const steps = 'GET /threads/t1/runs/run_1/steps'
      answer(steps, makePage([makeStep(1, { status: 'in_progress' })]))
      const shown = () => listItems(cache.getQueryData(runStepsQuery(client, run).queryKey))
      const leave = new InfiniteQueryObserver(cache, runStepsQuery(client, run)).subscribe(() => {})
      await settle()
      expect(shown()).toMatchObject([{ status: 'in_progress' }])
      const ended = makeRun(1, { status: 'cancelled' })
      answer('POST /threads/t1/runs/run_1/cancel', ended)
      answer('GET /threads/t1/runs/run_1', ended)
      answer('GET /threads/t1/runs', makePage([ended]))
      answer(steps, makePage([makeStep(1, { status: 'cancelled' })]))
      heard.length = 0
      await learn(all)
      await settle()
      expect(shown()).toMatchObject([{ status: 'cancelled' }])
      expect(heard.slice(1)).toEqual([steps])
      // Of steps that have ended nothing is left to ask.
      await learn(all)
      await settle()
      expect(heard.filter((line) => line === steps)).toEqual([steps])
      leave()
    },
  )

  it.each(['cancelled', 'cancelling'] as const)(
    'asks for no steps that nobody looks at of a run that is %s, and knows that they are out of date',
    async (status) => {
      const { cache, client, answer, heard } = setUp()
      const { queryKey } = runStepsQuery(client, run)
      const step = makeStep(1, { status: 'in_progress' })
      putPage(cache, client, 'listRunSteps', run, makePage([step]))
      answer('POST /threads/t1/runs/run_1/cancel', makeRun(1, { status }))
      await write(cache, cancelRunMutation(client), run)
      await settle()
      expect(heard).toEqual(['POST /threads/t1/runs/run_1/cancel'])
      expect(cache.getQueryState(queryKey)?.isInvalidated).toBe(true)
    },
  )

  it('has its mutation named by root and operation', () => {
    const { client, root } = setUp()
    expect(createAssistantFileMutation(client).mutationKey).toEqual([
      ...root,
      'createAssistantFile',
    ])
  })
})

describe('putPage', () => {
  const ids = (cache: ReturnType<typeof makeCache>, key: readonly unknown[]) =>
    listItems(cache.getQueryData<{ pages: []; pageParams: [] }>(key)).map(({ id }) => id)

  it('begins a list that nobody has read yet', () => {
    const { cache, client } = setUp()
    const page = makePage([makeMessage(2), makeMessage(1)], true)
    putPage(cache, client, 'listMessages', { thread_id: 't1', limit: 2 }, page)
    const data = cache.getQueryData(messagesQuery(client, { thread_id: 't1' }).queryKey)
    expect(data).toEqual({ pages: [page], pageParams: [null] })
    expect(cache.getQueryCache().getAll()).toHaveLength(1)
  })

  it('joins what is cached, brings the keys of its items up to date, and drops what is gone', () => {
    const { cache, client } = setUp()
    const { queryKey } = messagesQuery(client, { thread_id: 't1' })
    const old = [5, 4, 3, 2, 1].map((n) => makeMessage(n))
    cache.setQueryData(queryKey, {
      pages: [makePage(old.slice(0, 3), true), makePage(old.slice(3))],
      pageParams: [null, { after: 'msg_3' }],
    })
    putResource(cache, client, makeMessage(3))
    const changed = makeMessage(3, { metadata: { read: 'yes' } })
    const page = makePage([makeMessage(6), makeMessage(5), changed, makeMessage(2)], true)
    putPage(cache, client, 'listMessages', { thread_id: 't1' }, page)
    const data = cache.getQueryData(queryKey)
    expect(data?.pages.map((held) => held.data.map(({ id }) => id))).toEqual([
      ['msg_6', 'msg_5', 'msg_3'],
      ['msg_2', 'msg_1'],
    ])
    expect(data?.pages[0]?.data[1]).toBe(old[0])
    expect(data?.pages[1]?.data[1]).toBe(old[4])
    expect(cache.getQueryData(messageQuery(client, message(3)).queryKey)).toEqual(changed)
    expect(cache.getQueryData(messageQuery(client, message(6)).queryKey)).toBeUndefined()
  })

  it('becomes the list when it does not meet what is cached', () => {
    const { cache, client } = setUp()
    const list = { thread_id: 't1' }
    putPage(cache, client, 'listMessages', list, makePage([makeMessage(1)], true))
    putPage(cache, client, 'listMessages', list, makePage([makeMessage(9), makeMessage(8)], true))
    expect(ids(cache, messagesQuery(client, list).queryKey)).toEqual(['msg_9', 'msg_8'])
  })

  it('reaches lists of other size, order and filter', () => {
    const { cache, client } = setUp()
    const list = { thread_id: 't1' }
    const small = messagesQuery(client, { ...list, limit: 1 }).queryKey
    const up = messagesQuery(client, { ...list, order: 'asc' }).queryKey
    const ofRun = messagesQuery(client, { ...list, run_id: 'run_1' }).queryKey
    cache.setQueryData(small, { pages: [makePage([makeMessage(1)])], pageParams: [null] })
    cache.setQueryData(up, { pages: [makePage([makeMessage(1)])], pageParams: [null] })
    cache.setQueryData(ofRun, { pages: [makePage([])], pageParams: [null] })
    const page = makePage([makeMessage(3, { run_id: 'run_1' }), makeMessage(2), makeMessage(1)])
    putPage(cache, client, 'listMessages', list, page)
    expect(ids(cache, small)).toEqual(['msg_3', 'msg_2', 'msg_1'])
    expect(ids(cache, up)).toEqual(['msg_1', 'msg_2', 'msg_3'])
    expect(ids(cache, ofRun)).toEqual(['msg_3'])
  })

  it('from the middle of a list changes only what is held', () => {
    const { cache, client } = setUp()
    const { queryKey } = messagesQuery(client, { thread_id: 't1' })
    cache.setQueryData(queryKey, { pages: [makePage([makeMessage(2)])], pageParams: [null] })
    const page = makePage([makeMessage(2, { metadata: { a: 'b' } }), makeMessage(1)])
    putPage(cache, client, 'listMessages', { thread_id: 't1', after: 'msg_3' }, page)
    expect(listItems(cache.getQueryData(queryKey))).toEqual([page.data[0]])
  })

  it('keeps rows that say nothing new, and a run that has ended', () => {
    const { cache, client } = setUp()
    const list = { thread_id: 't1' }
    const runs = [makeRun(2, { status: 'completed' }), makeRun(1, { status: 'failed' })]
    putPage(cache, client, 'listRuns', list, makePage(runs))
    const { queryKey } = runsQuery(client, list)
    const before = cache.getQueryData(queryKey)
    const late = [makeRun(2, { status: 'in_progress' }), makeRun(1, { status: 'failed' })]
    putPage(cache, client, 'listRuns', list, makePage(late))
    expect(cache.getQueryData(queryKey)).toBe(before)
  })

  it('takes steps like any other list', () => {
    const { cache, client } = setUp()
    const of = { thread_id: 't1', run_id: 'run_1' }
    putPage(cache, client, 'listRunSteps', of, makePage([makeStep(1)]))
    expect(ids(cache, runStepsQuery(client, of).queryKey)).toEqual(['step_1'])
    expect(keyFor(client, 'listRunSteps', of).at(-1)).toBe('list')
  })
})
