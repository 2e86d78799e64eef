import { describe, expect, it } from 'vitest'
import { type Asked, call, finish, reason, serverFor, text, turns } from './serverFor.js'

const ok = ({ status, body }: Asked) => {
  expect([status, body]).toEqual([200, body])
  return body
}
const idOf = (answer: Asked) => String(ok(answer)['id'])

/** A server, and files to link. */
async function withFiles(options: Parameters<typeof serverFor>[0] = {}) {
  const kit = serverFor(options)
  const upload = async () =>
    (await kit.client.uploadFile({ file: new File(['x'], 'a.txt'), purpose: 'assistants' })).id
  return { ...kit, files: [await upload(), await upload(), await upload()] as const }
}

describe('an assistant of the first edition', () => {
  it('has files and retrieval, and nothing of the second', async () => {
    const { askFirst } = await withFiles()
    const answer = await askFirst('POST', '/assistants', {
      model: 'm',
      tools: [{ type: 'retrieval' }, { type: 'code_interpreter' }],
      file_ids: ['file-b', 'file-a'],
      temperature: 0.5,
      response_format: 'none',
    })
    expect(ok(answer)).toEqual({
      id: expect.any(String) as string,
      object: 'assistant',
      created_at: expect.any(Number) as number,
      name: null,
      description: null,
      model: 'm',
      instructions: null,
      tools: [{ type: 'retrieval' }, { type: 'code_interpreter' }],
      file_ids: ['file-b', 'file-a'],
      metadata: {},
    })
  })

  it('shows its files to the second edition, and sees none of that one', async () => {
    const { ask, askFirst, client } = await withFiles()
    const id = idOf(
      await askFirst('POST', '/assistants', {
        model: 'm',
        tools: [{ type: 'retrieval' }],
        file_ids: ['file-a'],
      }),
    )
    const second = await ask('GET', `/assistants/${id}`)
    expect(ok(second)).toMatchObject({
      tools: [{ type: 'file_search' }],
      tool_resources: { code_interpreter: { file_ids: ['file-a'] } },
      response_format: 'auto',
    })
    expect(Object.keys(second.body).join()).not.toMatch(/file_ids|links/)
    await client.modifyAssistant({
      assistant_id: id,
      tool_resources: { code_interpreter: { file_ids: ['file-a', 'file-b'] } },
    })
    expect(ok(await askFirst('GET', `/assistants/${id}`))['file_ids']).toEqual(['file-a'])
    await client.modifyAssistant({
      assistant_id: id,
      tool_resources: { code_interpreter: { file_ids: ['file-b'] } },
    })
    expect(ok(await askFirst('GET', `/assistants/${id}`))['file_ids']).toEqual([])
    ok(await askFirst('POST', `/assistants/${id}`, { file_ids: ['file-c'] }))
    const { tool_resources } = await client.getAssistant({ assistant_id: id })
    expect(tool_resources).toEqual({ code_interpreter: { file_ids: ['file-b', 'file-c'] } })
    ok(await askFirst('POST', `/assistants/${id}`, { name: 'Ada' }))
    expect(ok(await askFirst('GET', `/assistants/${id}`))['file_ids']).toEqual(['file-c'])
  })

  it('links, lists, reads and unlinks files', async () => {
    const { askFirst, clock, client, files } = await withFiles()
    const [a, b, c] = files
    const id = idOf(await askFirst('POST', '/assistants', { model: 'm', file_ids: [a, b] }))
    const path = `/assistants/${id}/files`
    await clock.advance(5000)
    const created_at = Math.floor(clock.now() / 1000)
    const link = { id: c, object: 'assistant.file', created_at, assistant_id: id }
    expect(ok(await askFirst('POST', path, { file_id: c }))).toEqual(link)
    expect(ok(await askFirst('POST', path, { file_id: c }))).toEqual(link)
    expect(ok(await askFirst('GET', `${path}/${c}`))).toEqual(link)
    const idsOf = async (query: string) => {
      const { data, has_more } = ok(await askFirst('GET', `${path}?${query}`))
      return [(data as { id: string }[]).map((one) => one.id), has_more]
    }
    expect(await idsOf('')).toEqual([[c, b, a], false])
    expect(await idsOf('order=asc&limit=2')).toEqual([[a, b], true])
    expect(ok(await askFirst('DELETE', `${path}/${b}`))).toEqual({
      id: b,
      object: 'assistant.file.deleted',
      deleted: true,
    })
    expect(await idsOf(`limit=1&after=${b}`)).toEqual([[a], false])
    expect(await idsOf(`limit=1&before=${b}`)).toEqual([[c], false])
    expect((await client.getFile({ file_id: b })).id).toBe(b)
    expect((await askFirst('GET', `${path}/${b}`)).status).toBe(404)
    expect((await askFirst('DELETE', `${path}/${b}`)).status).toBe(404)
    ok(await askFirst('POST', path, { file_id: b }))
    expect(await idsOf('')).toEqual([[b, c, a], false])
    const missing = await askFirst('POST', path, { file_id: 'file-none' })
    expect([missing.status, reason(missing)]).toEqual([404, "No file found with id 'file-none'."])
  })

  it('has twenty files at the most, those of the second edition counted', async () => {
    const { askFirst, client } = await withFiles()
    const { id } = await client.createAssistant({
      model: 'm',
      tool_resources: { code_interpreter: { file_ids: ['file-of-the-second'] } },
    })
    const file_ids = Array.from({ length: 20 }, (_, index) => `file-${index}`)
    const answer = await askFirst('POST', `/assistants/${id}`, { file_ids })
    expect(answer.body).toMatchObject({
      error: { code: 'array_above_max_length', param: 'file_ids' },
    })
    ok(await askFirst('POST', `/assistants/${id}`, { file_ids: file_ids.slice(1) }))
  })
})

describe('a message of the first edition', () => {
  it('has files, which the second sees as attachments for every tool', async () => {
    const { askFirst, client } = await withFiles()
    const thread_id = idOf(await askFirst('POST', '/threads', {}))
    const body = { role: 'user', content: 'Hi', file_ids: ['file-a', 'file-b'] }
    const answer = await askFirst('POST', `/threads/${thread_id}/messages`, body)
    expect(ok(answer)).toMatchObject({
      content: [{ type: 'text', text: { value: 'Hi', annotations: [] } }],
      file_ids: ['file-a', 'file-b'],
    })
    expect(answer.body).not.toHaveProperty('attachments')
    const message_id = idOf(answer)
    const second = await client.getMessage({ thread_id, message_id })
    const everyTool = [{ type: 'code_interpreter' }, { type: 'file_search' }]
    expect(second.attachments).toEqual([
      { file_id: 'file-a', tools: everyTool },
      { file_id: 'file-b', tools: everyTool },
    ])
    expect(second).not.toHaveProperty('file_ids')
    const path = `/threads/${thread_id}/messages/${message_id}/files`
    const { data } = ok(await askFirst('GET', `${path}?order=asc&limit=1`))
    const file = { object: 'thread.message.file', created_at: second.created_at, message_id }
    expect(data).toEqual([{ id: 'file-a', ...file }])
    expect(ok(await askFirst('GET', `${path}/file-b`))).toEqual({ id: 'file-b', ...file })
    expect((await askFirst('GET', `${path}/file-c`)).status).toBe(404)
  })

  it('shows nothing of attachments, and words where it knows no part', async () => {
    const { askFirst, send, client } = await withFiles({
      model: turns([text('No: '), { type: 'refusal', refusal: 'not that.' }, finish]).model,
    })
    const assistant_id = idOf(await askFirst('POST', '/assistants', { model: 'm' }))
    const { id: thread_id } = await client.createThread({})
    await client.createMessage({
      thread_id,
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        { type: 'image_file', image_file: { file_id: 'file-a', detail: 'low' } },
      ],
      attachments: [{ file_id: 'file-a', tools: [{ type: 'code_interpreter' }] }],
    })
    const stream = await send('POST', `/threads/${thread_id}/runs`, {
      body: { assistant_id, stream: true },
      headers: { 'openai-beta': 'assistants=v1' },
    })
    const told = await stream.text()
    expect(told).toContain('"index":1,"type":"text","text":{"value":"not that."}')
    expect(told).not.toMatch(/refusal|attachments/)
    const { data } = ok(await askFirst('GET', `/threads/${thread_id}/messages`))
    expect(data).toMatchObject([
      { content: [{ text: { value: 'No: ' } }, { text: { value: 'not that.' } }] },
      {
        content: [
          { type: 'text', text: { value: 'https://example.org/a.png', annotations: [] } },
          { type: 'image_file', image_file: { file_id: 'file-a' } },
        ],
        file_ids: [],
      },
    ])
  })

  it('cannot be deleted', async () => {
    const { askFirst } = serverFor()
    const answer = await askFirst('DELETE', '/threads/thread_1/messages/msg_1')
    expect([answer.status, reason(answer)]).toEqual([
      404,
      'DELETE /threads/{thread_id}/messages/{message_id} is not part of assistants=v1; use the second edition (apiVersion "v2").',
    ])
  })
})

describe('a run of the first edition', () => {
  it('takes the files of its assistant, and calls itself complete when it was cut short', async () => {
    const cut = [text('Hel'), { type: 'finish', reason: 'length' } as const]
    const { askFirst, clock, client } = await withFiles({ model: turns(cut).model })
    const assistant_id = idOf(
      await askFirst('POST', '/assistants', { model: 'm', file_ids: ['file-a'] }),
    )
    const thread_id = idOf(await askFirst('POST', '/threads'))
    const run = await askFirst('POST', `/threads/${thread_id}/runs`, {
      assistant_id,
      tool_choice: { type: 'retrieval' },
    })
    expect(ok(run)).toMatchObject({ file_ids: ['file-a'], tool_choice: { type: 'retrieval' } })
    await clock.settle()
    const path = `/threads/${thread_id}/runs/${idOf(run)}`
    expect(ok(await askFirst('GET', path))).toMatchObject({
      status: 'completed',
      completed_at: expect.any(Number) as number,
      expires_at: null,
      incomplete_details: { reason: 'max_completion_tokens' },
    })
    const second = await client.getRun({ thread_id, run_id: idOf(run) })
    expect(second).toMatchObject({
      status: 'incomplete',
      completed_at: null,
      tool_choice: { type: 'file_search' },
      tool_resources: { code_interpreter: { file_ids: ['file-a'] } },
    })
    expect(second).not.toHaveProperty('file_ids')
  })

  it('is shown in words that it knows when the second edition made it', async () => {
    const { askFirst, client, clock, setUp } = serverFor({
      model: turns([...call('call_a', 'get', '{}'), finish]).model,
    })
    const { assistant, thread } = await setUp({ tools: [{ type: 'file_search' }] })
    const { id } = await client.createRun({
      thread_id: thread.id,
      assistant_id: assistant.id,
      tool_choice: 'required',
      parallel_tool_calls: false,
      response_format: { type: 'json_schema', json_schema: { name: 'n' } },
    })
    await clock.settle()
    const { body } = await askFirst('GET', `/threads/${thread.id}/runs/${id}`)
    expect(body).toMatchObject({
      status: 'requires_action',
      tools: [{ type: 'retrieval' }],
      tool_choice: 'auto',
      response_format: { type: 'json_object' },
      file_ids: [],
    })
    expect(body).not.toHaveProperty('parallel_tool_calls')
    expect(body).not.toHaveProperty('tool_resources')
  })
})
