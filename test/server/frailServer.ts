import type { ApiVersion } from '../../src/api/index.js'
import {
  createAssistantsServer,
  memoryStore,
  ModelError,
  type ModelPart,
  type ModelTurn,
  type Store,
  type Write,
} from '../../src/server/index.js'
import { quickClock } from '../support/quickClock.js'
import type { Turn, Word } from './protocolModel.js'

export interface Answered {
  status: number
  body: {
    id?: string
    status?: string
    error?: { message: string }
    data?: Listed[]
  }
}

/** As much of a listed row as is compared. */
export interface Listed {
  id: string
  status: string
  role: string
  type: string
  metadata: { k?: string }
  expires_at: number | null
  incomplete_details: { reason: string } | null
  required_action: { submit_tool_outputs: { tool_calls: { id: string }[] } } | null
  content: { text: { value: string } }[]
}

/** What happens at the write that brings a run into a status. */
export interface Accident {
  at: 'in_progress' | 'cancelling' | 'cancelled' | 'completed'
  what: 'crash' | 'fail' | 'hold'
}

const statusOf = (write: Write) =>
  write.act === 'put' && write.kind === 'run'
    ? (write.value as { run: { status: string } }).run.status
    : null

/** A server on a store that outlives it, whose writes a test can lose, fail or hold, and a model told what to say. */
export function frailServer() {
  const clock = quickClock()
  const memory = memoryStore()
  let made = 0
  let accident: Accident | null = null
  let release = () => {}
  let reach = () => {}
  const speakers = new Map<string, (part: ModelPart | Error) => void>()

  let die: () => void = () => {}

  /** A process that has died writes nothing more, and answers nobody. */
  const mortalStore = (): Store => {
    let dead = false
    die = () => void (dead = true)
    return {
      ...memory,
      batch: async (writes) => {
        const struck = accident && writes.some((write) => statusOf(write) === accident?.at)
        const what = struck ? accident?.what : undefined
        if (struck) accident = null
        if (what === 'crash') dead = true
        if (dead) await new Promise(() => {})
        if (what === 'fail') throw new Error('The disk is full.')
        if (what === 'hold') {
          const released = new Promise<void>((resolve) => (release = resolve))
          reach()
          await released
        }
        await memory.batch(writes)
      },
    }
  }

  async function* speak({ run, signal }: ModelTurn): AsyncGenerator<ModelPart> {
    const queue: (ModelPart | Error)[] = []
    let wake = () => {}
    speakers.set(run.id, (part) => {
      queue.push(part)
      wake()
    })
    signal.addEventListener('abort', () => speakers.delete(run.id))
    for (;;) {
      const part = queue.shift()
      if (part instanceof Error) throw part
      if (part) yield part
      if (part?.type === 'finish') return
      if (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    }
  }

  const start = () =>
    createAssistantsServer({
      clock,
      store: mortalStore(),
      ids: (prefix) => `${prefix}${++made}`,
      model: speak,
    })
  let server = start()

  const send = (edition: ApiVersion, method: string, path: string, body?: object) =>
    server.fetch(
      new Request(`https://server.test/v1${path}`, {
        method,
        headers: { 'openai-beta': `assistants=${edition}` },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )

  return {
    clock,
    /** Streams that were opened, each with what the model says it tells. */
    streams: [] as { edition: ApiVersion; text: Promise<string>; turn: Turn }[],
    threads: [] as string[],
    assistant: '',
    send,
    async ask(edition: ApiVersion, method: string, path: string, body?: object): Promise<Answered> {
      const response = await send(edition, method, path, body)
      // What it is was checked where shapes are.
      return { status: response.status, body: (await response.json()) as Answered['body'] }
    },
    say(runId: string, word: Word, calls: readonly string[]) {
      const parts: (ModelPart | Error)[] = []
      if (word === 'say') parts.push({ type: 'text', text: 'x' })
      if (word === 'fail') parts.push(new ModelError('server_error', 'It broke.'))
      if (word === 'ask') {
        for (const id of calls) {
          parts.push({ type: 'tool-call', id, name: 'get' })
          parts.push({ type: 'tool-arguments', id, arguments: '{}' })
        }
      }
      if (word === 'ask' || word === 'complete') parts.push({ type: 'finish', reason: 'stop' })
      if (word === 'cut') parts.push({ type: 'finish', reason: 'length' })
      for (const part of parts) speakers.get(runId)?.(part)
    },
    /** Says what is to happen at the next such write; settles once a write is held. */
    strike(next: Accident): Promise<void> {
      accident = next
      return new Promise((resolve) => (reach = resolve))
    },
    release: () => release(),
    /** The process dies, and another one begins on the same store. */
    restart() {
      die()
      accident = null
      server = start()
    },
  }
}

export type FrailServer = ReturnType<typeof frailServer>
