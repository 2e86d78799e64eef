import { describe, expect, it } from 'vitest'
import { memoryStore, ModelError } from '../../src/server/index.js'
import {
  begin,
  call,
  cityTool,
  collect,
  finish,
  heldModel,
  heldRun,
  names,
  reason,
  second,
  serverFor,
  text,
  turns,
  twoCalls,
} from './serverFor.js'

describe('a run', () => {
  it('is queued, at work, and completed, and says when', async () => {
    const { client, clock, held, params, thread_id, run_id } = await heldRun()
    await client.createThread({})
    const working = await client.getRun({ thread_id, run_id })
    expect(working).toMatchObject({
      status: 'in_progress',
      created_at: begin,
      started_at: begin,
      expires_at: begin + 600,
      usage: null,
      required_action: null,
      last_error: null,
    })
    await clock.advance(5 * second)
    held.say(text('Hi'), { type: 'usage', promptTokens: 3, completionTokens: 1 }, finish)
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'completed',
      completed_at: begin + 5,
      expires_at: null,
      usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
    })
    expect((await client.createRun(params)).status).toBe('queued')
  })

  it('takes the assistant as it was, and its own request over it', async () => {
    const { client, clock, setUp } = serverFor()
    const { assistant, thread } = await setUp({
      name: 'A',
      instructions: 'Be brief.',
      tools: [cityTool('get_weather')],
      temperature: 0.5,
      metadata: { of: 'assistant' },
      reasoning_effort: 'low',
    })
    const params = { thread_id: thread.id, assistant_id: assistant.id }
    const plain = await client.createRun(params)
    expect(plain).toMatchObject({
      model: 'scripted',
      instructions: 'Be brief.',
      tools: [cityTool('get_weather')],
      temperature: 0.5,
      top_p: 1,
      metadata: {},
      tool_choice: 'auto',
      response_format: 'auto',
      parallel_tool_calls: true,
      truncation_strategy: { type: 'auto', last_messages: null },
    })
    await clock.settle()
    await client.modifyAssistant({ assistant_id: assistant.id, instructions: 'Be long.' })
    expect((await client.getRun({ thread_id: thread.id, run_id: plain.id })).instructions).toBe(
      'Be brief.',
    )
    const own = await client.createRun({
      ...params,
      model: 'other',
      instructions: 'Be odd.',
      additional_instructions: 'And kind.',
      tools: [],
      temperature: 2,
      tool_choice: 'none',
      metadata: { of: 'run' },
    })
    expect(own).toMatchObject({
      model: 'other',
      instructions: 'Be odd.\n\nAnd kind.',
      tools: [],
      temperature: 2,
      tool_choice: 'none',
      metadata: { of: 'run' },
    })
  })

  it('asks the model with everything that was said and done', async () => {
    const { model, heard } = turns(twoCalls, [finish])
    const { client, clock, setUp } = serverFor({ model })
    const { assistant, thread } = await setUp({ instructions: 'Be brief.' }, 'One')
    const run = await client.createRun({
      thread_id: thread.id,
      assistant_id: assistant.id,
      additional_messages: [{ role: 'user', content: 'Two' }],
      tool_choice: 'required',
      max_completion_tokens: 256,
      truncation_strategy: { type: 'last_messages', last_messages: 1 },
    })
    await clock.settle()
    await client.submitToolOutputs({
      thread_id: thread.id,
      run_id: run.id,
      tool_outputs: [
        { tool_call_id: 'call_b', output: 'B' },
        { tool_call_id: 'call_a', output: '' },
      ],
    })
    await clock.settle()
    const two = {
      type: 'message',
      role: 'user',
      content: [{ type: 'text', text: { value: 'Two', annotations: [] } }],
    }
    expect(heard.map(({ messages }) => messages)).toEqual([
      [two],
      [
        two,
        {
          type: 'tool-calls',
          calls: ['call_a', 'call_b'].map((id) => ({
            id,
            type: 'function',
            function: { name: 'get', arguments: '{}' },
          })),
        },
        { type: 'tool-output', id: 'call_a', name: 'get', output: '' },
        { type: 'tool-output', id: 'call_b', name: 'get', output: 'B' },
      ],
    ])
    expect(heard.map(({ toolChoice }) => toolChoice)).toEqual(['required', 'auto'])
    expect(heard[0]).toMatchObject({ instructions: 'Be brief.', maxCompletionTokens: 256 })
    const { data } = await client.listMessages({ thread_id: thread.id, order: 'asc' })
    expect(data).toHaveLength(2)
  })

  it('begins a thread on the way', async () => {
    const { client, clock, setUp } = serverFor()
    const { assistant } = await setUp()
    const run = await client.createThreadAndRun({
      assistant_id: assistant.id,
      thread: { messages: [{ role: 'user', content: 'Hi' }], metadata: { a: '1' } },
    })
    await clock.settle()
    const { thread_id } = run
    expect((await client.getThread({ thread_id })).metadata).toEqual({ a: '1' })
    expect((await client.listMessages({ thread_id })).data).toHaveLength(2)
    const events = await collect(client.stream.createThreadAndRun({ assistant_id: assistant.id }))
    expect(names(events).slice(0, 2)).toEqual(['thread.created', 'thread.run.created'])
  })

  it('changes its metadata while it is at work', async () => {
    const { client, clock, held, thread_id, run_id } = await heldRun()
    await client.modifyRun({ thread_id, run_id, metadata: { a: '1' } })
    held.say(text('Hi'))
    await clock.settle()
    const { data } = await client.listMessages({ thread_id, limit: 1 })
    await client.modifyMessage({
      thread_id,
      message_id: data[0]?.id ?? '',
      metadata: { b: '2' },
    })
    held.say(text('!'), finish)
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'completed',
      metadata: { a: '1' },
    })
    expect((await client.listMessages({ thread_id, limit: 1 })).data[0]).toMatchObject({
      status: 'completed',
      metadata: { b: '2' },
      content: [{ text: { value: 'Hi!' } }],
    })
  })

  it('lets who polls see a long answer grow', async () => {
    const { client, clock, held, thread_id } = await heldRun()
    held.say(text('One'))
    await clock.advance(second)
    held.say(text(' two'))
    await clock.settle()
    const { data } = await client.listMessages({ thread_id, limit: 1 })
    expect(data[0]).toMatchObject({
      status: 'in_progress',
      content: [{ text: { value: 'One two' } }],
    })
  })

  it('goes on without a message that is deleted while it is written', async () => {
    const { client, clock, held, thread_id, run_id } = await heldRun()
    held.say(text('Hi'))
    await clock.settle()
    const { data } = await client.listMessages({ thread_id, limit: 1 })
    await client.deleteMessage({ thread_id, message_id: data[0]?.id ?? '' })
    held.say(text('!'), finish)
    await clock.settle()
    expect((await client.getRun({ thread_id, run_id })).status).toBe('completed')
    expect((await client.listMessages({ thread_id })).data).toHaveLength(1)
  })

  it('tells who polls when to ask again', async () => {
    const { ask, path } = await heldRun({ pollAfter: 700 })
    expect((await ask('GET', path)).headers.get('openai-poll-after-ms')).toBe('700')
  })

  it('never keeps an empty message', async () => {
    const { client, clock, setUp } = serverFor({ model: turns([text(''), finish]).model })
    const { assistant, thread } = await setUp()
    const params = { thread_id: thread.id, assistant_id: assistant.id }
    const { id: run_id } = await client.createRun(params)
    await clock.settle()
    expect((await client.getRun({ thread_id: thread.id, run_id })).status).toBe('completed')
    expect((await client.listMessages({ thread_id: thread.id })).data).toHaveLength(1)
  })

  it('fails with the words of a ModelError, and with plain words for any other error', async () => {
    const errors: unknown[] = []
    const { client, clock, held, params, thread_id, run_id } = await heldRun({
      onError: (error) => errors.push(error),
    })
    held.say(text('Hi'), new ModelError('invalid_prompt', 'Not that.'))
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'failed',
      failed_at: begin,
      last_error: { code: 'invalid_prompt', message: 'Not that.' },
    })
    expect((await client.listMessages({ thread_id, limit: 1 })).data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'run_failed' },
    })
    expect(errors).toEqual([])
    const next = await client.createRun(params)
    held.say(new Error('secret'))
    await clock.settle()
    expect((await client.getRun({ thread_id, run_id: next.id })).last_error).toEqual({
      code: 'server_error',
      message: 'The server had an error while the model answered.',
    })
    expect(errors).toEqual([new Error('secret')])
  })

  it.each([
    ['length', 'max_tokens', { reason: 'max_completion_tokens' }],
    ['content_filter', 'content_filter', {}],
  ] as const)('is incomplete when the model ends with %s', async (reason_, why, details) => {
    const { client, clock, held, thread_id, run_id } = await heldRun()
    held.say(text('Hi'), { type: 'finish', reason: reason_ })
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'incomplete',
      incomplete_details: details,
    })
    expect((await client.listMessages({ thread_id, limit: 1 })).data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: why },
    })
    expect((await client.listRunSteps({ thread_id, run_id })).data[0]?.status).toBe('completed')
  })

  it('is incomplete when an earlier turn has used up its tokens', async () => {
    const { model, heard } = turns([
      ...call('call_a', 'get', '{}'),
      { type: 'usage', promptTokens: 1, completionTokens: 300 },
      finish,
    ])
    const { client, clock, setUpAsking } = serverFor({ model })
    const { thread_id, run_id } = await setUpAsking({ max_completion_tokens: 256 })
    const tool_outputs = [{ tool_call_id: 'call_a', output: '' }]
    await client.submitToolOutputs({ thread_id, run_id, tool_outputs })
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({ status: 'incomplete' })
    expect(heard).toHaveLength(1)
  })
})

describe('a busy thread', () => {
  it('refuses messages and runs in the words that clients read', async () => {
    const { client, ask, held, clock, thread_id, run_id, params } = await heldRun()
    const message = { role: 'user', content: 'Hi' }
    const words = await ask('POST', `/threads/${thread_id}/messages`, { body: message })
    expect(words.status).toBe(400)
    expect(reason(words)).toBe(
      `Can't add messages to ${thread_id} while a run ${run_id} is active.`,
    )
    const body = { assistant_id: params.assistant_id }
    const again = await ask('POST', `/threads/${thread_id}/runs`, { body })
    expect(again.status).toBe(400)
    expect(reason(again)).toBe(`Thread ${thread_id} already has an active run ${run_id}.`)
    held.say(...twoCalls)
    await clock.settle()
    expect((await client.getRun({ thread_id, run_id })).status).toBe('requires_action')
    expect((await ask('POST', `/threads/${thread_id}/runs`, { body })).status).toBe(400)
    await client.modifyThread({ thread_id, metadata: { a: '1' } })
  })

  it('lets one of two runs in that come at once, also when its store is slow', async () => {
    const memory = memoryStore()
    const later = async <T>(work: () => Promise<T>) => {
      await new Promise((resolve) => setTimeout(resolve))
      return work()
    }
    const { client, setUp, ask } = serverFor({
      model: heldModel().model,
      store: {
        get: (...args) => later(() => memory.get(...args)),
        locate: (...args) => later(() => memory.locate(...args)),
        list: (...args) => later(() => memory.list(...args)),
        batch: (...args) => later(() => memory.batch(...args)),
      },
    })
    const { assistant, thread } = await setUp()
    const body = { assistant_id: assistant.id }
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask('POST', `/threads/${thread.id}/runs`, { body })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(2)
    expect((await client.listRuns({ thread_id: thread.id })).data).toHaveLength(1)
  })
})

describe('a server that is started again on the same rows', () => {
  it('resumes a run that waited', async () => {
    const store = memoryStore()
    const first = serverFor({ store, model: turns(twoCalls).model })
    const { thread_id, run_id } = await first.setUpAsking()
    first.server.close()
    const { model, heard } = turns([text('Done'), finish])
    const { client, clock } = serverFor({ store, model, ids: (prefix) => `${prefix}again` })
    await client.submitToolOutputs({
      thread_id,
      run_id,
      tool_outputs: ['call_a', 'call_b'].map((tool_call_id) => ({ tool_call_id, output: '' })),
    })
    await clock.settle()
    expect((await client.getRun({ thread_id, run_id })).status).toBe('completed')
    expect(heard[0]?.messages).toHaveLength(4)
  })
})
