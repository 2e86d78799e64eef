import type { ApiVersion, ToolCall } from '../../src/api/index.js'
import {
  createAssistantsServer,
  ModelError,
  type ModelPart,
  type ModelTurn,
} from '../../src/server/index.js'
import { quickClock } from '../support/quickClock.js'
import { checkedFetch, type Emitted } from '../support/wire/checkedFetch.js'
import type { Act, Said, Scenario } from './scenarios.js'

const modelOf = (turns: readonly Said[]) => {
  let next = 0
  return async function* speak({ signal }: ModelTurn): AsyncGenerator<ModelPart> {
    const { parts, end } = turns[next++ % turns.length] ?? { parts: [], end: 'stop' }
    yield* parts
    if (end === 'rate limit') throw new ModelError('rate_limit_exceeded', 'Too many.')
    if (end === 'bad prompt') throw new ModelError('invalid_prompt', 'Not that.')
    if (end === 'crash') throw new Error('secret')
    if (end === 'hang') {
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    } else yield { type: 'finish', reason: end }
  }
}

const assistantBodies = {
  v1: [
    { model: 'm' },
    { model: 'm', tools: [{ type: 'retrieval' }], file_ids: ['file-x'], metadata: { a: '1' } },
  ],
  v2: [
    { model: 'm', name: 'Ada', temperature: 0.5, tools: [{ type: 'file_search' }] },
    { model: 'm', response_format: { type: 'json_object' }, reasoning_effort: 'low' },
  ],
}
const image_url = { url: 'https://example.org/a.png' }
const contents = {
  v1: [{ content: 'Hi' }, { content: 'Hi', file_ids: ['file-x', 'file-y'] }],
  v2: [
    {
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url },
      ],
    },
    { content: 'Hi', attachments: [{ file_id: 'file-z', tools: [{ type: 'file_search' }] }] },
  ],
}
const runBodies = {
  v1: [{ tool_choice: 'none', response_format: 'none' }, { max_completion_tokens: 256 }],
  v2: [
    { tool_choice: 'required', parallel_tool_calls: false },
    { response_format: { type: 'json_schema', json_schema: { name: 'n' } } },
  ],
}

/** As much of any answer as is looked at here; what it must be is for its schema to say. */
interface Answer {
  id?: string
  data?: Answer[]
  required_action?: { submit_tool_outputs: { tool_calls: ToolCall[] } } | null
}

/** Plays a scenario against a new server, and holds everything that it emits against its schema. */
export async function playScenario(
  edition: ApiVersion,
  { turns, acts: todo, closes }: Scenario,
  see: (emitted: Emitted) => void,
): Promise<void> {
  const clock = quickClock()
  let made = 0
  const server = createAssistantsServer({
    clock,
    ids: (prefix) => `${prefix}${++made}`,
    model: modelOf(turns),
  })
  const fetch = checkedFetch(server.fetch, see)
  const streams: Promise<unknown>[] = []
  let version = edition

  const send = (method: string, path: string, body?: object, headers: object = {}) =>
    fetch(
      new Request(`https://server.test/v1${path}`, {
        method,
        headers: { 'openai-beta': `assistants=${version}`, ...headers },
        ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
    )
  const ask = async (method: string, path: string, body?: object) =>
    (await (await send(method, path, body)).json()) as Answer
  /** The id of what was made; a refusal has none. */
  const idOf = async (...args: Parameters<typeof ask>) => (await ask(...args)).id ?? 'none'
  const start = async (path: string, body: object, stream: boolean) => {
    const answer = send('POST', path, { ...body, stream })
    streams.push(answer)
    await clock.settle()
    if (!stream) await answer
  }

  const form = new FormData()
  form.append('file', new File(['x'], 'a.txt'))
  form.append('purpose', 'assistants')
  const file = await idOf('POST', '/files', form)
  let assistant = await idOf('POST', '/assistants', assistantBodies[edition][0])
  let thread = await idOf('POST', '/threads', {})

  const latest = async (kind: string) =>
    (await ask('GET', `/threads/${thread}/${kind}?limit=1`)).data?.[0] ?? { id: 'none' }
  const pathOf = async (kind: string) => `/threads/${thread}/${kind}/${(await latest(kind)).id}`
  const waiting = async () =>
    (await latest('runs')).required_action?.submit_tool_outputs.tool_calls ?? []

  const readAll = async () => {
    for (const path of ['/assistants', `/assistants/${assistant}`, `/threads/${thread}`, '/files'])
      await ask('GET', path)
    for (const kind of ['messages', 'runs']) {
      await ask('GET', `/threads/${thread}/${kind}?order=asc`)
      const path = await pathOf(kind)
      await ask('GET', path)
      const below = `${path}/${kind === 'runs' ? 'steps' : 'files'}`
      for (const { id } of (await ask('GET', below)).data ?? []) await ask('GET', `${below}/${id}`)
    }
    await send('GET', `/files/${file}`)
    await send('GET', `/files/${file}/content`)
    await ask('GET', `/assistants/${assistant}/files?order=asc&limit=1`)
  }

  const plays: Record<Act, (pick: number, stream: boolean) => Promise<unknown>> = {
    assistant: async (pick) => {
      assistant = await idOf('POST', '/assistants', assistantBodies[version][pick % 2])
    },
    thread: async (pick) => {
      const messages = [{ role: 'user', ...contents[version][pick % 2] }]
      thread = await idOf('POST', '/threads', { messages, metadata: { a: '1' } })
    },
    message: (pick) =>
      ask('POST', `/threads/${thread}/messages`, {
        role: 'user',
        ...contents[version][pick % 2],
      }),
    run: (pick, stream) => {
      const more = pick > 3 ? runBodies[version][pick % 2] : {}
      return start(`/threads/${thread}/runs`, { assistant_id: assistant, ...more }, stream)
    },
    'thread and run': (_, stream) => start('/threads/runs', { assistant_id: assistant }, stream),
    submit: async (_, stream) => {
      const tool_outputs = (await waiting()).map(({ id }) => ({ tool_call_id: id, output: '' }))
      await start(`${await pathOf('runs')}/submit_tool_outputs`, { tool_outputs }, stream)
    },
    'submit some': async () =>
      ask('POST', `${await pathOf('runs')}/submit_tool_outputs`, {
        tool_outputs: [{ tool_call_id: 'call_foreign', output: 'x' }],
      }),
    cancel: async () => ask('POST', `${await pathOf('runs')}/cancel`),
    expire: () => clock.advance(601_000),
    change: async (pick) => {
      const metadata = pick === 0 ? null : { k: String(pick) }
      await ask('POST', `/assistants/${assistant}`, { name: 'Ben', metadata })
      await ask('POST', `/threads/${thread}`, { metadata })
      await ask('POST', await pathOf('runs'), { metadata })
      await ask('POST', await pathOf('messages'), { metadata })
    },
    read: readAll,
    refuse: async (pick) => {
      await ask('GET', ['/dreams', '/assistants?limit=0', '/threads/none'][pick % 3] ?? '')
      await send('GET', '/assistants', undefined, { 'openai-beta': 'assistants=v9' })
      await ask('POST', '/assistants', { colour: 'red' })
      await ask('PUT', '/assistants')
    },
    link: async (pick) => {
      const path = `/assistants/${assistant}/files`
      await ask('POST', path, { file_id: file })
      await ask('GET', `${path}/${file}`)
      if (pick % 2 === 0) await ask('DELETE', `${path}/${file}`)
    },
    delete: async (pick) => {
      await ask('DELETE', await pathOf('messages'))
      if (pick === 0) await ask('DELETE', `/threads/${thread}`)
      if (pick === 1) await ask('DELETE', `/assistants/${assistant}`)
      if (pick === 2) await ask('DELETE', `/files/${file}`)
    },
  }

  for (const { what, other, stream, pick } of todo) {
    version = other ? (edition === 'v1' ? 'v2' : 'v1') : edition
    await plays[what](pick, stream)
    await clock.settle()
  }
  version = edition
  await readAll()
  if (closes) server.close()
  else await clock.advance(601_000)
  await Promise.all(streams)
  await readAll()
}
