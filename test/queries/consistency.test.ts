import { InfiniteQueryObserver } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createAssistantsClient, type Message } from '../../src/api/index.js'
import {
  createMessageMutation,
  deleteMessageMutation,
  type ListData,
  listItems,
  messageQuery,
  messagesQuery,
  modifyMessageMutation,
  putPage,
} from '../../src/queries/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import { makeCache, write } from './support.js'

/** Lists of one thread that an app may have open at once. */
const narrowings = [
  {},
  { limit: 1 },
  { limit: 3 },
  { order: 'asc' as const },
  { order: 'asc' as const, limit: 2 },
]

const which = fc.nat({ max: narrowings.length - 1 })
const act = fc.oneof(
  fc.record({ act: fc.constant('create' as const) }),
  fc.record({
    act: fc.constantFrom('modify' as const, 'delete' as const, 'get' as const),
    n: fc.nat({ max: 9 }),
  }),
  fc.record({
    act: fc.constantFrom('open' as const, 'more' as const, 'reread' as const),
    list: which,
  }),
  fc.record({ act: fc.constant('sync' as const), limit: fc.integer({ min: 1, max: 6 }) }),
  // Someone else, of whom this cache hears by the next page that it is handed.
  fc.record({ act: fc.constant('elsewhere' as const), n: fc.nat({ max: 9 }) }),
)

async function play(acts: readonly (typeof act extends fc.Arbitrary<infer A> ? A : never)[]) {
  const server = createAssistantsServer()
  const heard: string[] = []
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: (request) => {
      heard.push(request.method)
      return server.fetch(request)
    },
  })
  const cache = makeCache()
  const { id: thread_id } = await client.createThread({
    messages: Array.from({ length: 4 }, (_, n) => ({ role: 'user', content: `first ${n}` })),
  })
  const truth = async (order: 'asc' | 'desc') =>
    (await client.listMessages({ thread_id, limit: 100, order })).data
  const factory = (list: number) => messagesQuery(client, { thread_id, ...narrowings[list] })
  const observe = (list: number) => new InfiniteQueryObserver(cache, factory(list))
  /** Ids that were deleted elsewhere are news only to a list that is read again. */
  let inTouch = true

  for (const step of acts) {
    const all = await truth('desc')
    const pick = 'n' in step ? all[step.n % Math.max(all.length, 1)]?.id : undefined
    const params = { thread_id, message_id: pick ?? '' }
    const asked = heard.length
    let mayAsk = 1
    if (step.act === 'create') {
      await write(cache, createMessageMutation(client), { thread_id, role: 'user', content: 'new' })
    } else if (step.act === 'open') await cache.fetchInfiniteQuery(factory(step.list))
    else if (step.act === 'reread') {
      mayAsk = 20
      await cache.fetchInfiniteQuery({ ...factory(step.list), staleTime: 0 })
    } else if (step.act === 'more') await observe(step.list).fetchNextPage()
    else if (step.act === 'sync') {
      const newest = { thread_id, limit: step.limit }
      putPage(cache, client, 'listMessages', newest, await client.listMessages(newest))
    } else if (pick !== undefined) {
      if (step.act === 'modify') {
        await write(cache, modifyMessageMutation(client), {
          ...params,
          metadata: { at: String(asked) },
        })
      }
      if (step.act === 'delete') await write(cache, deleteMessageMutation(client), params)
      if (step.act === 'get') await cache.fetchQuery(messageQuery(client, params))
      if (step.act === 'elsewhere') {
        inTouch = false
        await client.createMessage({ thread_id, role: 'user', content: 'elsewhere' })
      }
    }
    expect(heard.length - asked).toBeLessThanOrEqual(mayAsk)
  }
  const held = narrowings.map((narrowing, list) => ({
    order: narrowing.order ?? ('desc' as const),
    data: cache.getQueryData<ListData<Message>>(factory(list).queryKey),
  }))
  return { client, cache, thread_id, truth, held, inTouch, close: server.close }
}

describe('any cache of a thread, after anything that can happen to it', () => {
  it('holds the beginning of each list as the server would give it, and each message as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        const { client, cache, thread_id, truth, held, inTouch, close } = await play(acts)
        const desc = await truth('desc')
        const byId = new Map(desc.map((message) => [message.id, message]))
        for (const { data, order } of held) {
          const items = listItems(data)
          const server = order === 'desc' ? desc : desc.toReversed()
          // What happened elsewhere may be missing at the newest end; nothing may be wrong or out of order.
          const known = new Set(items.map(({ id }) => id))
          expect(items).toEqual(server.filter(({ id }) => known.has(id)))
          expect(items).toEqual(inTouch ? server.slice(0, items.length) : items)
          const isWhole = data === undefined || data.pages.at(-1)?.has_more !== false || !inTouch
          expect(items.length).toBe(isWhole ? items.length : server.length)
        }
        for (const { id } of desc) {
          const { queryKey } = messageQuery(client, { thread_id, message_id: id })
          const one = cache.getQueryData(queryKey)
          expect(one ?? byId.get(id)).toEqual(byId.get(id))
        }
        expect(cache.isFetching()).toBe(0)
        close()
      }),
      { numRuns: 150 },
    )
  }, 30_000)
})
