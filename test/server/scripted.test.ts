import { describe, expect, it } from 'vitest'
import { scripted } from '../../src/server/index.js'
import { exampleFor } from '../../src/server/models/exampleFor.js'
import { matchTools } from '../../src/server/models/planCalls.js'
import { namesIn, piecesOf } from '../../src/server/models/words.js'
import { createManualClock } from '../../src/testing/index.js'
import { callsOf, cityTool, serverFor, text } from './serverFor.js'

/** A conversation with the scripted model: runs until it ends, each call answered by `outputs`. */
async function converse(
  content: string,
  tools: ReturnType<typeof cityTool>[] = [],
  outputs: Record<string, string> = {},
  params: object = {},
) {
  const { client, clock, setUp } = serverFor()
  const { assistant, thread } = await setUp({ tools }, content)
  const thread_id = thread.id
  const { id: run_id } = await client.createRun({
    thread_id,
    assistant_id: assistant.id,
    ...params,
  })
  const batches: string[][] = []
  for (let turn = 0; turn < 5; turn++) {
    // oxlint-disable-next-line no-await-in-loop -- a conversation goes turn by turn
    await clock.settle()
    // oxlint-disable-next-line no-await-in-loop -- as above
    const run = await client.getRun({ thread_id, run_id })
    const calls = callsOf(run)
    if (calls.length === 0) break
    batches.push(calls.map((one) => `${one.function.name} ${one.function.arguments}`))
    const tool_outputs = calls.map((one) => ({
      tool_call_id: one.id,
      output:
        Object.entries(outputs).find(([key]) => one.function.arguments.includes(key))?.[1] ??
        'fine',
    }))
    // oxlint-disable-next-line no-await-in-loop -- as above
    await client.submitToolOutputs({ thread_id, run_id, tool_outputs })
  }
  const run = await client.getRun({ thread_id, run_id })
  const { data } = await client.listMessages({ thread_id, run_id })
  const [part] = data[0]?.content ?? []
  const said = part?.type === 'text' ? part.text.value : ''
  return { batches, said, part, run }
}

const weather = cityTool('get_weather')
const book = cityTool('book_trip')

describe('the scripted model', () => {
  it('says that it is scripted, and repeats what was asked', async () => {
    const { said, run } = await converse('Hello 👋')
    expect(said).toContain('You said: “Hello 👋”.')
    expect(said).toContain('no AI')
    expect(run.usage?.completion_tokens).toBeGreaterThan(20)
  })

  it('asks for each place at once, and names the warmer one', async () => {
    const { batches, said } = await converse(
      'What is the weather in Lisbon and in Oslo?',
      [weather, book],
      {
        Lisbon: '24 °C',
        Oslo: '11 °C',
      },
    )
    expect(batches).toEqual([['get_weather {"city":"Lisbon"}', 'get_weather {"city":"Oslo"}']])
    expect(said).toBe('Lisbon: 24 °C, Oslo: 11 °C. Lisbon is the warmer one.')
  })

  it('books the one that it was asked to book', async () => {
    const { batches, said } = await converse(
      'Compare the weather in Lisbon and Oslo and book me the colder one.',
      [weather, book],
      { Lisbon: '{"celsius":24}', Oslo: '{"celsius":11}' },
    )
    expect(batches[1]).toEqual(['book_trip {"city":"Oslo"}'])
    expect(said).toBe(
      'Lisbon: {"celsius":24}, Oslo: {"celsius":11}. Oslo is the colder one. Booked: {"celsius":11}.',
    )
  })

  it('quotes outputs that hold no number as they are', async () => {
    const { said } = await converse('Weather in New York and Rome', [weather], { Rome: 'no idea' })
    expect(said).toBe('New York: fine, Rome: no idea.')
  })

  it('calls one by one where calls may not be parallel', async () => {
    const { batches } = await converse(
      'Weather in Lisbon and Oslo',
      [weather],
      {},
      {
        parallel_tool_calls: false,
      },
    )
    expect(batches).toEqual([['get_weather {"city":"Lisbon"}'], ['get_weather {"city":"Oslo"}']])
  })

  it('acts at once when there is nothing to look up', async () => {
    const { batches, said } = await converse('Please book a trip to Oslo', [weather, book])
    expect(batches).toEqual([['book_trip {"city":"Oslo"}']])
    expect(said).toBe('Booked: fine.')
  })

  it.each([
    ['none', 'Weather in Oslo', []],
    ['required', 'Hello', [['get_weather {"city":"Hello"}']]],
    [
      { type: 'function', function: { name: 'book_trip' } },
      'Go to Oslo',
      [['book_trip {"city":"Oslo"}']],
    ],
  ])('heeds the tool choice %j', async (tool_choice, content, batches) => {
    expect((await converse(content, [weather, book], {}, { tool_choice })).batches).toEqual(batches)
  })

  it.each([
    ['Please fail', 'failed', 'server_error'],
    ['Hit the rate limit', 'failed', 'rate_limit_exceeded'],
    ['Cut it short', 'incomplete', undefined],
    ['Reach the limit', 'incomplete', undefined],
    ['Refuse', 'completed', undefined],
    ['Tell me a story', 'completed', undefined],
  ])('told %j ends %s', async (content, status, code) => {
    const { run } = await converse(content)
    expect([run.status, run.last_error?.code]).toEqual([status, code])
  })

  it('refuses in a part of its own', async () => {
    expect((await converse('Refuse')).part).toMatchObject({ type: 'refusal' })
  })

  it('tells a long story, unless its tokens run out', async () => {
    const { said } = await converse('Tell me a story')
    expect(said.length).toBeGreaterThan(1900)
    expect(said.split('\n\n').length).toBeGreaterThan(3)
    const { run } = await converse('Tell me a story', [], {}, { max_completion_tokens: 256 })
    expect(run).toMatchObject({ status: 'incomplete', usage: { completion_tokens: 256 } })
  })

  it('answers in JSON where that is asked for', async () => {
    const { said } = await converse(
      'Oslo',
      [],
      {},
      {
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'n',
            schema: { type: 'object', properties: { n: { type: 'integer', minimum: 3 } } },
          },
        },
      },
    )
    expect(said).toBe('{"n":3}')
    const plain = await converse('Oslo', [], {}, { response_format: { type: 'json_object' } })
    expect(plain.said).toBe('{"reply":"Oslo"}')
  })

  it('calls any tool, or waits for ever, when it is to expire', async () => {
    const { client, clock, setUp } = serverFor()
    const { assistant, thread } = await setUp({}, 'Expire')
    const params = { thread_id: thread.id, assistant_id: assistant.id }
    const { id: run_id } = await client.createRun(params)
    await clock.advance(600_000)
    expect((await client.getRun({ thread_id: thread.id, run_id })).status).toBe('expired')
    expect((await converse('Let it expire', [book])).batches).toEqual([
      ['book_trip {"city":"Let it expire"}'],
    ])
  })

  it('keeps the pace that it was given', async () => {
    const clock = createManualClock()
    const paces = [10, 0, 30]
    const model = scripted({
      clock,
      pace: () => paces.shift() ?? 0,
      script: () => ['a', 'b', 'c', 'd'].map(text),
    })
    const said: [string, number][] = []
    const begin = clock.now()
    const read = async () => {
      const turn = { signal: new AbortController().signal } as Parameters<typeof model>[0]
      for await (const part of model(turn)) {
        if (part.type === 'text') said.push([part.text, clock.now() - begin])
      }
    }
    const done = read()
    await clock.advance(100)
    await done
    expect(said).toEqual([
      ['a', 0],
      ['b', 10],
      ['c', 10],
      ['d', 40],
    ])
  })

  it('stops at once when it is aborted', async () => {
    const clock = createManualClock()
    const paced = serverFor({ model: scripted({ clock, pace: 1000 }), clock })
    const { assistant, thread } = await paced.setUp({}, 'story')
    const params = { thread_id: thread.id, assistant_id: assistant.id }
    const { id: run_id } = await paced.client.createRun(params)
    await clock.advance(3000)
    await paced.client.cancelRun({ thread_id: thread.id, run_id })
    await clock.settle()
    expect(clock.pending).toBe(0)
  })
})

describe('pieces of a text', () => {
  it('have 4 to 12 characters and never part a pair of surrogates', () => {
    const long = '👩‍🚀 über 𝒳 '.repeat(40)
    const pieces = piecesOf(long)
    expect(pieces.join('')).toBe(long)
    for (const piece of pieces.slice(0, -1)) {
      expect(Array.from(piece).length).toBeGreaterThanOrEqual(4)
      expect(Array.from(piece).length).toBeLessThanOrEqual(12)
      expect(piece).not.toMatch(/\p{Surrogate}/u)
    }
    expect(new Set(pieces.map(({ length }) => length)).size).toBeGreaterThan(5)
  })
})

describe('names', () => {
  it.each([
    ['What is the weather in Lisbon and in Oslo?', ['Lisbon', 'Oslo']],
    ['Compare New York, Rome and São Paulo', ['New York', 'Rome', 'São Paulo']],
    ['weather in lisbon and oslo', ['lisbon', 'oslo']],
    ['Can I go? Book it for me.', []],
    ['Lisbon', []],
    ['Take me from Oslo to Oslo', ['Oslo']],
  ])('are found in %j', (said, found) => {
    expect(namesIn(said)).toEqual(found)
  })
})

describe('tools', () => {
  const tools = ['get_weather', 'getOrderStatus', 'book-trip', 'list_places', 'search'].map(
    (name) => ({ name }),
  )
  it.each([
    ['How is the weather?', ['get_weather']],
    ['Where is my order?', ['getOrderStatus']],
    ['I want to go booking trips', ['book-trip']],
    ['Which place?', ['list_places']],
    ['Search it', ['search']],
    ['List them and get one', []],
    ['A whether or not', []],
  ])('are found in %j', (said, found) => {
    expect(matchTools(tools, said).map(({ name }) => name)).toEqual(found)
  })
})

describe('an example', () => {
  const material = { text: 'Send 12 roses to Oslo, urgent', name: 'Oslo' }
  it.each([
    [{ type: 'string' }, 'Oslo'],
    [{ type: 'string', maxLength: 2 }, 'Os'],
    [{ type: 'string', minLength: 6 }, 'Oslo..'],
    [{ type: 'string', format: 'date' }, '2026-01-01'],
    [{ type: ['null', 'string'] }, 'Oslo'],
    [{ type: 'null' }, null],
    [{ type: 'integer' }, 12],
    [{ type: 'integer', maximum: 5 }, 5],
    [{ type: 'integer', minimum: 20 }, 20],
    [{ type: 'integer', exclusiveMaximum: 12 }, 11],
    [{ type: 'number', multipleOf: 5 }, 10],
    [{ type: 'integer', multipleOf: 5, minimum: 11 }, 15],
    [{ type: 'boolean' }, true],
    [{ enum: ['calm', 'urgent'] }, 'urgent'],
    [{ enum: ['a?', 'b?'], default: 'b?' }, 'b?'],
    [{ const: 7 }, 7],
    [{ type: 'string', default: 'x' }, 'x'],
    [{ type: 'array', items: { type: 'integer' }, minItems: 2 }, [12, 12]],
    [{ type: 'array', items: { type: 'string' } }, ['Oslo']],
    [{ anyOf: [{ type: 'null' }, { type: 'boolean' }] }, true],
    [{ oneOf: [{ const: 'left' }, { const: 'right' }] }, 'left'],
    [{ allOf: [{ type: 'integer' }, { minimum: 13 }] }, 13],
    [{ $ref: '#/$defs/n', $defs: { n: { type: 'integer' } } }, 12],
    [{ $ref: '#/nowhere' }, 'Oslo'],
    [{}, 'Oslo'],
    [
      {
        type: 'object',
        required: ['place', 'message'],
        properties: { place: { type: 'string' }, message: { type: 'string' }, other: {} },
      },
      { place: 'Oslo', message: material.text },
    ],
    [
      {
        type: 'object',
        properties: { a: { type: 'object', properties: { b: { type: 'integer' } } } },
      },
      { a: { b: 12 } },
    ],
  ])('of %j is %j', (schema, value) => {
    expect(exampleFor(schema, material)).toEqual(value)
  })

  it('of a schema that contains itself comes to an end', () => {
    const tree = {
      type: 'object',
      required: ['child'],
      properties: { child: { $ref: '#' }, kids: { type: 'array', items: { $ref: '#' } } },
    }
    expect(JSON.stringify(exampleFor(tree, material))).toContain('null')
  })
})

describe('a script', () => {
  it('may be an array', async () => {
    const { client, clock, setUp } = serverFor({ model: scripted({ script: () => [text('Hi')] }) })
    const { assistant, thread } = await setUp()
    await client.createRun({ thread_id: thread.id, assistant_id: assistant.id })
    await clock.settle()
    const { data } = await client.listMessages({ thread_id: thread.id, limit: 1 })
    expect(data[0]?.content).toMatchObject([{ text: { value: 'Hi' } }])
  })
})
