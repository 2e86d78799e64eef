import {
  type AssistantsClient,
  createAssistantsClient,
  type Dialect,
  dialects,
  type Fetch,
  type FunctionTool,
  sleep,
} from '../../../src/api/index.js'
import {
  createAssistantsServer,
  memoryStore,
  type Model,
  type ModelPart,
  scripted,
} from '../../../src/server/index.js'
import {
  createOrigin,
  type Fault,
  faultyFetch,
  type FaultyFetch,
  type Origin,
} from '../../../src/testing/index.js'
import { quickClock } from '../../support/quickClock.js'
import { countedIds } from '../../support/countedIds.js'
import { emptyTally, type FaultKind, type Tally } from '../kinds.js'
import { createDisk, type Disk } from './createPageStorage.js'
import { createOracle, type Oracle } from './oracle.js'
import { settle } from './settle.js'

/** What a model says in one turn: words, or calls by their tools' names. */
export type Line = string | readonly string[]

export interface WorldOptions {
  /** What the model says, turn by turn. */
  lines: readonly Line[]
  /** Milliseconds between two words. */
  pace: number
  /** What pages know of the server: that it can take streams up again, or nothing. */
  dialect: 'ownServer' | 'generic'
}

/** Everything outside of a page: the server, the way to it, time, and what the browser keeps on disk. */
export interface World {
  clock: ReturnType<typeof quickClock>
  /** Makes the server's ids. */
  ids: ReturnType<typeof countedIds>
  dialect: Dialect
  server: ReturnType<typeof createAssistantsServer>
  oracle: Oracle
  /** The way to the server, on which things go wrong. */
  network: FaultyFetch
  /** The server itself, with nothing in between. */
  reach: Fetch
  /** Sends a fault of this kind ahead, to strike at the requests it fits. */
  arm: (kind: FaultKind, fault: Fault) => void
  /** Something of this kind went wrong. */
  strike: (kind: FaultKind) => void
  tally: Tally
  /** A client that nothing stands in the way of: somebody else, and the truth. */
  other: AssistantsClient
  assistantId: string
  threadIds: readonly [string, string]
  disk: Disk
  /** What the tabs of the browser share beside the disk. */
  origin: Origin
  /** How the next streams that are taken up again misunderstand from where. */
  replays: { kind: FaultKind; from: (place: number) => number | null }[]
  /** Seconds that the next runs may take; the world's own patience otherwise. */
  lifetimes: number[]
  pass: (ms: number) => Promise<void>
  wait: (ms: number) => Promise<void>
  close: () => void
}

/** Carried by every request, and nowhere to be found. */
export const secret = 'session-that-nobody-may-see'

export const baseUrl = 'https://server.test/v1'

const start = Date.UTC(2026, 0, 1)

const functionTool = (name: string): FunctionTool => ({
  type: 'function',
  function: { name, parameters: { type: 'object' } },
})

/** The tools that assistants know: two that people answer, one that works by itself. */
export const toolNames = ['get_weather', 'approve_refund', 'book_trip'] as const

const readLine = (line: Line): ModelPart[] =>
  typeof line === 'string'
    ? line.split(/(?<= )/).map((text): ModelPart => ({ type: 'text', text }))
    : line.flatMap((name, at): ModelPart[] => {
        const id = `call_${name}_${at}`
        return [
          { type: 'tool-call', id, name },
          { type: 'tool-arguments', id, arguments: '{"city":"Lisbon"}' },
        ]
      })

/** What a world has from one before it, so that a page can live through both. */
export type Before = Pick<World, 'clock' | 'ids'>

/** @param more What it has from one before it, and who answers in place of a model that says its lines. */
export async function createWorld(
  { lines, pace, dialect }: WorldOptions,
  {
    clock = quickClock(start, settle),
    ids = countedIds(),
    model,
  }: Partial<Before> & { model?: Model } = {},
): Promise<World> {
  const oracle = createOracle()
  const left = [...lines]
  const script = oracle.hear(() => readLine(left.shift() ?? 'Nothing more to say.'))
  const lifetimes: number[] = []
  const tally = emptyTally()
  const strike = (kind: FaultKind) => void tally[kind]++
  const server = createAssistantsServer({
    clock,
    ids,
    store: oracle.keep(memoryStore()),
    model: model ?? scripted({ clock, pace, script }),
    expiresAfter: () => {
      if (lifetimes.length > 0) strike('server-side expiry')
      return lifetimes.shift() ?? 600
    },
  })
  const replays: World['replays'] = []
  const takeUpAgain = (request: Request): Request => {
    const last = request.headers.get('last-event-id')
    const next = last === null || !request.url.endsWith('/events') ? undefined : replays.shift()
    if (!next || last === null) return request
    strike(next.kind)
    const headers = new Headers(request.headers)
    const from = next.from(Number(/\d+$/.exec(last)?.[0] ?? 0))
    if (from === null) headers.delete('last-event-id')
    else headers.set('last-event-id', last.replace(/\d+$/, String(from)))
    return new Request(request, { headers })
  }
  const watched = oracle.watch((request) => server.fetch(takeUpAgain(request)))
  const kindOf = new Map<Fault, FaultKind>()
  const network = faultyFetch(watched, [], {
    clock,
    onStrike: (fault) => {
      const kind = kindOf.get(fault)
      if (kind) strike(kind)
    },
  })
  const other = createAssistantsClient({ baseUrl, clock, random: () => 0.5, fetch: watched })
  const { id: assistantId } = await other.createAssistant({
    model: 'scripted',
    tools: toolNames.map(functionTool),
  })
  const { id: one } = await other.createThread({})
  const { id: two } = await other.createThread({})
  return {
    clock,
    ids,
    dialect: dialects[dialect],
    server,
    oracle,
    network,
    reach: watched,
    arm: (kind, fault) => {
      kindOf.set(fault, kind)
      network.add(fault)
    },
    strike,
    tally,
    other,
    assistantId,
    threadIds: [one, two],
    disk: createDisk(),
    origin: createOrigin(),
    replays,
    lifetimes,
    pass: (ms) => clock.advance(ms),
    wait: (ms) => sleep(clock, ms),
    close: () => server.close(),
  }
}
