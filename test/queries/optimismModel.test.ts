import { InfiniteQueryObserver } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'

import { createAssistantsClient, type Message } from '../../src/api/index.js'
import {
  createMessageMutation,
  deleteMessageMutation,
  type ListData,
  listItems,
  messageQuery,
  messagesQuery,
  modifyMessageMutation,
  putResource,
} from '../../src/queries/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import { makeCache, write } from './support.js'

const runs = 400
const narrowings = [
  {},
  { limit: 2 },
  { order: 'asc' as const },
  { order: 'asc' as const, limit: 2 },
]

const n = fc.nat({ max: 7 })
const kinds = {
  modify: { n, name: fc.constantFrom('a', 'b', 'c') },
  remove: { n },
  create: {},
  read: { list: fc.nat({ max: narrowings.length - 1 }), isAgain: fc.boolean() },
  more: { list: fc.nat({ max: narrowings.length - 1 }) },
  readOne: { n },
  // The server heeds a request, or refuses it; later its answer arrives.
  heed: { n, refuses: fc.boolean() },
  arrive: { n },
  // Someone else, of whom an event tells at once.
  event: { n, what: fc.constantFrom('modify' as const, 'remove' as const, 'create' as const) },
}
type Kinds = typeof kinds
type Values<K extends keyof Kinds> = {
  [Name in keyof Kinds[K]]: Kinds[K][Name] extends fc.Arbitrary<infer T> ? T : never
}
type Step = { [K in keyof Kinds]: { act: K } & Values<K> }[keyof Kinds]

const step = fc.oneof(
  ...Object.entries(kinds).map(([act, rest]) => fc.record({ act: fc.constant(act), ...rest })),
  // Built member by member from the table that the type is built from.
) as unknown as fc.Arbitrary<Step>

interface Held {
  request: Request
  answer: Promise<Response> | null
  deliver: (response: Promise<Response>) => void
}

const breathe = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}

async function play(steps: readonly Step[]) {
  const server = createAssistantsServer()
  const elsewhere = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: server.fetch,
  })
  let waiting: Held[] = []
  let sent = 0
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    maxRetries: 0,
    fetch: (request) => {
      sent++
      return new Promise((deliver) => waiting.push({ request, answer: null, deliver }))
    },
  })
  const cache = makeCache()
  const { id: thread_id } = await elsewhere.createThread({
    messages: Array.from({ length: 4 }, (_, at) => ({ role: 'user', content: `first ${at}` })),
  })
  const truth = async (order: 'asc' | 'desc') =>
    (await elsewhere.listMessages({ thread_id, limit: 100, order })).data
  const factory = (at: number) => messagesQuery(client, { thread_id, ...narrowings[at] })
  const pending: { id: string; metadata: Record<string, string> | null }[] = []
  const reads: Promise<unknown>[] = []
  let acts = 0

  const guess = (
    id: string,
    metadata: Record<string, string> | null,
    act: () => Promise<unknown>,
  ) => {
    const made = { id, metadata }
    pending.push(made)
    const answered = () => void pending.splice(pending.indexOf(made), 1)
    reads.push(act().then(answered, answered))
  }
  const read = (act: () => Promise<unknown>) => reads.push(act().catch(() => {}))
  /** The answer to a write of this object is on its way: nothing on the wire tells what came first. */
  const isHeeded = (id: string) =>
    waiting.some(
      ({ request, answer }) =>
        answer !== null &&
        (request.url.includes(id) || new URL(request.url).pathname.endsWith('/messages')) &&
        request.method !== 'GET',
    )

  /** Of two that are made within one second, nothing tells which came first but the order of the answers. */
  const isCreating = () =>
    waiting.some(({ request }) => request.url.endsWith('/messages') && request.method === 'POST')

  const seen: string[] = []
  const look = () => {
    // Everything that is shown of one object is the same, and is what the last write will make of it.
    const shown = new Map<string, Message>()
    const items = narrowings.flatMap((_, at) =>
      listItems(cache.getQueryData<ListData<Message>>(factory(at).queryKey)),
    )
    for (const message of items) {
      const one = cache.getQueryData<Message>(
        messageQuery(client, { thread_id, message_id: message.id }).queryKey,
      )
      expect(shown.get(message.id) ?? message).toEqual(message)
      expect(one ?? message).toEqual(message)
      shown.set(message.id, message)
    }
    for (const { id } of pending) {
      const of = pending.filter((made) => made.id === id)
      const last = of.findLast(({ metadata }) => metadata !== null)
      const isGone = of.some(({ metadata }) => metadata === null)
      const held = shown.get(id)
      expect(held === undefined || !isGone).toBe(true)
      expect(held?.metadata).toEqual(held && last ? last.metadata : held?.metadata)
      seen.push(of.length > 1 ? 'several' : 'one')
    }
  }

  const heed = (held: Held, refuses: boolean) => {
    held.answer ??=
      refuses && held.request.method !== 'GET'
        ? Promise.resolve(Response.json({ error: { message: 'No.' } }, { status: 400 }))
        : server.fetch(held.request)
  }

  for (const given of steps) {
    const all = await truth('desc')
    const id = 'n' in given ? all[given.n % Math.max(all.length, 1)]?.id : undefined
    const params = { thread_id, message_id: id ?? '' }
    if (given.act === 'modify' && id) {
      const metadata = { [given.name]: String(acts++) }
      guess(id, metadata, () =>
        write(cache, modifyMessageMutation(client), { ...params, metadata }),
      )
    } else if (given.act === 'remove' && id) {
      guess(id, null, () => write(cache, deleteMessageMutation(client), params))
    } else if (given.act === 'create' && !isCreating()) {
      const body = { thread_id, role: 'user', content: String(acts++) } as const
      read(() => write(cache, createMessageMutation(client), body))
    } else if (given.act === 'read') {
      read(() =>
        cache.fetchInfiniteQuery({
          ...factory(given.list),
          ...(given.isAgain && { staleTime: 0 }),
        }),
      )
    } else if (given.act === 'more') {
      read(() => new InfiniteQueryObserver(cache, factory(given.list)).fetchNextPage())
    } else if (given.act === 'readOne' && id)
      read(() => cache.fetchQuery(messageQuery(client, params)))
    else if (given.act === 'event') {
      if (given.what === 'create' && !isCreating()) {
        const made = { thread_id, role: 'user', content: 'theirs' } as const
        putResource(cache, client, await elsewhere.createMessage(made), { isNew: true })
      } else if (given.what !== 'create' && id && !isHeeded(id)) {
        if (given.what === 'remove')
          putResource(cache, client, await elsewhere.deleteMessage(params), { params })
        else {
          const metadata = { theirs: String(acts++) }
          putResource(cache, client, await elsewhere.modifyMessage({ ...params, metadata }))
        }
      }
    } else if (given.act === 'heed') {
      const open = waiting.filter(({ answer }) => answer === null)
      const held = open[given.n % Math.max(open.length, 1)]
      if (held) heed(held, given.refuses)
    } else if (given.act === 'arrive') {
      const answered = waiting.filter(({ answer }) => answer !== null)
      const held = answered[given.n % Math.max(answered.length, 1)]
      if (held?.answer) {
        waiting = waiting.filter((other) => other !== held)
        held.deliver(held.answer)
      }
    }
    await breathe()
    look()
  }
  // Everything comes to rest.
  for (let at = 0; waiting.length > 0; at++) {
    const [held] = waiting.splice(0, 1)
    if (held) {
      heed(held, at % 3 === 0)
      if (held.answer) held.deliver(held.answer)
    }
    await breathe()
    look()
  }
  await Promise.all(reads)
  return { cache, client, factory, truth, thread_id, seen, sent, close: server.close }
}

const tally = { steps: 0, requests: 0, one: 0, several: 0 }
afterAll(() => console.info(`${runs} sequences of optimistic writes`, tally))

describe('writes that are shown before they are answered', () => {
  it('agree with each other at every moment, and with the server in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        const { cache, client, factory, truth, thread_id, seen, sent, close } = await play(steps)
        const desc = await truth('desc')
        narrowings.forEach((narrowing, at) => {
          const data = cache.getQueryData<ListData<Message>>(factory(at).queryKey)
          const items = listItems(data)
          const server = 'order' in narrowing ? desc.toReversed() : desc
          expect(items).toEqual(server.slice(0, items.length))
          const isWhole = data !== undefined && data.pages.at(-1)?.has_more === false
          expect(items).toHaveLength(isWhole ? server.length : items.length)
        })
        for (const message of desc) {
          const { queryKey } = messageQuery(client, { thread_id, message_id: message.id })
          expect(cache.getQueryData(queryKey) ?? message).toEqual(message)
        }
        tally.steps += steps.length
        tally.requests += sent
        for (const kind of seen) tally[kind as 'one']++
        close()
      }),
      { numRuns: runs },
    )
  }, 60_000)
})
