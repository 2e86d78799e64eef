import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAssistantsClient } from '../../src/api/index.js'
import { listItems, messagesQuery, putResource } from '../../src/queries/index.js'
import { createAssistantsServer } from '../../src/server/index.js'
import { createManualClock } from '../../src/testing/index.js'

const page = { limit: 10 }

/** A thread of many messages, all of one second, and a list of them that somebody looks at. */
async function openThread(count: number) {
  const { fetch } = createAssistantsServer({ clock: createManualClock() })
  const client = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch })
  const { id: thread_id } = await client.createThread({})
  const say = (content: string) => client.createMessage({ thread_id, role: 'user', content })
  for (let at = 0; at < count; at++) await say(`${at}`)
  const cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  const list = new InfiniteQueryObserver(cache, messagesQuery(client, { thread_id, ...page }))
  const leave = list.subscribe(() => {})
  await list.refetch()
  const shown = () => listItems(list.getCurrentResult().data).map(({ id }) => id)
  const truth = async () => {
    const ids: string[] = []
    for (let after: string | undefined; ; after = ids.at(-1)) {
      const { data, has_more } = await client.listMessages({
        thread_id,
        limit: 100,
        ...(after && { after }),
      })
      ids.push(...data.map(({ id }) => id))
      if (!has_more) return ids
    }
  }
  return { client, thread_id, cache, say, list, shown, truth, leave }
}

it('two hundred and fifty messages of one second come in the order of the server, none twice and none left out (scenario 35)', async () => {
  const { list, shown, truth, leave } = await openThread(250)
  while (list.getCurrentResult().hasNextPage) await list.fetchNextPage()
  expect(shown()).toHaveLength(250)
  expect(shown()).toEqual(await truth())
  leave()
})

it(
  'whatever is said and deleted between two pages, the newest are shown, and the list is the server’s (scenario 35)',
  { timeout: 60_000 },
  async () => {
    const turn = fc.record({
      said: fc.nat(3),
      deleted: fc.array(fc.nat(60), { maxLength: 3 }),
      dropsCursor: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 8 }), async (turns) => {
        const { client, thread_id, cache, say, list, shown, truth, leave } = await openThread(45)
        const drop = async (message_id: string | undefined) => {
          if (message_id !== undefined)
            await client.deleteMessage({ thread_id, message_id }).catch(() => {})
        }
        for (const { said, deleted, dropsCursor } of turns) {
          for (let at = 0; at < said; at++) {
            const message = await say('New')
            putResource(cache, client, message, { isNew: true })
            expect(shown()[0]).toBe(message.id)
          }
          const before = shown()
          // Somebody else deletes them, so nothing is heard of it here.
          for (const at of deleted) await drop(before[at % before.length])
          if (dropsCursor) await drop(before.at(-1))
          if (list.getCurrentResult().hasNextPage) await list.fetchNextPage()
          expect(new Set(shown()).size).toBe(shown().length)
        }
        while (list.getCurrentResult().hasNextPage) await list.fetchNextPage()
        // What is still there was not left out, and stands in its order.
        const there = await truth()
        expect(shown().filter((id) => there.includes(id))).toEqual(there)
        await list.refetch()
        expect(shown()).toEqual(there)
        leave()
      }),
      { numRuns: 25, seed: 35 },
    )
  },
)
