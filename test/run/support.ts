import { notifyManager, QueryClient } from '@tanstack/react-query'
import {
  type AssistantsClient,
  createAssistantsClient,
  type Dialect,
  dialects,
  type Fetch,
  type FunctionTool,
  type Message,
} from '../../src/api/index.js'
import { listItems, messagesQuery, type ListData } from '../../src/queries/index.js'
import {
  type ControllerOptions,
  createRunController,
  createTranscriptReader,
  type RunController,
  type ToolSet,
  type TranscriptRow,
} from '../../src/run/index.js'
import {
  createAssistantsServer,
  type AssistantsServerOptions,
  type ModelPart,
  type ModelTurn,
  scripted,
} from '../../src/server/index.js'
import {
  faultyFetch,
  type FaultyFetch,
  frames,
  type ManualClock,
  recordRequests,
  type RecordedFetch,
} from '../../src/testing/index.js'
import { countedIds } from '../support/countedIds.js'
import { quickClock } from '../support/quickClock.js'

/** What the model says: texts, and calls by name with their arguments. */
export type Line = string | { calls: readonly (readonly [name: string, args: string])[] }

/** A model that says one line after the other; a text comes word by word. */
export const lines =
  (...all: Line[]) =>
  (_turn: ModelTurn): ModelPart[] => {
    const line = all.shift() ?? 'Nothing more to say.'
    if (typeof line === 'string') {
      return line.split(/(?<= )/).map((text): ModelPart => ({ type: 'text', text }))
    }
    return line.calls.flatMap(([name, args], at): ModelPart[] => {
      const id = `call_${name}_${at}`
      return [
        { type: 'tool-call', id, name },
        { type: 'tool-arguments', id, arguments: args },
      ]
    })
  }

export const functionTool = (name: string): FunctionTool => ({
  type: 'function',
  function: { name, parameters: { type: 'object' } },
})

export interface Stage {
  clock: ManualClock
  cache: QueryClient
  client: AssistantsClient
  /** Sees what the kit sends; `server` is reached beside it and is the oracle. */
  heard: RecordedFetch
  network: FaultyFetch
  /** The server itself, with nothing in the way. */
  direct: Fetch
  /** A client that nothing stands in the way of: the truth, and somebody else. */
  other: AssistantsClient
  assistantId: string
  threadId: string
  frame: ReturnType<typeof frames>
  /** One more visit of the page, on the same storage if one is passed. */
  visit: (options?: Partial<ControllerOptions> & { tools?: ToolSet }) => RunController
  /** Lets time pass, and everything come to rest at each of its moments. */
  pass: (ms?: number) => Promise<void>
  close: () => void
}

// A task of its own, as it is by default, without the millisecond that Node makes of a timer of none.
notifyManager.setScheduler((callback) => void setImmediate(callback))

const rest = async (turns: number) => {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
}

export interface StageOptions extends Pick<AssistantsServerOptions, 'expiresAfter' | 'chunk'> {
  script?: (turn: ModelTurn) => ModelPart[]
  /** Milliseconds between two pieces. */
  pace?: number
  calls?: readonly string[]
  /** @default dialects.generic */
  dialect?: Dialect
}

export async function makeStage({
  script = lines('Hello to you, too.'),
  pace = 0,
  calls = ['get_weather', 'approve_refund', 'book_trip'],
  dialect = dialects.generic,
  ...more
}: StageOptions = {}): Promise<Stage> {
  // Bodies, storage and the cache come to rest one task after the other.
  const clock = quickClock(undefined, () => rest(25))
  const server = createAssistantsServer({
    clock,
    ids: countedIds(),
    model: scripted({ clock, pace, script }),
    ...more,
  })
  const network = faultyFetch(server.fetch, [], { clock })
  const heard = recordRequests(network)
  const shared = { baseUrl: 'https://server.test/v1', clock, random: () => 0.5 }
  const client = createAssistantsClient({ ...shared, dialect, fetch: heard })
  const other = createAssistantsClient({ ...shared, fetch: server.fetch })
  const cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  const { id: assistantId } = await other.createAssistant({
    model: 'scripted',
    tools: calls.map(functionTool),
  })
  const { id: threadId } = await other.createThread({})
  const frame = frames()
  let acts = 0
  const open: RunController[] = []
  return {
    clock,
    cache,
    client,
    heard,
    network,
    direct: server.fetch,
    other,
    assistantId,
    threadId,
    frame,
    visit: ({ tools, ...options } = {}) => {
      const controller = createRunController({
        client,
        cache,
        threadId,
        clock,
        ids: () => `intent_${++acts}`,
        // At once: a test of frames passes its own.
        schedule: (publish) => {
          publish()
          return () => {}
        },
        ...options,
      })
      controller.configure({ assistantId, tools })
      open.push(controller)
      return controller
    },
    pass: (ms = 0) => clock.advance(ms),
    close: () => {
      for (const controller of open) controller.close()
      server.close()
      cache.clear()
    },
  }
}

export const textOf = ({ content }: Pick<Message, 'content'>): string =>
  content.map((part) => (part.type === 'text' ? part.text.value : `[${part.type}]`)).join('\n')

const rowText = (row: TranscriptRow | undefined): string => {
  if (!row) return '?'
  if (row.kind === 'message') return `${row.message.role}: ${textOf(row.message)}`
  const { state, input } = row.send
  return `${state}: ${typeof input.content === 'string' ? input.content : '[parts]'}`
}

/** What a person sees of the thread: one line a row. */
export function shown({ cache, client }: Stage, controller: RunController): string[] {
  const { live, pending, rows, threadId } = controller.store.getState()
  const key = threadId === null ? [] : messagesQuery(client, { thread_id: threadId }).queryKey
  const data = cache.getQueryData<ListData<Message>>(key)
  const settled = data && listItems(data).toReversed()
  const transcript = createTranscriptReader()({ settled, live, pending, rows })
  return transcript.ids.map((id) => rowText(transcript.row(id)))
}

/** What the server has: the truth. */
export async function kept({ other }: Stage, threadId: string): Promise<string[]> {
  const { data } = await other.listMessages({ thread_id: threadId, limit: 100 })
  return data.toReversed().map((message) => `${message.role}: ${textOf(message)}`)
}

/** Keeps a thread's list in the cache, as a view on screen does. */
export const look = ({ cache, client }: Stage, thread_id: string) =>
  cache.fetchInfiniteQuery(messagesQuery(client, { thread_id }))

/** A page that a test hides and shows. */
export function presence() {
  const listeners = new Set<() => void>()
  let isAway = false
  return {
    isAway: () => isAway,
    onReturn: (act: () => void) => {
      listeners.add(act)
      return () => void listeners.delete(act)
    },
    leave: () => {
      isAway = true
    },
    come: () => {
      isAway = false
      for (const act of Array.from(listeners)) act()
    },
    listeners,
  }
}
