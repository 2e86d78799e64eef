import { InfiniteQueryObserver, notifyManager, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'

import { isApiError } from '../../src/api/index.js'
import {
  listItems,
  messagesQuery,
  modifyAssistantMutation,
  modifyMessageMutation,
  modifyRunMutation,
  putPage,
  putResource,
  runQuery,
  runsQuery,
} from '../../src/queries/index.js'
import { makeMessage, makePage, makeRun, settle, write } from './support.js'
import { gone, list, message, post, refusal, remove, setUp } from './threeMessages.js'

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
