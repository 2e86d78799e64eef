import { describe, expect, it } from 'vitest'
import { serverFor } from './serverFor.js'

describe('a body of the first edition', () => {
  it.each([
    ['/assistants', { model: 'm', tool_resources: {} }, 'unknown_parameter', 'tool_resources'],
    [
      '/assistants',
      { model: 'm', reasoning_effort: 'low' },
      'unknown_parameter',
      'reasoning_effort',
    ],
    [
      '/assistants',
      { model: 'm', tools: [{ type: 'file_search' }] },
      'invalid_value',
      'tools[0].type',
    ],
    [
      '/assistants',
      { model: 'm', file_ids: Array(21).fill('f') },
      'array_above_max_length',
      'file_ids',
    ],
    ['/assistants', { model: 'm', response_format: 'json' }, 'invalid_value', 'response_format'],
    ['/threads', { tool_resources: {} }, 'unknown_parameter', 'tool_resources'],
    ['/threads/T', { tool_resources: {} }, 'unknown_parameter', 'tool_resources'],
    ['/threads/T/messages', { role: 'user', content: [] }, 'invalid_type', 'content'],
    ['/threads/T/messages', { role: 'user', content: '' }, 'string_below_min_length', 'content'],
    [
      '/threads/T/messages',
      { role: 'user', content: 'a', attachments: [] },
      'unknown_parameter',
      'attachments',
    ],
    [
      '/threads/T/messages',
      { role: 'user', content: 'a', file_ids: Array(11).fill('f') },
      'array_above_max_length',
      'file_ids',
    ],
    [
      '/threads/T/runs',
      { assistant_id: 'a', parallel_tool_calls: true },
      'unknown_parameter',
      'parallel_tool_calls',
    ],
    [
      '/threads/T/runs',
      { assistant_id: 'a', tool_choice: 'required' },
      'invalid_value',
      'tool_choice',
    ],
    [
      '/threads/T/runs',
      { assistant_id: 'a', response_format: { type: 'json_schema' } },
      'invalid_value',
      'response_format.type',
    ],
    [
      '/threads/runs',
      { assistant_id: 'a', tool_resources: {} },
      'unknown_parameter',
      'tool_resources',
    ],
    ['/assistants/A/files', {}, 'missing_required_parameter', 'file_id'],
  ])('of %s that is of the second, or wrong, is refused: %j', async (path, body, code, param) => {
    const { askFirst, setUp } = serverFor()
    const { assistant, thread } = await setUp()
    const named = path.replace('T', thread.id).replace('A', assistant.id)
    const answer = await askFirst('POST', named, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: { code, param } })
  })

  it('under a key that the second edition used is another request', async () => {
    const { ask, send } = serverFor()
    const headers = { 'idempotency-key': 'k' }
    expect((await ask('POST', '/threads', { headers })).status).toBe(200)
    const first = { ...headers, 'openai-beta': 'assistants=v1' }
    expect((await send('POST', '/threads', { headers: first })).status).toBe(400)
  })
})
