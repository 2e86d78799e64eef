import OpenAI, { BadRequestError, NotFoundError } from 'openai'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/api/index.js'
import {
  type AssistantsServerOptions,
  createAssistantsServer,
  type ModelPart,
  type ModelTurn,
  scripted,
} from '../../src/server/index.js'

const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
}
const tools = ['get_weather', 'book_trip'].map((name) => ({
  type: 'function' as const,
  function: { name, parameters },
}))

/** The provider's own package, and our server in the network's place. */
function connect(options: AssistantsServerOptions = {}) {
  const server = createAssistantsServer({ pollAfter: 1, ...options })
  const openai = new OpenAI({
    apiKey: 'placeholder',
    baseURL: 'https://server.test/v1',
    maxRetries: 0,
    fetch: (url, init) => server.fetch(new Request(url, init)),
  })
  return openai.beta
}

const cutsOf = (size: number) => (bytes: Uint8Array) => {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}

/** A model that says a word and is then lost in thought. */
async function* endless({ signal }: ModelTurn): AsyncGenerator<ModelPart> {
  yield { type: 'text', text: 'Well' }
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
}

const question = 'What is the weather in Lisbon and in Oslo, and book me the warmer one'

describe.each([
  { cut: 'whole events', chunk: (bytes: Uint8Array) => [bytes] },
  { cut: 'pieces of 7 bytes', chunk: cutsOf(7) },
  { cut: 'single bytes', chunk: cutsOf(1) },
])('the openai package, reading $cut', ({ chunk }) => {
  it('carries a conversation with function calls to its end', async () => {
    const beta = connect({ chunk })
    const assistant = await beta.assistants.create({ model: 'scripted', tools })
    const thread = await beta.threads.create()
    await beta.threads.messages.create(thread.id, { role: 'user', content: question })

    const stream = beta.threads.runs.stream(thread.id, { assistant_id: assistant.id })
    const deltas: string[] = []
    stream.on('toolCallDelta', (delta) => {
      if (delta.type === 'function') deltas.push(delta.function?.arguments ?? '')
    })
    const asking = await stream.finalRun()
    expect(asking.status).toBe('requires_action')
    const [step] = await stream.finalRunSteps()
    expect(step?.step_details).toMatchObject({
      type: 'tool_calls',
      tool_calls: [
        { type: 'function', function: { name: 'get_weather', arguments: '{"city":"Lisbon"}' } },
        { type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
      ],
    })
    expect(deltas.join('')).toContain('Oslo')

    const weather = asking.required_action?.submit_tool_outputs.tool_calls ?? []
    const booking = await beta.threads.runs
      .submitToolOutputsStream(asking.id, {
        thread_id: thread.id,
        tool_outputs: weather.map(({ id, function: { arguments: city } }) => ({
          tool_call_id: id,
          output: city.includes('Oslo') ? '11 °C' : '24 °C',
        })),
      })
      .finalRun()
    const trips = booking.required_action?.submit_tool_outputs.tool_calls ?? []
    expect(trips.map((call) => call.function.arguments)).toEqual(['{"city":"Lisbon"}'])

    const last = beta.threads.runs.submitToolOutputsStream(booking.id, {
      thread_id: thread.id,
      tool_outputs: trips.map(({ id }) => ({ tool_call_id: id, output: 'seat 12A' })),
    })
    let words = ''
    last.on('textDelta', ({ value }) => (words += value ?? ''))
    const done = await last.finalRun()
    expect(done).toMatchObject({ status: 'completed', expires_at: null })
    expect(done.usage?.total_tokens).toBeGreaterThan(0)
    const answer = 'Lisbon: 24 °C, Oslo: 11 °C. Lisbon is the warmer one. Booked: seat 12A.'
    expect(words).toBe(answer)

    const messages = await beta.threads.messages.list(thread.id)
    expect(messages.data.map(({ role }) => role)).toEqual(['assistant', 'user'])
    expect(messages.data[0]?.content[0]).toMatchObject({ type: 'text', text: { value: answer } })
    const steps = []
    for await (const one of beta.threads.runs.steps.list(done.id, {
      thread_id: thread.id,
      order: 'asc',
      limit: 1,
    })) {
      steps.push(`${one.type} ${one.status}`)
    }
    expect(steps).toEqual([
      'tool_calls completed',
      'tool_calls completed',
      'message_creation completed',
    ])
  })

  it('runs on a thread made on the way', async () => {
    const beta = connect({ chunk })
    const assistant = await beta.assistants.create({ model: 'scripted' })
    const stream = beta.threads.createAndRunStream({
      assistant_id: assistant.id,
      thread: { messages: [{ role: 'user', content: 'Grüße 👩‍🚀' }] },
    })
    const [message] = await stream.finalMessages()
    expect(message?.content[0]).toMatchObject({
      text: { value: expect.stringContaining('Grüße 👩‍🚀') as string },
    })
  })

  it('reports a run that breaks', async () => {
    const beta = connect({ chunk })
    const assistant = await beta.assistants.create({ model: 'scripted' })
    const thread = await beta.threads.create({ messages: [{ role: 'user', content: 'fail' }] })
    const run = await beta.threads.runs.stream(thread.id, { assistant_id: assistant.id }).finalRun()
    expect(run).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } })
  })
})

describe('the openai package', () => {
  it('creates and polls at the pace that the server tells', async () => {
    const beta = connect()
    const assistant = await beta.assistants.create({ model: 'scripted', tools })
    const thread = await beta.threads.create({ messages: [{ role: 'user', content: question }] })
    const began = systemClock.now()
    const asking = await beta.threads.runs.createAndPoll(thread.id, {
      assistant_id: assistant.id,
    })
    expect(asking.status).toBe('requires_action')
    const calls = asking.required_action?.submit_tool_outputs.tool_calls ?? []
    const next = await beta.threads.runs.submitToolOutputsAndPoll(asking.id, {
      thread_id: thread.id,
      tool_outputs: calls.map(({ id }) => ({ tool_call_id: id, output: 'mild' })),
    })
    expect(next.status).toBe('requires_action')
    expect(systemClock.now() - began).toBeLessThan(4000)
  })

  it('cancels a run that is at work', async () => {
    const beta = connect({ model: endless })
    const assistant = await beta.assistants.create({ model: 'scripted' })
    const thread = await beta.threads.create()
    const stream = beta.threads.runs.stream(thread.id, { assistant_id: assistant.id })
    stream.on('textDelta', () => {
      const id = stream.currentRun()?.id ?? ''
      void beta.threads.runs.cancel(id, { thread_id: thread.id })
    })
    expect((await stream.finalRun()).status).toBe('cancelled')
    const { data } = await beta.threads.messages.list(thread.id)
    expect(data[0]).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'run_cancelled' },
    })
  })

  it('cancels a run that waits for outputs', async () => {
    const beta = connect()
    const assistant = await beta.assistants.create({ model: 'scripted', tools })
    const thread = await beta.threads.create({ messages: [{ role: 'user', content: question }] })
    const { id } = await beta.threads.runs.createAndPoll(thread.id, { assistant_id: assistant.id })
    expect((await beta.threads.runs.cancel(id, { thread_id: thread.id })).status).toBe('cancelling')
    expect((await beta.threads.runs.poll(id, { thread_id: thread.id })).status).toBe('cancelled')
  })

  it('changes and deletes what it made', async () => {
    const beta = connect()
    const assistant = await beta.assistants.create({ model: 'scripted', name: 'One' })
    expect((await beta.assistants.update(assistant.id, { name: 'Two' })).name).toBe('Two')
    const thread = await beta.threads.create()
    const message = await beta.threads.messages.create(thread.id, { role: 'user', content: 'Hi' })
    const deletions = [
      await beta.threads.messages.delete(message.id, { thread_id: thread.id }),
      await beta.threads.delete(thread.id),
      await beta.assistants.delete(assistant.id),
    ]
    expect(deletions.map(({ object, deleted }) => [object, deleted])).toEqual([
      ['thread.message.deleted', true],
      ['thread.deleted', true],
      ['assistant.deleted', true],
    ])
    await expect(beta.threads.retrieve(thread.id)).rejects.toBeInstanceOf(NotFoundError)
  })

  it('keeps files', async () => {
    const server = createAssistantsServer()
    const openai = new OpenAI({
      apiKey: 'placeholder',
      baseURL: 'https://server.test/v1',
      fetch: (url, init) => server.fetch(new Request(url, init)),
    })
    const file = await openai.files.create({
      file: new File(['a,b'], 'table.csv', { type: 'text/csv' }),
      purpose: 'assistants',
    })
    expect(file).toMatchObject({ filename: 'table.csv', bytes: 3 })
    expect(await (await openai.files.content(file.id)).text()).toBe('a,b')
    expect((await openai.files.list()).data).toHaveLength(1)
    expect((await openai.files.delete(file.id)).deleted).toBe(true)
  })

  it('tells a busy thread and a missing thing by its own classes of error', async () => {
    const beta = connect({ model: endless })
    const assistant = await beta.assistants.create({ model: 'scripted' })
    const thread = await beta.threads.create()
    const run = await beta.threads.runs.create(thread.id, { assistant_id: assistant.id })
    const again = beta.threads.runs.create(thread.id, { assistant_id: assistant.id })
    await expect(again).rejects.toBeInstanceOf(BadRequestError)
    await expect(again).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      code: null,
      error: { message: `Thread ${thread.id} already has an active run ${run.id}.` },
    })
    await expect(beta.assistants.retrieve('asst_none')).rejects.toBeInstanceOf(NotFoundError)
    await beta.threads.runs.cancel(run.id, { thread_id: thread.id })
  })

  it('hears of a broken stream with its code', async () => {
    const server = createAssistantsServer({ model: scripted({ script: endless }) })
    const openai = new OpenAI({
      apiKey: 'placeholder',
      baseURL: 'https://server.test/v1',
      fetch: (url, init) => server.fetch(new Request(url, init)),
    })
    const { threads, assistants } = openai.beta
    const assistant = await assistants.create({ model: 'scripted' })
    const thread = await threads.create()
    const stream = threads.runs.stream(thread.id, { assistant_id: assistant.id })
    stream.on('textDelta', () => server.close())
    await expect(stream.finalRun()).rejects.toThrow(/broke off/)
  })
})
