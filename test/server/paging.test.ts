import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ApiVersion } from '../../src/api/index.js'
import { finish, serverFor, text, turns } from './serverFor.js'

type Page = {
  data: { id: string }[]
  first_id: string | null
  last_id: string | null
  has_more: boolean
}

/** Lists that can grow long, each with rows of one and the same second, oldest first. */
const makers = {
  messages: async ({ client }: ReturnType<typeof serverFor>, count: number) => {
    const messages = Array.from({ length: count }, () => ({ role: 'user' as const, content: 'Hi' }))
    const { id } = await client.createThread({ messages })
    return `/threads/${id}/messages`
  },
  assistants: async ({ client }: ReturnType<typeof serverFor>, count: number) => {
    for (let made = 0; made < count; made++) await client.createAssistant({ model: 'm' })
    return '/assistants'
  },
  threads: async ({ client }: ReturnType<typeof serverFor>, count: number) => {
    for (let made = 0; made < count; made++) await client.createThread({})
    return '/threads'
  },
  runs: async ({ client, clock, setUp }: ReturnType<typeof serverFor>, count: number) => {
    const { assistant, thread } = await setUp()
    for (let made = 0; made < count; made++) {
      await client.createRun({ thread_id: thread.id, assistant_id: assistant.id })
      await clock.settle()
    }
    return `/threads/${thread.id}/runs`
  },
}

const editions: ApiVersion[] = ['v1', 'v2']
const cases = editions.flatMap((edition) =>
  (Object.keys(makers) as (keyof typeof makers)[]).map((list) => ({ edition, list })),
)

async function listOf(edition: ApiVersion, list: keyof typeof makers, count: number) {
  const kit = serverFor({ model: turns([text('Hi'), finish]).model })
  const path = await makers[list](kit, count)
  const ask = (query: string) =>
    kit.ask('GET', `${path}?${query}`, { headers: { 'openai-beta': `assistants=${edition}` } })
  const page = async (query: string): Promise<Page> => {
    const { status, body } = await ask(query)
    expect([status, body['error']]).toEqual([200, undefined])
    // Its shape is tried elsewhere.
    return body as unknown as Page
  }
  /** All ids, walked from one end with `after`, or from the other with `before`. */
  const walk = async (query: string, by: 'after' | 'before' = 'after', from?: string) => {
    const ids: string[] = []
    for (let cursor = from ? `&${by}=${from}` : '', more = true; more;) {
      const { data, has_more, first_id, last_id } = await page(`${query}${cursor}`)
      if (by === 'after') ids.push(...data.map(({ id }) => id))
      else ids.unshift(...data.map(({ id }) => id))
      cursor = `&${by}=${by === 'after' ? last_id : first_id}`
      more = has_more
    }
    return ids
  }
  return { ...kit, path, ask, page, walk }
}

describe.each(cases)('$list of one second, in $edition', ({ edition, list }) => {
  const count = list === 'runs' ? 120 : 300

  it('are walked to the end, one by one and by the hundred, in either order', async () => {
    const { page, walk } = await listOf(edition, list, count)
    const oldest = await walk('order=asc&limit=100')
    expect(new Set(oldest).size).toBe(count)
    expect(await walk('limit=100')).toEqual(oldest.toReversed())
    expect(await walk('order=asc&limit=1')).toEqual(oldest)
    expect(await walk('limit=7')).toEqual(oldest.toReversed())
    expect((await page(`order=asc&after=${oldest.at(-1)}`)).data).toEqual([])
    const middle = oldest[100]
    const above = oldest.slice(93, 100)
    expect((await page(`order=asc&limit=7&before=${middle}`)).data.map(({ id }) => id)).toEqual(
      above,
    )
    expect((await page(`limit=7&after=${middle}`)).data.map(({ id }) => id)).toEqual(
      above.toReversed(),
    )
    const last = oldest.at(-1)
    expect(await walk(`order=asc&limit=9`, 'before', last)).toEqual(oldest.slice(0, -1))
    expect(await walk(`limit=9`, 'before', oldest[0])).toEqual(oldest.slice(1).toReversed())
  })

  it.each([
    ['limit=0', 'integer_below_min_value'],
    ['limit=-1', 'integer_below_min_value'],
    ['limit=101', 'integer_above_max_value'],
    ['limit=1.5', 'invalid_type'],
    ['limit=', 'invalid_type'],
  ])('are refused with %s', async (query, code) => {
    const { ask } = await listOf(edition, list, 1)
    const { status, body } = await ask(query)
    expect([status, body]).toMatchObject([400, { error: { code, param: 'limit' } }])
  })
})

describe.each(editions)('messages that come and go while they are read in %s', (edition) => {
  it('leave no gap and no double', async () => {
    const change = fc.record({ add: fc.nat(3), drop: fc.array(fc.nat(200), { maxLength: 3 }) })
    const walks = fc.record({
      order: fc.constantFrom('asc', 'desc'),
      limit: fc.integer({ min: 1, max: 30 }),
      changes: fc.array(change, { maxLength: 12 }),
      dropsCursor: fc.boolean(),
    })
    const property = fc.asyncProperty(walks, async ({ order, limit, changes, dropsCursor }) => {
      const { client, page, path, walk } = await listOf(edition, 'messages', 60)
      const thread_id = path.split('/')[2] ?? ''
      const before = await walk('order=asc&limit=100')
      const gone = new Set<string>()
      const drop = async (message_id: string | undefined) => {
        if (message_id === undefined || gone.has(message_id)) return
        gone.add(message_id)
        await client.deleteMessage({ thread_id, message_id })
      }
      const seen: string[] = []
      let cursor = ''
      for (let turn = 0; ; turn++) {
        const { data, has_more, last_id } = await page(`order=${order}&limit=${limit}${cursor}`)
        expect(data.filter(({ id }) => gone.has(id))).toEqual([])
        seen.push(...data.map(({ id }) => id))
        if (!has_more) break
        for (let made = 0; made < (changes[turn]?.add ?? 0); made++)
          await client.createMessage({ thread_id, role: 'user', content: 'New' })
        for (const at of changes[turn]?.drop ?? []) await drop(before[at % before.length])
        if (dropsCursor) await drop(last_id ?? undefined)
        cursor = `&after=${last_id}`
      }
      expect(new Set(seen).size).toBe(seen.length)
      // What stood there all the time was seen, in its order.
      const stayed = before.filter((id) => !gone.has(id))
      const kept = seen.filter((id) => stayed.includes(id))
      expect(kept).toEqual(order === 'asc' ? stayed : stayed.toReversed())
    })
    await fc.assert(property, { numRuns: 60, seed: 5 })
  }, 30_000)
})
