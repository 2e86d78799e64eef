import { InfiniteQueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'

import { isResponseError } from '../../src/api/index.js'
import { type ListData, listItems, messagesQuery, putResource } from '../../src/queries/index.js'
import { makeMessage, makePage, settle } from './support.js'
import { gone, list, post, refusal, remove, setUp } from './threeMessages.js'

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
    expect(isResponseError(await writing)).toBe(true)
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

describe('a list that is marked as stale', () => {
  it('stays so when a further page joins it, or when the mark came while it was read', async () => {
    const { cache, client, many, release } = setUp()
    const path = 'GET /threads/t1/messages'
    const first = makePage([makeMessage(3)], true)
    cache.setQueryData(many, { pages: [first], pageParams: [null] })
    const isStale = () => cache.getQueryState(many)?.isInvalidated
    void cache.invalidateQueries({ queryKey: many })
    const older = new InfiniteQueryObserver(cache, messagesQuery(client, list)).fetchNextPage()
    await settle()
    await release(`${path}?after=msg_3`, makePage([makeMessage(2)]))
    await older
    expect(isStale()).toBe(true)
    for (const mark of [false, true]) {
      const reading = cache.fetchInfiniteQuery({ ...messagesQuery(client, list), staleTime: 0 })
      await settle()
      if (mark) void cache.invalidateQueries({ queryKey: many })
      await release(path, first)
      await release(`${path}?after=msg_3`, makePage([makeMessage(2)]))
      await reading
      await settle()
      expect(isStale()).toBe(mark)
    }
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
