import { describe, expect, it } from 'vitest'
import { createAssistantsClient } from '../../src/api/index.js'
import { createAssistantsServer, memoryStore, ModelError } from '../../src/server/index.js'
import {
  call,
  callsOf,
  cityTool,
  collect,
  facts,
  finish,
  heldModel,
  names,
  reason,
  serverFor,
  text,
  turns,
} from './serverFor.js'

const second = 1000
const begin = Date.UTC(2026, 0, 1) / second
const twoCalls = [...call('call_a', 'get', '{}'), ...call('call_b', 'get', '{}'), finish]

/** A run that a held model answers, and the paths to it. */
async function heldRun(options: Parameters<typeof serverFor>[0] = {}) {
  const held = heldModel()
  const kit = serverFor({ model: held.model, ...options })
  const { assistant, thread } = await kit.setUp()
  const thread_id = thread.id
  const params = { thread_id, assistant_id: assistant.id }
  const { id: run_id } = await kit.client.createRun(params)
  await kit.clock.settle()
  return { ...kit, held, params, thread_id, run_id, path: `/threads/${thread_id}/runs/${run_id}` }
}

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

describe('submitting outputs', () => {
  const asking = async () => {
    const kit = serverFor({
      model: turns(
        [...twoCalls.slice(0, -1), { type: 'usage', promptTokens: 5, completionTokens: 2 }, finish],
        [text('Done'), { type: 'usage', promptTokens: 7, completionTokens: 1 }, finish],
      ).model,
    })
    const { thread_id, run_id } = await kit.setUpAsking()
    const submit = (...ids: string[]) =>
      kit.ask('POST', `/threads/${thread_id}/runs/${run_id}/submit_tool_outputs`, {
        body: { tool_outputs: ids.map((tool_call_id) => ({ tool_call_id, output: tool_call_id })) },
      })
    return { ...kit, thread_id, run_id, submit }
  }

  it('resumes the run, with the old deadline and a new start', async () => {
    const { client, clock, thread_id, run_id, submit } = await asking()
    const waiting = await client.getRun({ thread_id, run_id })
    expect(callsOf(waiting).map(({ id }) => id)).toEqual(['call_a', 'call_b'])
    await clock.advance(60 * second)
    const answer = await submit('call_b', 'call_a')
    expect(answer.body).toMatchObject({
      status: 'queued',
      required_action: null,
      expires_at: begin + 600,
    })
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'completed',
      started_at: begin + 60,
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    })
    const { data } = await client.listRunSteps({ thread_id, run_id, order: 'asc' })
    expect(data.map(({ type, status, usage }) => [type, status, usage?.total_tokens])).toEqual([
      ['tool_calls', 'completed', 7],
      ['message_creation', 'completed', 8],
    ])
    expect(data[0]?.step_details).toMatchObject({
      tool_calls: [{ function: { output: 'call_a' } }, { function: { output: 'call_b' } }],
    })
    const [step] = data
    expect(await client.getRunStep({ thread_id, run_id, step_id: step?.id ?? '' })).toEqual(step)
  })

  it.each([
    [['call_a'], "['call_a']"],
    [[], '[]'],
    [['call_a', 'call_b', 'call_c'], "['call_a', 'call_b', 'call_c']"],
    [['call_a', 'call_c'], "['call_a', 'call_c']"],
    [['call_a', 'call_a'], "['call_a', 'call_a']"],
  ])('refuses %j, and goes on waiting', async (ids, listed) => {
    const { client, thread_id, run_id, submit } = await asking()
    const answer = await submit(...ids)
    expect(answer.status).toBe(400)
    expect(reason(answer)).toBe(
      `Expected tool outputs for call_ids ['call_a', 'call_b'], got ${listed}`,
    )
    expect((await client.getRun({ thread_id, run_id })).status).toBe('requires_action')
  })

  it('needs the id of each call, and takes silence for an empty output', async () => {
    const { client, ask, clock, thread_id, run_id } = await asking()
    const path = `/threads/${thread_id}/runs/${run_id}/submit_tool_outputs`
    const nameless = await ask('POST', path, { body: { tool_outputs: [{ output: '1' }] } })
    expect(facts(nameless)).toMatchObject({
      code: 'missing_required_parameter',
      param: 'tool_outputs[0].tool_call_id',
    })
    const silent = [{ tool_call_id: 'call_a' }, { tool_call_id: 'call_b' }]
    expect((await ask('POST', path, { body: { tool_outputs: silent } })).status).toBe(200)
    await clock.settle()
    const { data } = await client.listRunSteps({ thread_id, run_id, order: 'asc', limit: 1 })
    expect(data[0]?.step_details).toMatchObject({
      tool_calls: [{ function: { output: '' } }, { function: { output: '' } }],
    })
  })

  it('takes them once', async () => {
    const { clock, submit } = await asking()
    const [first, second_] = await Promise.all([
      submit('call_a', 'call_b'),
      submit('call_a', 'call_b'),
    ])
    expect(first.status).toBe(200)
    expect(reason(second_)).toBe('Runs in status "queued" do not accept tool outputs.')
    await clock.settle()
    expect(reason(await submit('call_a', 'call_b'))).toBe(
      'Runs in status "completed" do not accept tool outputs.',
    )
  })

  it('says what the model said after its calls once they are answered', async () => {
    const { model, heard } = turns(
      [text('Before'), ...call('call_a', 'get', '{}'), text('Af'), text('ter'), finish],
      [text('Done'), finish],
    )
    const { client, clock, setUpAsking } = serverFor({ model })
    const { thread_id, run_id } = await setUpAsking()
    const tool_outputs = [{ tool_call_id: 'call_a', output: '1' }]
    const events = await collect(
      client.stream.submitToolOutputs({ thread_id, run_id, tool_outputs }),
    )
    await clock.settle()
    expect(names(events).filter((name) => name.endsWith('.completed'))).toEqual([
      'thread.run.step.completed',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    const { data } = await client.listMessages({ thread_id, run_id, order: 'asc' })
    expect(
      data.map(({ content: [part] }) => (part?.type === 'text' ? part.text.value : '')),
    ).toEqual(['Before', 'After', 'Done'])
    expect(heard[1]?.messages.map(({ type }) => type)).toEqual([
      'message',
      'message',
      'tool-calls',
      'tool-output',
      'message',
    ])
  })

  it('gives a call a new id when the model uses one again in a later turn', async () => {
    const { model } = turns(
      [...call('call_1', 'get', '{}'), finish],
      [...call('call_1', 'get', '{}'), finish],
    )
    const { client, clock, setUpAsking } = serverFor({ model })
    const { thread_id, run_id } = await setUpAsking()
    const tool_outputs = [{ tool_call_id: 'call_1', output: '' }]
    await client.submitToolOutputs({ thread_id, run_id, tool_outputs })
    await clock.settle()
    const [again] = callsOf(await client.getRun({ thread_id, run_id }))
    expect(again?.id).toMatch(/^call_/)
    expect(again?.id).not.toBe('call_1')
  })
})

describe('cancelling', () => {
  it('answers cancelling, then ends what is open', async () => {
    const { client, clock, held, thread_id, run_id } = await heldRun()
    held.say(text('Hi'))
    await clock.advance(2 * second)
    expect(await client.cancelRun({ thread_id, run_id })).toMatchObject({ status: 'cancelling' })
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'cancelled',
      cancelled_at: begin + 2,
    })
    expect(held.asked[0]?.signal.aborted).toBe(true)
    held.say(text(' there'), finish)
    await clock.settle()
    const { data } = await client.listMessages({ thread_id, limit: 1 })
    expect(data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_at: begin + 2,
      incomplete_details: { reason: 'run_cancelled' },
      content: [{ text: { value: 'Hi' } }],
    })
    const steps = await client.listRunSteps({ thread_id, run_id })
    expect(steps.data[0]).toMatchObject({ status: 'cancelled', cancelled_at: begin + 2 })
  })

  it('is told by the stream, step by step', async () => {
    const held = heldModel()
    const { client, clock, setUp } = serverFor({ model: held.model })
    const { assistant, thread } = await setUp()
    const events = collect(
      client.stream.createRun({ thread_id: thread.id, assistant_id: assistant.id }),
    )
    held.say(text('Hi'))
    await clock.settle()
    const { data } = await client.listRuns({ thread_id: thread.id })
    await client.cancelRun({ thread_id: thread.id, run_id: data[0]?.id ?? '' })
    expect(names(await events).slice(-4)).toEqual([
      'thread.run.cancelling',
      'thread.message.incomplete',
      'thread.run.step.cancelled',
      'thread.run.cancelled',
    ])
  })

  it('works before the run has started', async () => {
    const { client, clock, setUp } = serverFor({ model: heldModel().model })
    const { assistant, thread } = await setUp()
    const { id: run_id } = await client.createRun({
      thread_id: thread.id,
      assistant_id: assistant.id,
    })
    await client.cancelRun({ thread_id: thread.id, run_id })
    await clock.settle()
    expect((await client.getRun({ thread_id: thread.id, run_id })).status).toBe('cancelled')
  })

  it('works while the run waits for outputs, and frees the thread', async () => {
    const { client, clock, setUpAsking } = serverFor({ model: turns(twoCalls).model })
    const { thread_id, run_id } = await setUpAsking()
    await client.cancelRun({ thread_id, run_id })
    await clock.settle()
    const run = await client.getRun({ thread_id, run_id })
    expect(run).toMatchObject({ status: 'cancelled', required_action: null })
    const { data } = await client.listRunSteps({ thread_id, run_id })
    expect(data[0]?.status).toBe('cancelled')
    await client.createMessage({ thread_id, role: 'user', content: 'Again' })
    expect(clock.pending).toBe(0)
  })

  it('may be asked for twice', async () => {
    const { client, clock, thread_id, run_id } = await heldRun()
    const both = await Promise.all([1, 2].map(() => client.cancelRun({ thread_id, run_id })))
    expect(both[0]?.status).toBe('cancelling')
    await clock.settle()
    expect((await client.getRun({ thread_id, run_id })).status).toBe('cancelled')
  })

  it.each([
    ['completed', [text('Hi'), finish]],
    ['failed', [new ModelError('server_error', 'No.')]],
    ['incomplete', [{ type: 'finish', reason: 'length' } as const]],
  ] as const)('is refused once the run is %s', async (status, said) => {
    const { ask, clock, held, path } = await heldRun()
    held.say(...said)
    await clock.settle()
    const answer = await ask('POST', `${path}/cancel`)
    expect(answer.status).toBe(400)
    expect(reason(answer)).toBe(`Cannot cancel run with status '${status}'.`)
  })
})

describe('expiry', () => {
  it('comes by itself when the time is up, and tells the stream', async () => {
    const held = heldModel()
    const { client, clock, setUp } = serverFor({ model: held.model })
    const { assistant, thread } = await setUp()
    const events = collect(
      client.stream.createRun({ thread_id: thread.id, assistant_id: assistant.id }),
    )
    held.say(text('Hi'))
    await clock.advance(600 * second)
    const told = await events
    expect(names(told).slice(-3)).toEqual([
      'thread.message.incomplete',
      'thread.run.step.expired',
      'thread.run.expired',
    ])
    expect(told.at(-3)?.data).toMatchObject({ incomplete_details: { reason: 'run_expired' } })
    expect(told.at(-2)?.data).toMatchObject({ expired_at: begin + 600 })
    expect(clock.pending).toBe(0)
  })

  it('ends a run that waits, whose outputs then come too late', async () => {
    const { client, clock, ask, setUpAsking } = serverFor({ model: turns(twoCalls).model })
    const { thread_id, run_id } = await setUpAsking()
    await clock.advance(599 * second)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('requires_action')
    await clock.advance(second)
    const late = await ask('POST', `/threads/${thread_id}/runs/${run_id}/submit_tool_outputs`, {
      body: { tool_outputs: [] },
    })
    expect(reason(late)).toBe('Runs in status "expired" do not accept tool outputs.')
    expect(reason(await ask('POST', `/threads/${thread_id}/runs/${run_id}/cancel`))).toBe(
      "Cannot cancel run with status 'expired'.",
    )
  })

  it.each(['getRun', 'listRuns', 'createMessage', 'createRun', 'listRunSteps'] as const)(
    'is noticed by %s where no timer rang',
    async (operation) => {
      const store = memoryStore()
      let now = Date.UTC(2026, 0, 1)
      const deaf = { now: () => now, after: () => () => {} }
      const server = createAssistantsServer({ store, clock: deaf, model: turns(twoCalls).model })
      const own = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch: server.fetch })
      const { id: assistant_id } = await own.createAssistant({ model: 'm' })
      const { id: thread_id } = await own.createThread({})
      const { id: run_id } = await own.createRun({ thread_id, assistant_id })
      now += 600 * second
      const params = { thread_id, assistant_id, run_id, role: 'user' as const, content: 'Hi' }
      if (operation === 'createMessage') {
        await own.createMessage({ thread_id, role: 'user', content: 'Hi' })
      } else if (operation === 'createRun') await own.createRun({ thread_id, assistant_id })
      else await own[operation](params)
      const row = (await store.get('run', run_id))?.value
      expect(row).toMatchObject({ run: { status: 'expired' } })
    },
  )

  it('comes when the app says', async () => {
    const { client, clock, setUpAsking } = serverFor({
      model: turns(twoCalls).model,
      expiresAfter: ({ metadata }) => Number(metadata?.['seconds']),
    })
    const { thread_id, run_id } = await setUpAsking({ metadata: { seconds: '30' } })
    expect((await client.getRun({ thread_id, run_id })).expires_at).toBe(begin + 30)
    await clock.advance(30 * second)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('expired')
  })

  it('is not taken for past when it lies further off than a timer can wait', async () => {
    const month = 40 * 24 * 3600
    const { client, clock, setUpAsking } = serverFor({
      model: turns(twoCalls).model,
      expiresAfter: month,
    })
    const { thread_id, run_id } = await setUpAsking()
    await clock.advance(2 ** 31 - 1)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('requires_action')
    await clock.advance(month * second - 2 ** 31 + 1)
    expect((await client.getRun({ thread_id, run_id })).status).toBe('expired')
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
