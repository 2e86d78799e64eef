import {
  type Assistant,
  createAssistantsClient,
  type Params,
  type Run,
  type RunEvent,
  type Thread,
} from '../../src/api/index.js'
import {
  type AssistantsServerOptions,
  createAssistantsServer,
  type ModelPart,
  type ModelTurn,
  scripted,
} from '../../src/server/index.js'
import { createManualClock } from '../../src/testing/index.js'

/** Milliseconds, of which the clock counts and the protocol's times do not. */
export const second = 1_000
/** When the clock of these servers begins, in seconds. */
export const begin = Date.UTC(2026, 0, 1) / second

/** A function tool that takes one city. */
export const cityTool = (name: string) => ({
  type: 'function' as const,
  function: {
    name,
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
})

export const finish: ModelPart = { type: 'finish', reason: 'stop' }
export const text = (words: string): ModelPart => ({ type: 'text', text: words })
export const call = (id: string, name: string, ...pieces: string[]): ModelPart[] => [
  { type: 'tool-call', id, name },
  ...pieces.map((piece): ModelPart => ({ type: 'tool-arguments', id, arguments: piece })),
]

/** A script that says its turns one after the other, and remembers what it was asked. */
export function turns(...said: ModelPart[][]) {
  const heard: ModelTurn[] = []
  let next = 0
  const script = (turn: ModelTurn) => {
    heard.push(turn)
    return said[next++] ?? [finish]
  }
  return { model: scripted({ script }), heard }
}

/** A model that says what the test says, when the test says it. */
export function heldModel() {
  const queue: (ModelPart | Error)[] = []
  const asked: ModelTurn[] = []
  let wake = () => {}
  async function* answer() {
    for (;;) {
      const part = queue.shift()
      if (part instanceof Error) throw part
      if (part) yield part
      if (part?.type === 'finish') return
      if (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return {
    /** The turns that it was asked. */
    asked,
    say: (...parts: (ModelPart | Error)[]) => {
      queue.push(...parts)
      wake()
    },
    model: (turn: ModelTurn) => {
      asked.push(turn)
      return answer()
    },
  }
}

export type Asked = { status: number; headers: Headers; body: Record<string, unknown> }

/** A server on a clock that stands still, with ids that count, a client for it, and raw access. */
export function serverFor(options: AssistantsServerOptions = {}) {
  const clock = createManualClock()
  let count = 0
  const server = createAssistantsServer({
    clock,
    ids: (prefix) => `${prefix}${++count}`,
    model: scripted({ clock }),
    ...options,
  })
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: server.fetch,
    clock,
    maxRetries: 0,
  })

  const send = (
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ) =>
    server.fetch(
      new Request(`https://server.test/v1${path}`, {
        method,
        headers: { 'openai-beta': 'assistants=v2', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )

  const ask = async (...args: Parameters<typeof send>): Promise<Asked> => {
    const response = await send(...args)
    const body = (await response.json()) as Record<string, unknown>
    return { status: response.status, headers: response.headers, body }
  }

  /** Asks in the first edition, which nothing but its header chooses. */
  const askFirst = (method: string, path: string, body?: unknown) =>
    ask(method, path, { body, headers: { 'openai-beta': 'assistants=v1' } })

  /** An assistant and a thread to run it on. */
  const setUp = async (
    assistant: Partial<Params<'createAssistant'>> = {},
    content = 'Hello',
  ): Promise<{ assistant: Assistant; thread: Thread }> => ({
    assistant: await client.createAssistant({ model: 'scripted', ...assistant }),
    thread: await client.createThread({ messages: [{ role: 'user', content }] }),
  })

  /** A run that waits for the outputs of the given calls. */
  const setUpAsking = async (params: Partial<Params<'createRun'>> = {}) => {
    const { assistant, thread } = await setUp({ tools: [cityTool('get_weather')] })
    const thread_id = thread.id
    const { id: run_id } = await client.createRun({
      thread_id,
      assistant_id: assistant.id,
      ...params,
    })
    await clock.settle()
    return { assistant, thread_id, run_id }
  }

  return { clock, server, client, send, ask, askFirst, setUp, setUpAsking }
}

/** Everything that a stream says. */
export async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

export const names = (events: readonly RunEvent[]) => events.map(({ event }) => event)

/** The message of a refusal. */
export const reason = ({ body }: Asked) => (body['error'] as { message: string }).message

/** Type, param and code of a refusal. */
export const facts = ({ body }: Asked) => {
  const { type, param, code } = body['error'] as Record<string, unknown>
  return { type, param, code }
}

/** The waiting calls of a run. */
export const callsOf = (run: Run) => run.required_action?.submit_tool_outputs.tool_calls ?? []

/** Two calls, asked for at once. */
export const twoCalls = [...call('call_a', 'get', '{}'), ...call('call_b', 'get', '{}'), finish]

/** A run that a held model answers, and the paths to it. */
export async function heldRun(options: Parameters<typeof serverFor>[0] = {}) {
  const held = heldModel()
  const kit = serverFor({ model: held.model, ...options })
  const { assistant, thread } = await kit.setUp()
  const thread_id = thread.id
  const params = { thread_id, assistant_id: assistant.id }
  const { id: run_id } = await kit.client.createRun(params)
  await kit.clock.settle()
  return { ...kit, held, params, thread_id, run_id, path: `/threads/${thread_id}/runs/${run_id}` }
}
