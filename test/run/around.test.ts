import { InfiniteQueryObserver } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { listItems, messagesQuery, putResource } from '../../src/queries/index.js'
import { shownMessages } from '../../src/run/shownMessages.js'
import { createThreadReader } from '../../src/run/threadReader.js'
import { makeStage, type Stage } from './support.js'

let stage: Stage
afterEach(() => stage.close())

/** A thread of many messages that somebody looks at, and what they can do in it. */
async function openThread(count: number, at: number | null) {
  stage = await makeStage({ script: () => [{ type: 'text', text: 'An answer.' }] })
  const { cache, client, other, pass, threadId: thread_id } = stage
  const say = (content: string) => other.createMessage({ thread_id, role: 'user', content })
  for (let n = 0; n < count; n++) await say(`${n}`)
  const truth = async () => {
    const ids: string[] = []
    for (let after: string | undefined; ; after = ids.at(-1)) {
      const page = await other.listMessages({
        thread_id,
        order: 'asc',
        limit: 100,
        ...(after && { after }),
      })
      ids.push(...page.data.map(({ id }) => id))
      if (!page.has_more) return ids
    }
  }
  const begin = at === null ? null : ((await truth())[at] ?? null)
  const controller = stage.visit({ around: begin })
  if (begin !== null) controller.goTo(begin)
  const reader = createThreadReader(controller, { cache, client })
  reader.subscribe(() => {})
  await controller.attach()
  await pass()
  /** The ids on the server of the rows that are shown. */
  const shown = () => {
    const now = reader.read()
    return now.ids.map((id) => {
      const row = now.row(id)
      return row?.kind === 'message' ? row.message.id : 'not sent yet'
    })
  }
  const further = async (direction: 'older' | 'newer') => {
    const { around } = controller.store.getState()
    const list = new InfiniteQueryObserver(cache, shownMessages(client, thread_id, around))
    const { hasNextPage, hasPreviousPage } = list.getCurrentResult()
    if (direction === 'older' && hasNextPage) await list.fetchNextPage()
    if (direction === 'newer' && hasPreviousPage) await list.fetchPreviousPage()
    await pass()
  }
  return { controller, say, truth, shown, further, thread_id }
}

type Act =
  | { act: 'older' | 'newer' | 'latest' | 'sync' | 'send' }
  /** Somebody else says something or deletes it, of which an event tells at once. */
  | { act: 'heard' }
  | { act: 'gone' | 'goTo'; n: number }

const n = fc.nat({ max: 999 })
const step: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constantFrom(
      ...(['older', 'newer', 'newer', 'latest', 'sync', 'send', 'heard'] as const),
    ),
  }),
  fc.record({ act: fc.constantFrom('gone' as const, 'goTo' as const, 'goTo' as const), n }),
)

describe('a thread in which somebody goes about', () => {
  it(
    'shows a part of what the server has, with nothing left out, and to its end where it says so',
    { timeout: 120_000 },
    async () => {
      const begin = fc.option(fc.nat({ max: 69 }))
      const seen = { apart: 0, joined: 0, latest: 0 }
      await fc.assert(
        fc.asyncProperty(begin, fc.array(step, { maxLength: 12 }), async (at, steps) => {
          const thread = await openThread(70, at)
          const { controller, say, truth, shown, further, thread_id } = thread
          const { cache, client, other, pass } = stage
          const look = async () => {
            const all = await truth()
            const rows = shown()
            const from = all.indexOf(rows[0] ?? '')
            expect(rows.length).toBeGreaterThan(0)
            expect(rows).toEqual(all.slice(from, from + rows.length))
            const { around } = controller.store.getState()
            const isAtEnd = rows.at(-1) === all.at(-1)
            expect(around !== null || isAtEnd).toBe(true)
            seen[around !== null ? 'apart' : rows.length > 20 ? 'joined' : 'latest']++
          }
          await look()
          for (const one of steps) {
            const all = await truth()
            const isApart = controller.store.getState().around !== null
            const before = shown()
            // What a live run has said is held by it, too, until the next one.
            const some = one.act === 'gone' ? all.slice(0, 40) : all
            const id = 'n' in one ? (some[one.n % some.length] ?? '') : ''
            if (one.act === 'older' || one.act === 'newer') await further(one.act)
            else if (one.act === 'latest') controller.goToLatest()
            else if (one.act === 'sync') await controller.sync()
            else if (one.act === 'send') controller.send('A question')
            else if (one.act === 'goTo') controller.goTo(id)
            else if (one.act === 'heard') {
              putResource(cache, client, await say('News'), { isNew: true })
            } else {
              const deleted = await other.deleteMessage({ thread_id, message_id: id })
              putResource(cache, client, deleted, { params: { thread_id } })
            }
            await pass(5_000)
            await look()
            // Nobody is taken away from what they read but by going somewhere, or by sending.
            const stays = isApart && !['goTo', 'latest', 'send'].includes(one.act)
            expect(shown()).toEqual(
              expect.arrayContaining(
                before.filter((row) => stays && (row !== id || one.act !== 'gone')),
              ),
            )
          }
          controller.goToLatest()
          await pass()
          for (let turn = 0; turn < 12; turn++) await further('older')
          expect(shown()).toEqual(await truth())
          // And so does the list that everybody else reads.
          const { queryKey } = messagesQuery(client, { thread_id })
          expect(listItems(cache.getQueryData(queryKey)).map((row) => row.id)).toEqual(
            shown().toReversed(),
          )
          stage.close()
        }),
        { numRuns: 150, seed: 7 },
      )
      // It went everywhere.
      expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
    },
  )
})
