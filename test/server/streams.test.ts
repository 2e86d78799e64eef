import { describe, expect, it } from 'vitest'
import { ModelError, type ModelPart } from '../../src/server/index.js'
import {
  call,
  cityTool,
  collect,
  finish,
  heldModel,
  names,
  serverFor,
  text,
  turns,
} from './serverFor.js'

const opening = ['thread.run.created', 'thread.run.queued', 'thread.run.in_progress']
const message = [
  'thread.run.step.created',
  'thread.run.step.in_progress',
  'thread.message.created',
  'thread.message.in_progress',
]
const calls = ['thread.run.step.created', 'thread.run.step.in_progress', 'thread.run.step.delta']

describe('a stream', () => {
  it.each([
    {
      what: 'a plain answer',
      said: [text('Hel'), text('lo'), finish],
      told: [
        ...opening,
        ...message,
        'thread.message.delta',
        'thread.message.delta',
        'thread.message.completed',
        'thread.run.step.completed',
        'thread.run.completed',
      ],
    },
    {
      what: 'an answer of nothing',
      said: [text(''), finish],
      told: [...opening, 'thread.run.completed'],
    },
    {
      what: 'two calls',
      said: [...call('call_a', 'get', '{"a', '":1}'), ...call('call_b', 'get'), finish],
      told: [
        ...opening,
        ...calls,
        'thread.run.step.delta',
        'thread.run.step.delta',
        'thread.run.step.delta',
        'thread.run.requires_action',
      ],
    },
    {
      what: 'text before a call',
      said: [text('Let me look.'), ...call('call_a', 'get'), finish],
      told: [
        ...opening,
        ...message,
        'thread.message.delta',
        'thread.message.completed',
        'thread.run.step.completed',
        ...calls,
        'thread.run.requires_action',
      ],
    },
    {
      what: 'an answer cut at its limit',
      said: [text('Hel'), { type: 'finish', reason: 'length' } as const],
      told: [
        ...opening,
        ...message,
        'thread.message.delta',
        'thread.message.incomplete',
        'thread.run.step.completed',
        'thread.run.incomplete',
      ],
    },
  ])('tells $what event by event', async ({ said, told }) => {
    const { client, setUp } = serverFor({ model: turns(said).model })
    const { assistant, thread } = await setUp()
    const events = await collect(
      client.stream.createRun({ thread_id: thread.id, assistant_id: assistant.id }),
    )
    expect(names(events)).toEqual(told)
  })

  it('goes on after a submit with the end of the old step', async () => {
    const { model } = turns([...call('call_a', 'get', '{}'), finish], [text('Done'), finish])
    const { client, setUpAsking } = serverFor({ model })
    const { thread_id, run_id } = await setUpAsking()
    const events = await collect(
      client.stream.submitToolOutputs({
        thread_id,
        run_id,
        tool_outputs: [{ tool_call_id: 'call_a', output: '' }],
      }),
    )
    expect(names(events)).toEqual([
      'thread.run.step.completed',
      'thread.run.queued',
      'thread.run.in_progress',
      ...message,
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
  })

  it('tells a failure, the message first', async () => {
    const held = heldModel()
    const { client, setUp } = serverFor({ model: held.model })
    const { assistant, thread } = await setUp()
    held.say(text('Hel'), new ModelError('rate_limit_exceeded', 'Too many.'))
    const events = await collect(
      client.stream.createRun({ thread_id: thread.id, assistant_id: assistant.id }),
    )
    expect(names(events).slice(-3)).toEqual([
      'thread.message.incomplete',
      'thread.run.step.failed',
      'thread.run.failed',
    ])
    expect(events.at(-1)?.data).toMatchObject({
      status: 'failed',
      last_error: { code: 'rate_limit_exceeded', message: 'Too many.' },
    })
  })

  it('carries out the conversation about the weather with the default model', async () => {
    const { client, setUp } = serverFor()
    const { assistant, thread } = await setUp(
      { tools: [cityTool('get_weather'), cityTool('book_trip')] },
      'What is the weather in Lisbon and in Oslo, and book me the warmer one',
    )
    const params = { thread_id: thread.id, assistant_id: assistant.id }
    const asked = (await collect(client.stream.createRun(params))).at(-1)
    if (asked?.event !== 'thread.run.requires_action') throw new Error('It does not ask.')
    const { id: run_id, required_action } = asked.data
    const first = required_action?.submit_tool_outputs.tool_calls ?? []
    expect(first.map((one) => one.function)).toEqual([
      { name: 'get_weather', arguments: '{"city":"Lisbon"}' },
      { name: 'get_weather', arguments: '{"city":"Oslo"}' },
    ])
    const again = (
      await collect(
        client.stream.submitToolOutputs({
          thread_id: thread.id,
          run_id,
          tool_outputs: [
            { tool_call_id: first[1]?.id ?? '', output: '11 °C' },
            { tool_call_id: first[0]?.id ?? '', output: '24 °C' },
          ],
        }),
      )
    ).at(-1)
    if (again?.event !== 'thread.run.requires_action') throw new Error('It does not ask again.')
    const second = again.data.required_action?.submit_tool_outputs.tool_calls ?? []
    expect(second.map((one) => one.function)).toEqual([
      { name: 'book_trip', arguments: '{"city":"Lisbon"}' },
    ])
    await collect(
      client.stream.submitToolOutputs({
        thread_id: thread.id,
        run_id,
        tool_outputs: [{ tool_call_id: second[0]?.id ?? '', output: 'seat 12A' }],
      }),
    )
    const { data } = await client.listMessages({ thread_id: thread.id, limit: 1 })
    expect(data[0]?.content).toEqual([
      {
        type: 'text',
        text: {
          value: 'Lisbon: 24 °C, Oslo: 11 °C. Lisbon is the warmer one. Booked: seat 12A.',
          annotations: [],
        },
      },
    ])
  })
})

describe('marks that stand for files', () => {
  const said: ModelPart[] = [
    text('It is 🎉 noon'),
    {
      type: 'text',
      text: '[1]',
      source: { type: 'file_citation', file_id: 'file_1', quote: 'Noon.' },
    },
    text(', see '),
    { type: 'text', text: 'sandbox:/a', source: { type: 'file_path', file_id: 'file_2' } },
    finish,
  ]

  it('are told in the piece of text that holds them, and kept with their place', async () => {
    const { client } = serverFor(turns(said))
    const assistant = await client.createAssistant({ model: 'm' })
    const thread = await client.createThread({ messages: [{ role: 'user', content: 'When?' }] })
    const events = await collect(
      client.stream.createRun({ thread_id: thread.id, assistant_id: assistant.id }),
    )
    const annotations = [
      {
        type: 'file_citation',
        text: '[1]',
        start_index: 13,
        end_index: 16,
        file_citation: { file_id: 'file_1', quote: 'Noon.' },
      },
      {
        type: 'file_path',
        text: 'sandbox:/a',
        start_index: 22,
        end_index: 32,
        file_path: { file_id: 'file_2' },
      },
    ]
    const value = 'It is 🎉 noon[1], see sandbox:/a'
    for (const { text: words, start_index, end_index } of annotations) {
      expect(value.slice(start_index, end_index)).toBe(words)
    }
    const { data } = await client.listMessages({ thread_id: thread.id, limit: 1 })
    expect(data[0]?.content).toEqual([{ type: 'text', text: { value, annotations } }])
    const told = events.flatMap((event) =>
      event.event === 'thread.message.delta' ? (event.data.delta.content ?? []) : [],
    )
    expect(told.map((part) => part.type === 'text' && part.text?.annotations)).toEqual([
      [],
      [{ index: 0, ...annotations[0] }],
      undefined,
      [{ index: 1, ...annotations[1] }],
    ])
  })
})
