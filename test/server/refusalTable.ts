/** Whether the refusal was recorded from the service that the protocol comes from, or is only remembered of it. */
type Ground = 'recorded' | 'remembered'

export interface Refused {
  what: string
  ground: Ground
  ask: [method: string, path: string, body?: unknown, headers?: Record<string, string>]
  status: number
  type?: string
  param?: string | null
  code?: string | null
  says: string | RegExp
}

export const wrongKey = { authorization: 'Bearer wrong' }
const noBeta = { 'openai-beta': '' }
const odd = { 'openai-beta': 'assistants=v9' }
const long = 'x'.repeat(513)

/** In the paths and texts: BUSY is a thread whose run RUN is at work, ASK one whose run WAIT waits, T has the run DONE. */
export const refusalTable: Refused[] = [
  {
    what: 'no edition',
    ground: 'recorded',
    ask: ['GET', '/assistants', undefined, noBeta],
    status: 400,
    code: 'invalid_beta',
    says: /'OpenAI-Beta: assistants=v2'/,
  },
  {
    what: 'an unknown edition',
    ground: 'remembered',
    ask: ['GET', '/assistants', undefined, odd],
    status: 400,
    code: 'invalid_beta',
    says: /'OpenAI-Beta: assistants=v2'/,
  },
  {
    what: 'a wrong key',
    ground: 'recorded',
    ask: ['GET', '/assistants', undefined, wrongKey],
    status: 401,
    code: 'invalid_api_key',
    says: /key/,
  },
  {
    what: 'a message to a busy thread',
    ground: 'recorded',
    ask: ['POST', '/threads/BUSY/messages', { role: 'user', content: 'Hi' }],
    status: 400,
    says: "Can't add messages to BUSY while a run RUN is active.",
  },
  {
    what: 'a run on a busy thread',
    ground: 'recorded',
    ask: ['POST', '/threads/BUSY/runs', { assistant_id: 'A' }],
    status: 400,
    says: 'Thread BUSY already has an active run RUN.',
  },
  {
    what: 'a run on a thread whose run waits',
    ground: 'recorded',
    ask: ['POST', '/threads/ASK/runs', { assistant_id: 'A' }],
    status: 400,
    says: 'Thread ASK already has an active run WAIT.',
  },
  {
    what: 'the cancelling of a run that has ended',
    ground: 'recorded',
    ask: ['POST', '/threads/T/runs/DONE/cancel'],
    status: 400,
    says: "Cannot cancel run with status 'completed'.",
  },
  {
    what: 'outputs for a run that does not wait',
    ground: 'recorded',
    ask: ['POST', '/threads/T/runs/DONE/submit_tool_outputs', { tool_outputs: [] }],
    status: 400,
    says: 'Runs in status "completed" do not accept tool outputs.',
  },
  {
    what: 'too few outputs',
    ground: 'recorded',
    ask: [
      'POST',
      '/threads/ASK/runs/WAIT/submit_tool_outputs',
      { tool_outputs: [{ tool_call_id: 'call_a', output: '' }] },
    ],
    status: 400,
    says: "Expected tool outputs for call_ids ['call_a', 'call_b'], got ['call_a']",
  },
  {
    what: 'an unknown thread',
    ground: 'recorded',
    ask: ['GET', '/threads/thread_none'],
    status: 404,
    says: "No thread found with id 'thread_none'.",
  },
  {
    what: 'an unknown assistant',
    ground: 'recorded',
    ask: ['GET', '/assistants/asst_none'],
    status: 404,
    says: "No assistant found with id 'asst_none'.",
  },
  ...[
    ['run', '/threads/T/runs/none'],
    ['message', '/threads/T/messages/none'],
    ['run step', '/threads/T/runs/DONE/steps/none'],
    ['file', '/files/none'],
  ].map(([noun = '', path = '']): Refused => ({
    what: `an unknown ${noun}`,
    ground: 'remembered',
    ask: ['GET', path],
    status: 404,
    says: `No ${noun} found with id 'none'.`,
  })),
  {
    what: 'an unknown address',
    ground: 'remembered',
    ask: ['GET', '/dreams'],
    status: 404,
    says: 'Invalid URL (GET /v1/dreams)',
  },
  {
    what: 'metadata that is no text',
    ground: 'recorded',
    ask: ['POST', '/threads', { metadata: { k: 1 } }],
    status: 400,
    param: 'metadata.k',
    code: 'invalid_type',
    says: /'metadata\.k'/,
  },
  {
    what: 'metadata that is too long',
    ground: 'recorded',
    ask: ['POST', '/threads', { metadata: { k: long } }],
    status: 400,
    param: 'metadata.k',
    code: 'string_above_max_length',
    says: /'metadata\.k'/,
  },
  ...(
    [
      ['POST', '/assistants', {}, 'missing_required_parameter', 'model'],
      ['POST', '/assistants', { model: 'm', x: 1 }, 'unknown_parameter', 'x'],
      [
        'POST',
        '/assistants',
        { model: 'm', tools: [{ type: 'x' }] },
        'invalid_value',
        'tools[0].type',
      ],
      [
        'POST',
        '/assistants',
        { model: 'm', temperature: 3 },
        'integer_above_max_value',
        'temperature',
      ],
      [
        'POST',
        '/threads/T/runs/DONE/submit_tool_outputs',
        {},
        'missing_required_parameter',
        'tool_outputs',
      ],
      ['GET', '/threads/T/runs?limit=0', undefined, 'integer_below_min_value', 'limit'],
      [
        'GET',
        '/threads/T/runs/DONE/steps?limit=101',
        undefined,
        'integer_above_max_value',
        'limit',
      ],
      ['GET', '/threads/T/messages?order=up', undefined, 'invalid_value', 'order'],
      ['GET', '/assistants?after=asst_none', undefined, 'invalid_value', 'after'],
    ] as const
  ).map(([method, path, body, code, param]): Refused => ({
    what: `${method} ${path} with a wrong ${param}`,
    ground: 'remembered',
    ask: [method, path, body],
    status: 400,
    param,
    code,
    says: new RegExp(`'${param.replaceAll(/[[\]]/g, '\\$&')}'`),
  })),
]
