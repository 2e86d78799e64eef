import type { Fetch, Run } from '../../../src/api/index.js'
import { intentKey } from '../../../src/run/liveRun.js'
import type { ModelPart, ModelTurn, Store } from '../../../src/server/index.js'
import { operationOf, pathOf } from '../../../src/testing/operationOf.js'

/** A write that reached the server. */
export interface Arrived {
  operation: string
  threadId: string
  /** The key of the act, where it carried one. */
  intent: string | null
  /** For outputs: whose they are, for which of the run's asks, and the calls they answer. */
  runId: string | null
  calls: readonly string[]
  /** The outputs, in the order in which they were sent. */
  outputs: readonly string[]
  /** What the server answered. */
  status: number
}

/** What the model said in one run, and where. */
export interface Said {
  threadId: string
  texts: string[]
}

/** What reached the server and what it said, whatever became of its answers on the way. */
export interface Oracle {
  arrived: Arrived[]
  said: Map<string, Said>
  /** The status of every run. */
  statuses: Map<string, string>
  isOver: (runId: string) => boolean
  /** Wraps the store, so that every change of a run is seen. */
  keep: (store: Store) => Store
  /** Wraps the server, so that every request that reaches it passes. */
  watch: (fetch: Fetch) => Fetch
  /** Wraps what the model says. */
  hear: (script: (turn: ModelTurn) => ModelPart[]) => (turn: ModelTurn) => ModelPart[]
}

interface SentBody {
  metadata?: Record<string, string>
  tool_outputs?: { tool_call_id: string; output: string }[]
}

const idAfter = (path: string, name: string): string | null =>
  new RegExp(`/${name}/([^/]+)`).exec(path)?.[1] ?? null

const ends = /^(completed|incomplete|failed|cancelled|expired)$/

export function createOracle(): Oracle {
  const arrived: Arrived[] = []
  const said = new Map<string, Said>()
  const statuses = new Map<string, string>()
  return {
    arrived,
    said,
    statuses,
    isOver: (runId) => ends.test(statuses.get(runId) ?? ''),
    keep: (store) => ({
      ...store,
      batch: async (writes) => {
        await store.batch(writes)
        for (const write of writes) {
          if (write.act !== 'put' || write.kind !== 'run') continue
          // What the server keeps of a run.
          const { run } = write.value as { run: Run }
          statuses.set(write.id, run.status)
        }
      },
    }),
    watch: (fetch) => async (request) => {
      const isJson = request.headers.get('content-type')?.includes('json')
      if (request.method !== 'POST' || !isJson) return fetch(request)
      const text = await request.clone().text()
      const response = await fetch(request)
      const path = pathOf(request, '/v1')
      const body = (text === '' ? {} : JSON.parse(text)) as SentBody
      arrived.push({
        operation: operationOf(request.method, path) ?? path,
        threadId: idAfter(path, 'threads') ?? '',
        intent: body.metadata?.[intentKey] ?? null,
        runId: idAfter(path, 'runs'),
        calls: (body.tool_outputs ?? []).map((output) => output.tool_call_id).toSorted(),
        outputs: (body.tool_outputs ?? []).map(({ output }) => output),
        status: response.status,
      })
      return response
    },
    hear: (script) => (turn) => {
      const parts = script(turn)
      const { id, thread_id: threadId } = turn.run
      const known = said.get(id) ?? { threadId, texts: [] }
      said.set(id, known)
      known.texts.push(parts.map((part) => (part.type === 'text' ? part.text : '')).join(''))
      return parts
    },
  }
}
