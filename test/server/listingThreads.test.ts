import { describe, expect, it } from 'vitest'
import { createAssistantsClient, dialects } from '../../src/api/index.js'
import { facts, reason, serverFor } from './serverFor.js'

const first = { headers: { 'openai-beta': 'assistants=v1' } }
const idsOf = (body: unknown) => (body as { data: { id: string }[] }).data.map(({ id }) => id)

describe('GET /threads', () => {
  it('lists all threads, newest first, each as its edition shows it', async () => {
    const { client, ask } = serverFor()
    const older = await client.createThread({ metadata: { title: 'Rain' } })
    const newer = await client.createThread({})
    const { body } = await ask('GET', '/threads')
    expect(body).toEqual({
      object: 'list',
      data: [newer, older],
      first_id: newer.id,
      last_id: older.id,
      has_more: false,
    })
    const { body: shown } = await ask('GET', '/threads', first)
    expect(idsOf(shown)).toEqual([newer.id, older.id])
    expect(JSON.stringify(shown)).not.toContain('tool_resources')
    expect(older).toHaveProperty('tool_resources')
  })

  it('asks for the edition, as every route of threads does', async () => {
    const { ask } = serverFor()
    const answer = await ask('GET', '/threads', { headers: { 'openai-beta': '' } })
    expect(answer.status).toBe(400)
    expect(reason(answer)).toContain('assistants=v2')
  })

  it('refuses a cursor that was never in the list, and takes one that was deleted', async () => {
    const { client, ask } = serverFor()
    const ids: string[] = []
    for (let made = 0; made < 3; made++) ids.push((await client.createThread({})).id)
    const unknown = await ask('GET', '/threads?after=thread_unknown')
    expect([unknown.status, facts(unknown)]).toEqual([
      400,
      { type: 'invalid_request_error', param: 'after', code: 'invalid_value' },
    ])
    await client.deleteThread({ thread_id: ids[1] ?? '' })
    expect(idsOf((await ask('GET', '/threads')).body)).toEqual([ids[2], ids[0]])
    expect(idsOf((await ask('GET', `/threads?after=${ids[1]}`)).body)).toEqual([ids[0]])
  })

  it('holds threads that came with a run, and no message', async () => {
    const { client, ask, clock } = serverFor()
    const { id: assistant_id } = await client.createAssistant({ model: 'm' })
    const { thread_id } = await client.createThreadAndRun({
      assistant_id,
      thread: { messages: [{ role: 'user', content: 'Hi' }] },
    })
    await clock.settle()
    expect(idsOf((await ask('GET', '/threads')).body)).toEqual([thread_id])
  })

  it('is refused where the app lets nobody ask for it', async () => {
    const { client, ask } = serverFor({
      authorize: ({ method, url }) =>
        method !== 'GET' || !new URL(url).pathname.endsWith('/threads'),
    })
    const { id } = await client.createThread({})
    const refused = await ask('GET', '/threads')
    expect(refused.status).toBe(401)
    expect(JSON.stringify(refused.body)).not.toContain(id)
    expect((await ask('GET', `/threads/${id}`)).status).toBe(200)
  })

  it('is read by a client whose dialect says so', async () => {
    const { server, clock } = serverFor()
    const client = createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      fetch: server.fetch,
      dialect: dialects.ownServer,
      clock,
    })
    const ids: string[] = []
    for (let made = 0; made < 3; made++) ids.push((await client.createThread({})).id)
    const page = await client.listThreads({ limit: 2 })
    expect([idsOf(page), page.has_more]).toEqual([[ids[2], ids[1]], true])
    const rest = await client.listThreads({ order: 'asc', before: page.last_id ?? '' })
    expect([idsOf(rest), rest.has_more]).toEqual([[ids[0]], false])
  })
})
