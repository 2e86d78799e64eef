import { describe, expect, it } from 'vitest'
import { facts, serverFor } from './serverFor.js'

/** A thread with messages "1" to "n", all of the same second. */
async function threadOf(count: number) {
  const kit = serverFor()
  const { id: thread_id } = await kit.client.createThread({
    messages: Array.from({ length: count }, (_, index) => ({
      role: 'user' as const,
      content: `${index + 1}`,
    })),
  })
  const list = async (query: string) => {
    const { body } = await kit.ask('GET', `/threads/${thread_id}/messages?${query}`)
    const page = body as unknown as {
      data: { id: string; content: { text: { value: string } }[] }[]
      has_more: boolean
      first_id: string | null
      last_id: string | null
    }
    return { ...page, said: page.data.map(({ content }) => content[0]?.text.value).join(' ') }
  }
  const all = await list('order=asc&limit=100')
  const idOf = (words: number) => all.data[words - 1]?.id ?? ''
  return { ...kit, thread_id, list, idOf }
}

describe('a page', () => {
  it.each([
    ['', '5 4 3 2 1', false],
    ['order=asc', '1 2 3 4 5', false],
    ['limit=2', '5 4', true],
    ['limit=5', '5 4 3 2 1', false],
    ['limit=2&after=4', '3 2', true],
    ['limit=2&after=3', '2 1', false],
    ['limit=2&after=1', '', false],
    ['limit=2&order=asc&after=3', '4 5', false],
    ['limit=2&before=1', '3 2', true],
    ['limit=2&before=3', '5 4', false],
    ['limit=2&before=5', '', false],
    ['limit=2&order=asc&before=5', '3 4', true],
    ['limit=2&order=asc&before=3', '1 2', false],
    ['after=5&before=2', '4 3', false],
    ['limit=1&after=5&before=2', '4', true],
    ['order=asc&after=1&before=4', '2 3', false],
  ])('asked for with %j holds %j', async (query, said, more) => {
    const { list, idOf } = await threadOf(5)
    const named = query.replaceAll(
      /(after|before)=(\d)/g,
      (_, name: string, n: string) => `${name}=${idOf(Number(n))}`,
    )
    const page = await list(named)
    expect([page.said, page.has_more]).toEqual([said, more])
    expect(page.first_id).toBe(page.data[0]?.id ?? null)
    expect(page.last_id).toBe(page.data.at(-1)?.id ?? null)
  })

  it.each([
    ['limit=0', 'integer_below_min_value', 'limit'],
    ['limit=101', 'integer_above_max_value', 'limit'],
    ['limit=ten', 'invalid_type', 'limit'],
    ['order=up', 'invalid_value', 'order'],
    ['after=msg_none', 'invalid_value', 'after'],
    ['before=msg_none', 'invalid_value', 'before'],
  ])('asked for with %s is refused', async (query, code, param) => {
    const { ask, thread_id } = await threadOf(1)
    const answer = await ask('GET', `/threads/${thread_id}/messages?${query}`)
    expect(answer.status).toBe(400)
    expect(facts(answer)).toMatchObject({ code, param })
  })

  it.each([1, 100])('may hold %i', async (limit) => {
    const { list } = await threadOf(100)
    expect((await list(`limit=${limit}`)).data).toHaveLength(limit)
  })

  it('holds twenty unless told otherwise', async () => {
    const { list } = await threadOf(25)
    expect((await list('')).data).toHaveLength(20)
  })

  it('goes on behind a message that was deleted meanwhile', async () => {
    const { client, list, idOf, thread_id } = await threadOf(6)
    const cursor = idOf(4)
    await client.deleteMessage({ thread_id, message_id: cursor })
    expect((await list(`limit=2&after=${cursor}`)).said).toBe('3 2')
    expect((await list(`limit=2&before=${cursor}`)).said).toBe('6 5')
  })

  it('does not take a cursor of another thread', async () => {
    const { client, ask, idOf } = await threadOf(1)
    const other = await client.createThread({})
    const answer = await ask('GET', `/threads/${other.id}/messages?after=${idOf(1)}`)
    expect(answer.status).toBe(400)
  })

  it('meets neither gaps nor doubles while messages keep coming', async () => {
    const { client, list, thread_id } = await threadOf(7)
    const first = await list('limit=3')
    await client.createMessage({ thread_id, role: 'user', content: '8' })
    const second = await list(`limit=3&after=${first.last_id}`)
    const third = await list(`limit=3&after=${second.last_id}`)
    expect([first.said, second.said, third.said]).toEqual(['7 6 5', '4 3 2', '1'])
    expect((await list(`before=${first.first_id}`)).said).toBe('8')
  })
})
