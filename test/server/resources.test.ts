import { describe, expect, it } from 'vitest'
import { cityTool, facts, reason, serverFor, text, turns } from './serverFor.js'

describe('an assistant', () => {
  it('keeps what an update leaves out, and takes null for the default', async () => {
    const { client } = serverFor()
    const { id: assistant_id } = await client.createAssistant({
      model: 'm',
      name: 'Ada',
      instructions: 'Be brief.',
      metadata: { a: '1', b: '2' },
      temperature: 0.5,
    })
    const changed = await client.modifyAssistant({
      assistant_id,
      name: null,
      metadata: { c: '3' },
      tools: [cityTool('get_weather')],
    })
    expect(changed).toMatchObject({
      model: 'm',
      name: null,
      instructions: 'Be brief.',
      metadata: { c: '3' },
      temperature: 0.5,
      tools: [cityTool('get_weather')],
    })
    expect(await client.getAssistant({ assistant_id })).toEqual(changed)
  })

  it('is gone once deleted', async () => {
    const { client, ask } = serverFor()
    const { id } = await client.createAssistant({ model: 'm' })
    await client.createAssistant({ model: 'n' })
    expect(await client.deleteAssistant({ assistant_id: id })).toEqual({
      id,
      object: 'assistant.deleted',
      deleted: true,
    })
    expect((await client.listAssistants({})).data.map(({ model }) => model)).toEqual(['n'])
    const missing = await ask('GET', `/assistants/${id}`)
    expect(missing.status).toBe(404)
    expect(reason(missing)).toBe(`No assistant found with id '${id}'.`)
    expect(facts(missing)).toEqual({ type: 'invalid_request_error', param: null, code: null })
  })
})

describe('a thread', () => {
  it('replaces its metadata as a whole, and keeps it when it is left out', async () => {
    const { client } = serverFor()
    const { id: thread_id } = await client.createThread({ metadata: { a: '1', b: '2' } })
    await client.modifyThread({ thread_id, metadata: { c: '3' } })
    const tool_resources = { code_interpreter: { file_ids: ['file-1'] } }
    expect(await client.modifyThread({ thread_id, tool_resources })).toMatchObject({
      metadata: { c: '3' },
      tool_resources,
    })
    expect((await client.modifyThread({ thread_id, metadata: null })).metadata).toEqual({})
    expect((await client.getThread({ thread_id })).tool_resources).toEqual(tool_resources)
    const more = { file_search: { vector_store_ids: ['vs_1'] } }
    const both = await client.modifyThread({ thread_id, tool_resources: more })
    expect(both.tool_resources).toEqual({ ...tool_resources, ...more })
  })

  it('takes its messages, runs and steps along when it is deleted', async () => {
    const { client, clock, ask, setUp } = serverFor()
    const { assistant, thread } = await setUp()
    const run = await client.createRun({ thread_id: thread.id, assistant_id: assistant.id })
    await clock.settle()
    const { data } = await client.listRunSteps({ thread_id: thread.id, run_id: run.id })
    expect(await client.deleteThread({ thread_id: thread.id })).toMatchObject({ deleted: true })
    for (const path of [
      '',
      '/messages',
      '/runs',
      `/runs/${run.id}`,
      `/runs/${run.id}/steps/${data[0]?.id}`,
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is tested
      const answer = await ask('GET', `/threads/${thread.id}${path}`)
      expect(reason(answer)).toBe(`No thread found with id '${thread.id}'.`)
    }
    expect(clock.pending).toBe(0)
  })
})

describe('a message', () => {
  it('is answered in the shape of answers', async () => {
    const { client } = serverFor()
    const { id: thread_id } = await client.createThread({})
    const message = await client.createMessage({
      thread_id,
      role: 'user',
      content: [
        { type: 'text', text: 'Look:' },
        { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        { type: 'image_file', image_file: { file_id: 'file-1', detail: 'low' } },
      ],
      metadata: { intent: 'x' },
    })
    expect(message).toMatchObject({
      object: 'thread.message',
      thread_id,
      role: 'user',
      assistant_id: null,
      run_id: null,
      attachments: [],
      metadata: { intent: 'x' },
      content: [
        { type: 'text', text: { value: 'Look:', annotations: [] } },
        { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        { type: 'image_file', image_file: { file_id: 'file-1', detail: 'low' } },
      ],
    })
    expect(await client.getMessage({ thread_id, message_id: message.id })).toEqual(message)
  })

  it('brings files for the code interpreter into its thread', async () => {
    const { client } = serverFor()
    const attachments = [
      { file_id: 'file-1', tools: [{ type: 'code_interpreter' as const }] },
      { file_id: 'file-2', tools: [{ type: 'file_search' as const }] },
    ]
    const { id: thread_id } = await client.createThread({
      messages: [{ role: 'user', content: 'One', attachments }],
    })
    await client.createMessage({ thread_id, role: 'user', content: 'Two', attachments })
    expect((await client.getThread({ thread_id })).tool_resources).toEqual({
      code_interpreter: { file_ids: ['file-1'] },
    })
  })

  it('changes its metadata and nothing else', async () => {
    const { client, ask } = serverFor()
    const { id: thread_id } = await client.createThread({})
    const { id: message_id } = await client.createMessage({
      thread_id,
      role: 'user',
      content: 'Hi',
    })
    const changed = await client.modifyMessage({ thread_id, message_id, metadata: { a: '1' } })
    expect(changed.metadata).toEqual({ a: '1' })
    const answer = await ask('POST', `/threads/${thread_id}/messages/${message_id}`, {
      body: { content: 'Bye' },
    })
    expect(facts(answer)).toMatchObject({ code: 'unknown_parameter', param: 'content' })
  })

  it('is found in its own thread only', async () => {
    const { client, ask } = serverFor()
    const one = await client.createThread({ messages: [{ role: 'user', content: 'Hi' }] })
    const other = await client.createThread({})
    const { data } = await client.listMessages({ thread_id: one.id })
    const id = data[0]?.id ?? ''
    const answer = await ask('GET', `/threads/${other.id}/messages/${id}`)
    expect([answer.status, reason(answer)]).toEqual([404, `No message found with id '${id}'.`])
    await client.deleteMessage({ thread_id: one.id, message_id: id })
    expect((await client.listMessages({ thread_id: one.id })).data).toEqual([])
    const gone = await ask('DELETE', `/threads/${one.id}/messages/${id}`)
    expect(gone.status).toBe(404)
  })

  it('is listed by the run that wrote it', async () => {
    const { client, clock, setUp } = serverFor({ model: turns([text('A')], [text('B')]).model })
    const { assistant, thread } = await setUp()
    const params = { thread_id: thread.id, assistant_id: assistant.id }
    const first = await client.createRun(params)
    await clock.settle()
    await client.createRun(params)
    await clock.settle()
    const { data } = await client.listMessages({ thread_id: thread.id, run_id: first.id })
    expect(data.map(({ content }) => content)).toEqual([
      [{ type: 'text', text: { value: 'A', annotations: [] } }],
    ])
    expect((await client.listMessages({ thread_id: thread.id })).data).toHaveLength(3)
  })
})

describe('a file', () => {
  const upload = (parts: Record<string, string | File>) => {
    const form = new FormData()
    for (const [name, part] of Object.entries(parts)) form.append(name, part)
    return form
  }

  it('is kept byte for byte', async () => {
    const { client, send } = serverFor()
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256)
    const file = await client.uploadFile({
      file: new File([bytes], 'a "b".bin', { type: 'text/html' }),
      purpose: 'assistants',
    })
    expect(file).toMatchObject({
      object: 'file',
      bytes: 20_000,
      filename: 'a "b".bin',
      purpose: 'assistants',
    })
    expect(await client.getFile({ file_id: file.id })).toEqual(file)
    const response = await send('GET', `/files/${file.id}/content`)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('keeps its type when it is a picture', async () => {
    const { client, send } = serverFor()
    const picture = new File(['x'], 'a.png', { type: 'image/png' })
    const { id } = await client.uploadFile({ file: picture, purpose: 'vision' })
    const response = await send('GET', `/files/${id}/content`)
    expect(response.headers.get('content-type')).toBe('image/png')
  })

  it('is listed by purpose and by page, and deleted', async () => {
    const { client } = serverFor()
    const file = new File(['x'], 'a.txt')
    const one = await client.uploadFile({ file, purpose: 'assistants' })
    const two = await client.uploadFile({ file, purpose: 'vision' })
    const three = await client.uploadFile({ file, purpose: 'assistants' })
    const idsOf = async (params: Parameters<typeof client.listFiles>[0]) =>
      (await client.listFiles(params)).data.map(({ id }) => id)
    expect(await idsOf({})).toEqual([three.id, two.id, one.id])
    expect(await idsOf({ purpose: 'vision' })).toEqual([two.id])
    expect(await idsOf({ order: 'asc', limit: 1, after: one.id })).toEqual([two.id])
    expect(await client.deleteFile({ file_id: two.id })).toEqual({
      id: two.id,
      object: 'file',
      deleted: true,
    })
    expect(await idsOf({})).toEqual([three.id, one.id])
  })

  it.each([
    [{ purpose: 'assistants' }, 'missing_required_parameter', 'file'],
    [{ file: new File(['x'], 'a') }, 'missing_required_parameter', 'purpose'],
    [{ file: 'x', purpose: 'assistants' }, 'invalid_type', 'file'],
    [{ file: new File(['x'], 'a'), purpose: 'fun' }, 'invalid_value', 'purpose'],
    [{ file: new File(['x'], 'a'), purpose: 'vision', extra: '1' }, 'unknown_parameter', 'extra'],
  ])('is refused when the form is wrong: %j', async (parts, code, param) => {
    const { server } = serverFor()
    const response = await server.fetch(
      new Request('https://server.test/v1/files', {
        method: 'POST',
        body: upload(parts),
      }),
    )
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code, param } })
  })

  it('is refused when there is no form', async () => {
    const answer = await serverFor().ask('POST', '/files', { body: '{}' })
    expect([answer.status, reason(answer)]).toEqual([400, expect.stringContaining('not a form')])
  })
})
