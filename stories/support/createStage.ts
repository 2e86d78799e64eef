import { QueryClient } from '@tanstack/react-query'
import {
  type AssistantsClient,
  type CanAnswer,
  type Clock,
  createAssistantsClient,
  defineTool,
  type Dialect,
  dialects,
  pagePresence,
  type Presence,
  type StoragePort,
  systemClock,
  toolDefinitions,
  type ToolSet,
} from '../../src/index.js'
import { createAssistantsServer, type Model, scripted } from '../../src/server/index.js'
import {
  type Bend,
  bendServer,
  type Fault,
  faultyFetch,
  type FaultyFetch,
  recordSession,
  type SessionRecorder,
} from '../../src/testing/index.js'

/** What a story stands on: a server of its own in this page, a client to it, and a fresh cache. */
export interface Stage {
  client: AssistantsClient
  /** What lies between the client and the server, and can go wrong. */
  network: FaultyFetch
  /** Writes down what passes. */
  recorder: SessionRecorder
  /** The device's clock, and whether somebody is there: both can be wrong. */
  clock: Clock
  presence: Presence
  /** From now on this goes wrong, and nothing else. */
  goWrong: (faults: readonly StageFault[]) => void
  /** Milliseconds without news of a run after which the person is asked. @default what the kit takes */
  patience?: number
  /** What the person may answer, and who they are. */
  canAnswer?: CanAnswer
  person?: string
  queryClient: QueryClient
  tools: ToolSet
  storage?: StoragePort
  /** The assistants that are there from the beginning. */
  travelDesk: string
  talker: string
  /** Seconds that the next runs may take. */
  setLifetime: (seconds: number) => void
}

/** What can go wrong on a stage beside its network. */
export interface StageFault {
  faults?: readonly Fault[]
  /** Milliseconds by which the device's clock is wrong. */
  skew?: number
  /** Seconds that the next runs may take. */
  lifetime?: number
  /** The browser says that there is no network. */
  isOffline?: boolean
}

export interface StageOptions {
  /** @default the scripted model */
  model?: Model
  /** Milliseconds between two pieces of what the scripted model says. @default 0 */
  pace?: number
  storage?: StoragePort
  /** The tools of the travel desk. @default a person tells the weather, a booking runs by itself */
  tools?: ToolSet
  /** How the server differs from our own. */
  bends?: readonly Bend[]
  /** @default dialects.ownServer */
  dialect?: Dialect
  /** Milliseconds of silence after which a stream counts as stalled. @default what the client takes */
  idleTimeout?: number
  patience?: number
  canAnswer?: CanAnswer
  person?: string
}

const city = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
}

/** One tool that a person answers, and one that runs by itself. */
export const travel: ToolSet = {
  get_weather: defineTool({
    label: 'Weather',
    description: 'The weather in a city right now.',
    parameters: city,
  }),
  book_trip: defineTool({
    label: 'Booking',
    description: 'Books a trip to a city.',
    parameters: city,
    execute: (args) => `a trip to ${String(args['city'])}, reference DEMO-1`,
  }),
}

export async function createStage({
  model,
  pace = 0,
  storage,
  tools = travel,
  bends = [],
  dialect = dialects.ownServer,
  idleTimeout,
  patience,
  canAnswer,
  person,
}: StageOptions = {}): Promise<Stage> {
  let lifetime = 600
  const server = createAssistantsServer({
    model: model ?? scripted({ pace }),
    expiresAfter: () => lifetime,
    ...(idleTimeout !== undefined && { heartbeat: idleTimeout / 3 }),
  })
  let skew = 0
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + skew }
  const network = faultyFetch(bendServer(server.fetch, ...bends), [], { clock: systemClock })
  const recorder = recordSession(network)
  const client = createAssistantsClient({
    baseUrl: '/v1',
    fetch: recorder,
    dialect,
    clock,
    ...(idleTimeout !== undefined && { idleTimeout }),
  })
  let isOffline = false
  const returns = new Set<() => void>()
  const talker = await client.createAssistant({ name: 'Talker', model: 'scripted' })
  const travelDesk = await client.createAssistant({
    name: 'Travel desk',
    description: 'Asks you about the weather, and books by itself.',
    model: 'scripted',
    tools: toolDefinitions(tools),
  })
  return {
    client,
    network,
    recorder,
    clock,
    presence: {
      ...pagePresence,
      isOffline: () => isOffline,
      onReturn: (act) => {
        returns.add(act)
        const stop = pagePresence.onReturn(act)
        return () => {
          returns.delete(act)
          stop()
        }
      },
    },
    goWrong: (wrong) => {
      network.mend()
      network.add(...wrong.flatMap(({ faults = [] }) => faults))
      skew = wrong.find((one) => one.skew !== undefined)?.skew ?? 0
      lifetime = wrong.find((one) => one.lifetime !== undefined)?.lifetime ?? 600
      const wasOffline = isOffline
      isOffline = wrong.some((one) => one.isOffline)
      if (wasOffline && !isOffline) for (const act of Array.from(returns)) act()
    },
    ...(patience !== undefined && { patience }),
    ...(canAnswer && { canAnswer }),
    ...(person !== undefined && { person }),
    queryClient: new QueryClient(),
    tools,
    ...(storage && { storage }),
    travelDesk: travelDesk.id,
    talker: talker.id,
    setLifetime: (seconds) => {
      lifetime = seconds
    },
  }
}
