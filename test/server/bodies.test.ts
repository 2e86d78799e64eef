import { describe, expect, it } from 'vitest'
import { facts, reason, serverFor } from './serverFor.js'

const long = (length: number) => 'x'.repeat(length)
const pairs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']))
const tool = (name: string) => ({ type: 'function', function: { name } })

type Case = [body: unknown, code: string | null, param: string | null]

const assistants: Case[] = [
  [{}, 'missing_required_parameter', 'model'],
  [{ model: 1 }, 'invalid_type', 'model'],
  [{ model: 'm', colour: 'red' }, 'unknown_parameter', 'colour'],
  [{ model: 'm', name: long(257) }, 'string_above_max_length', 'name'],
  [{ model: 'm', description: long(513) }, 'string_above_max_length', 'description'],
  [{ model: 'm', instructions: long(256_001) }, 'string_above_max_length', 'instructions'],
  [{ model: 'm', metadata: { k: 1 } }, 'invalid_type', 'metadata.k'],
  [{ model: 'm', metadata: { k: long(513) } }, 'string_above_max_length', 'metadata.k'],
  [{ model: 'm', metadata: pairs(17) }, 'object_above_max_properties', 'metadata'],
  [{ model: 'm', metadata: [] }, 'invalid_type', 'metadata'],
  [{ model: 'm', temperature: 2.1 }, 'decimal_above_max_value', 'temperature'],
  [{ model: 'm', temperature: -1 }, 'integer_below_min_value', 'temperature'],
  [{ model: 'm', top_p: 2 }, 'integer_above_max_value', 'top_p'],
  [{ model: 'm', tools: null }, 'invalid_type', 'tools'],
  [{ model: 'm', tools: [{}] }, 'missing_required_parameter', 'tools[0].type'],
  [{ model: 'm', tools: [{ type: 'retrieval' }] }, 'invalid_value', 'tools[0].type'],
  [
    { model: 'm', tools: [{ type: 'function' }] },
    'missing_required_parameter',
    'tools[0].function',
  ],
  [{ model: 'm', tools: [tool('a b')] }, 'invalid_value', 'tools[0].function.name'],
  [{ model: 'm', tools: [tool(long(65))] }, 'string_above_max_length', 'tools[0].function.name'],
  [
    { model: 'm', tools: Array.from({ length: 129 }, () => tool('a')) },
    'array_above_max_length',
    'tools',
  ],
  [
    { model: 'm', tools: [{ ...tool('a'), function: { name: 'a', parameters: 'no' } }] },
    'invalid_type',
    'tools[0].function.parameters',
  ],
  [
    { model: 'm', tools: [{ type: 'file_search', file_search: { max_num_results: 51 } }] },
    'integer_above_max_value',
    'tools[0].file_search.max_num_results',
  ],
  [
    { model: 'm', tool_resources: { code_interpreter: { file_ids: Array(21).fill('f') } } },
    'array_above_max_length',
    'tool_resources.code_interpreter.file_ids',
  ],
  [
    { model: 'm', tool_resources: { file_search: { vector_stores: [] } } },
    'unknown_parameter',
    'tool_resources.file_search.vector_stores',
  ],
  [{ model: 'm', response_format: 'none' }, 'invalid_value', 'response_format'],
  [{ model: 'm', response_format: { type: 'xml' } }, 'invalid_value', 'response_format.type'],
  [{ model: 'm', reasoning_effort: 'heroic' }, 'invalid_value', 'reasoning_effort'],
  [[], 'invalid_type', null],
  ['{"model": ', null, null],
]

const message: Case[] = [
  [{ content: 'Hi' }, 'missing_required_parameter', 'role'],
  [{ role: 'user' }, 'missing_required_parameter', 'content'],
  [{ role: 'system', content: 'Hi' }, 'invalid_value', 'role'],
  [{ role: 'user', content: 3 }, 'invalid_type', 'content'],
  [{ role: 'user', content: [] }, 'array_below_min_length', 'content'],
  [{ role: 'user', content: [{ type: 'text', text: {} }] }, 'invalid_type', 'content[0].text'],
  [
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'no' } }] },
    'invalid_value',
    'content[0].image_url.url',
  ],
  [
    { role: 'user', content: 'Hi', attachments: [{}] },
    'missing_required_parameter',
    'attachments[0].file_id',
  ],
]

const run: Case[] = [
  [{}, 'missing_required_parameter', 'assistant_id'],
  [
    { assistant_id: 'a', max_completion_tokens: 255 },
    'integer_below_min_value',
    'max_completion_tokens',
  ],
  [{ assistant_id: 'a', max_prompt_tokens: 256.5 }, 'invalid_type', 'max_prompt_tokens'],
  [{ assistant_id: 'a', stream: 'yes' }, 'invalid_type', 'stream'],
  [{ assistant_id: 'a', tool_choice: 'maybe' }, 'invalid_value', 'tool_choice'],
  [
    { assistant_id: 'a', truncation_strategy: { type: 'last_messages', last_messages: 0 } },
    'integer_below_min_value',
    'truncation_strategy.last_messages',
  ],
  [
    { assistant_id: 'a', additional_messages: [{ role: 'user' }] },
    'missing_required_parameter',
    'additional_messages[0].content',
  ],
]

describe('a body', () => {
  it.each([
    ...assistants.map((one): [string, Case] => ['/assistants', one]),
    ...message.map((one): [string, Case] => ['/threads/T/messages', one]),
    ...run.map((one): [string, Case] => ['/threads/T/runs', one]),
    [
      '/threads',
      [{ messages: [{ role: 'user', content: 1 }] }, 'invalid_type', 'messages[0].content'],
    ],
    ['/threads/T', [{ messages: [] }, 'unknown_parameter', 'messages']],
    ['/threads/runs', [{}, 'missing_required_parameter', 'assistant_id']],
    ['/threads/runs', [{ assistant_id: 'a', thread: { x: 1 } }, 'unknown_parameter', 'thread.x']],
  ] as [string, Case][])(
    'of %s that is wrong is refused: %j',
    async (path, [body, code, param]) => {
      const { client, ask } = serverFor()
      const { id } = await client.createThread({})
      const answer = await ask('POST', path.replace('T', id), { body })
      expect(answer.status).toBe(400)
      expect(facts(answer)).toEqual({ type: 'invalid_request_error', param, code })
      expect(reason(answer)).toMatch(/^[A-Z].*\.$/)
    },
  )

  it('with a metadata name that is too long is refused by that name', async () => {
    const { ask } = serverFor()
    const answer = await ask('POST', '/threads', { body: { metadata: { [long(65)]: 'v' } } })
    expect(facts(answer)).toMatchObject({
      code: 'property_name_above_max_length',
      param: `metadata.${long(65)}`,
    })
  })

  it('at its limits is accepted', async () => {
    const { ask } = serverFor()
    const { status } = await ask('POST', '/assistants', {
      body: {
        model: 'm',
        name: long(256),
        metadata: { ...pairs(15), [long(64)]: long(512) },
        tools: Array.from({ length: 128 }, () => tool(long(64))),
        temperature: 2,
        top_p: 0,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'n', schema: { type: 'object' } },
        },
        tool_resources: { file_search: { vector_store_ids: ['vs_1'] } },
      },
    })
    expect(status).toBe(200)
  })

  it('that holds null where it may asks for the default', async () => {
    const { client } = serverFor()
    const assistant = await client.createAssistant({
      model: 'm',
      name: null,
      metadata: null,
      temperature: null,
      response_format: null,
      tool_resources: null,
    })
    expect(assistant).toMatchObject({
      name: null,
      metadata: {},
      temperature: 1,
      top_p: 1,
      response_format: 'auto',
      tools: [],
      tool_resources: {},
    })
  })
})
