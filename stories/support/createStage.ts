import { QueryClient } from '@tanstack/react-query'
import {
  type AssistantsClient,
  createAssistantsClient,
  defineTool,
  type Dialect,
  dialects,
  type StoragePort,
  systemClock,
  toolDefinitions,
  type ToolSet,
} from '../../src/index.js'
import { createAssistantsServer, type Model, scripted } from '../../src/server/index.js'
import { type Bend, bendServer, faultyFetch, type FaultyFetch } from '../../src/testing/index.js'

/** What a story stands on: a server of its own in this page, a client to it, and a fresh cache. */
export interface Stage {
  client: AssistantsClient
  /** What lies between the client and the server, and can go wrong. */
  network: FaultyFetch
  queryClient: QueryClient
  tools: ToolSet
  storage?: StoragePort
  /** The assistants that are there from the beginning. */
  travelDesk: string
  talker: string
  /** Seconds that the next runs may take. */
  setLifetime: (seconds: number) => void
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
}: StageOptions = {}): Promise<Stage> {
  let lifetime = 600
  const server = createAssistantsServer({
    model: model ?? scripted({ pace }),
    expiresAfter: () => lifetime,
  })
  const network = faultyFetch(bendServer(server.fetch, ...bends), [], { clock: systemClock })
  const client = createAssistantsClient({ baseUrl: '/v1', fetch: network, dialect })
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
