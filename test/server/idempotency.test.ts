import { describe, expect, it } from 'vitest'
import { finish, reason, serverFor, text, turns } from './serverFor.js'

const headers = { 'idempotency-key': 'key-1' }

describe('an Idempotency-Key', () => {
  it('gives the answer of the first request to the second', async () => {
    const { ask, client } = serverFor()
    const body = { model: 'm', name: 'A' }
    const [first, second] = await Promise.all([
      ask('POST', '/assistants', { body, headers }),
      ask('POST', '/assistants', { body, headers }),
    ])
    const third = await ask('POST', '/assistants', { body, headers })
    expect(second.body).toEqual(first.body)
    expect(third.body).toEqual(first.body)
    expect((await client.listAssistants({})).data).toHaveLength(1)
    await ask('POST', '/assistants', { body, headers: { 'idempotency-key': 'key-2' } })
    expect((await client.listAssistants({})).data).toHaveLength(2)
  })

  it('belongs to its route and to who sent it', async () => {
    const { ask, client } = serverFor()
    const body = {}
    await ask('POST', '/threads', { body, headers: { ...headers, authorization: 'Bearer a' } })
    const other = await ask('POST', '/threads', {
      body,
      headers: { ...headers, authorization: 'Bearer b' },
    })
    const first = await ask('POST', '/threads', {
      body,
      headers: { ...headers, authorization: 'Bearer a' },
    })
    expect(other.body['id']).not.toBe(first.body['id'])
    const { id: thread_id } = await client.createThread({})
    const message = await ask('POST', `/threads/${thread_id}/messages`, {
      body: { role: 'user', content: 'Hi' },
      headers: { ...headers, authorization: 'Bearer a' },
    })
    expect(message.body['object']).toBe('thread.message')
  })

  it('is refused with another body', async () => {
    const { ask } = serverFor()
    await ask('POST', '/assistants', { body: { model: 'm' }, headers })
    const answer = await ask('POST', '/assistants', { body: { model: 'n' }, headers })
    expect(answer.status).toBe(400)
    expect(reason(answer)).toContain('another body')
  })

  it('does not hold on to a refusal', async () => {
    const { ask, client } = serverFor()
    const { id } = await client.createThread({})
    const body = { assistant_id: 'asst_later' }
    const post = () => ask('POST', `/threads/${id}/runs`, { body, headers })
    expect((await post()).status).toBe(404)
    expect((await post()).status).toBe(404)
  })

  it('tells the same run once more from its first event', async () => {
    const { model, heard } = turns([text('Hi'), finish])
    const { send, setUp } = serverFor({ model })
    const { assistant, thread } = await setUp()
    const post = () =>
      send('POST', `/threads/${thread.id}/runs`, {
        body: { assistant_id: assistant.id, stream: true },
        headers,
      })
    const first = await (await post()).text()
    expect(first).toContain('thread.run.completed')
    expect(await (await post()).text()).toBe(first)
    expect(heard).toHaveLength(1)
  })

  it('submits once', async () => {
    const { ask, setUpAsking } = serverFor({
      model: turns(
        [
          { type: 'tool-call', id: 'call_a', name: 'get' },
          { type: 'tool-arguments', id: 'call_a', arguments: '{}' },
        ],
        [text('Done')],
      ).model,
    })
    const { thread_id, run_id } = await setUpAsking()
    const post = () =>
      ask('POST', `/threads/${thread_id}/runs/${run_id}/submit_tool_outputs`, {
        body: { tool_outputs: [{ tool_call_id: 'call_a', output: '1' }] },
        headers,
      })
    const first = await post()
    expect(first.status).toBe(200)
    expect((await post()).body).toEqual(first.body)
  })

  it('is forgotten after a day', async () => {
    const { ask, clock } = serverFor()
    const post = () => ask('POST', '/threads', { body: {}, headers })
    const first = await post()
    await clock.advance(24 * 3_600_000 - 1)
    expect((await post()).body['id']).toBe(first.body['id'])
    await clock.advance(1)
    expect((await post()).body['id']).not.toBe(first.body['id'])
  })
})
