import { notifyManager, QueryClient } from '@tanstack/react-query'

import {
  type AssistantsClient,
  type ClientOptions,
  createAssistantsClient,
  type Message,
} from '../../src/api/index.js'
import { type ListData, listItems, messagesQuery } from '../../src/queries/index.js'
import {
  createRunController,
  createTranscriptReader,
  type RunController,
  type RunPhase,
  type ToolSet,
} from '../../src/run/index.js'
import { createAssistantsServer, type Model, scripted } from '../../src/server/index.js'
import {
  type Bend,
  bendServer,
  createManualClock,
  type ManualClock,
  type RecordedFetch,
  recordRequests,
} from '../../src/testing/index.js'
import { functionTool, type Line, lines } from '../run/support.js'
import { countedIds } from '../support/countedIds.js'

export interface BentStage {
  clock: ManualClock
  /** Reaches the server through the bends. */
  client: AssistantsClient
  heard: RecordedFetch
  /** Reaches it straight: the truth, and somebody else. */
  other: AssistantsClient
  controller: RunController
  cache: QueryClient
  threadId: string
  assistantId: string
  /** Lets time pass in steps, and everything come to rest after each. */
  pass: (ms?: number) => Promise<void>
  /** Lets time pass until the run is in that phase, and a moment longer. */
  until: (phase: RunPhase) => Promise<void>
  close: () => void
}

export interface BentOptions {
  bends?: readonly Bend[]
  script?: readonly Line[]
  /** Milliseconds between two pieces. */
  pace?: number
  /** @default it says the script */
  model?: Model
  tools?: ToolSet
  client?: Partial<ClientOptions>
}

// A task of its own, as it is by default, without the millisecond that Node makes of a timer of none.
notifyManager.setScheduler((callback) => void setImmediate(callback))

const rest = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve))
}

export async function makeBentStage({
  bends = [],
  script = ['Hello to you, too.'],
  pace = 0,
  model,
  tools,
  client: more,
}: BentOptions = {}): Promise<BentStage> {
  const clock = createManualClock()
  const server = createAssistantsServer({
    clock,
    ids: countedIds(),
    model: model ?? scripted({ clock, pace, script: lines(...script) }),
  })
  const heard = recordRequests(bendServer(server.fetch, ...bends))
  const shared = { baseUrl: 'https://server.test/v1', clock, random: () => 0.5 }
  const client = createAssistantsClient({ ...shared, fetch: heard, ...more })
  const other = createAssistantsClient({ ...shared, fetch: server.fetch })
  // Through the bends, so that ids of other forms are known from the beginning.
  const assistant = await client.createAssistant({
    model: 'scripted',
    tools: ['get_weather', 'approve_refund'].map(functionTool),
  })
  const thread = await client.createThread({})
  const cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  const pass = async (ms = 0) => {
    await rest()
    for (let left = ms; left > 0; left -= 100) {
      await clock.advance(Math.min(100, left))
      await rest()
    }
  }
  let acts = 0
  const controller = createRunController({
    client,
    cache,
    threadId: thread.id,
    clock,
    ids: () => `intent_${++acts}`,
    // All that came in one task is published together, as a page does it with its frames.
    schedule: (publish) => {
      const frame = setImmediate(publish)
      return () => clearImmediate(frame)
    },
  })
  controller.configure({ assistantId: assistant.id, tools })
  await cache.fetchInfiniteQuery(messagesQuery(client, { thread_id: thread.id }))
  await controller.attach()
  return {
    clock,
    client,
    heard,
    other,
    controller,
    cache,
    threadId: thread.id,
    assistantId: assistant.id,
    pass,
    until: async (phase) => {
      for (let turn = 0; turn < 150; turn++) {
        await pass(turn === 0 ? 0 : 200)
        if (controller.store.getState().live.phase === phase) break
      }
      await pass(200)
    },
    close: () => {
      controller.close()
      server.close()
      cache.clear()
    },
  }
}

/** The words of a message: what is of no known kind has none. */
const wordsOf = ({ role, content }: Pick<Message, 'role' | 'content'>): string =>
  `${role}: ${content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')}`

/** What a person sees of the thread: one line a row. */
export function shown({ cache, client, controller }: BentStage): string[] {
  const { live, pending, rows, threadId } = controller.store.getState()
  const { queryKey } = messagesQuery(client, { thread_id: threadId ?? '' })
  const data = cache.getQueryData<ListData<Message>>(queryKey)
  const settled = data && listItems(data).toReversed()
  const { ids, row } = createTranscriptReader()({ settled, live, pending, rows })
  return ids.map((id) => {
    const found = row(id)
    if (!found) return '?'
    return found.kind === 'message' ? wordsOf(found.message) : `${found.send.state}: …`
  })
}

/** What the unbent server holds: the truth. It has one thread. */
export async function kept({ other }: BentStage): Promise<string[]> {
  const { data } = await other.listMessages({ thread_id: 'thread_0001', limit: 100 })
  return data.toReversed().map(wordsOf)
}

export const answerAll = (controller: RunController, output: string) => {
  const { live } = controller.store.getState()
  if (live.phase !== 'asking') throw new Error(`The run is ${live.phase}, and does not ask.`)
  for (const { id } of live.toolCalls) {
    controller.drafts.setAnswer(live.run.id, id, { text: output, as: 'text' })
  }
}
