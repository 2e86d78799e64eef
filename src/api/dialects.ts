import type { OperationName } from './operations.js'

/** What a server is known to lack or to spell differently, as data. */
export interface Dialect {
  /** What errors call it. */
  name: string
  /** Operations the server does not have, and what to use in their place. */
  lacks: Readonly<Partial<Record<OperationName, string>>>
  /** Query members that go with every request, such as an API version. */
  query: Readonly<Record<string, string>>
  /** Whether the server wants the `OpenAI-Beta` header. */
  betaHeader: boolean
  /** Whether `GET /threads` lists threads: `extensionRoutes.listThreads`. */
  listsThreads: boolean
  /** Whether the server heeds `Idempotency-Key`. */
  idempotencyKey: boolean
  /** Whether `GET …/runs/{run_id}/events` takes a stream up again: `extensionRoutes.resumeRun`. */
  resumesStreams: boolean
}

const generic: Dialect = {
  name: 'generic',
  lacks: {},
  query: {},
  betaHeader: true,
  listsThreads: false,
  idempotencyKey: false,
  resumesStreams: false,
}

/** Known servers. Spread one to make your own: `{ ...dialects.generic, lacks: { deleteMessage: 'modifyMessage' } }`. */
export const dialects = {
  /** OpenAI, and whatever has its shape: lacks nothing, and does nothing beside it. */
  generic,
  /** `createAssistantsServer` of this package. */
  ownServer: {
    ...generic,
    name: 'ownServer',
    listsThreads: true,
    idempotencyKey: true,
    resumesStreams: true,
  },
  /** Azure AI Foundry agents (classic), until 2027-03-31. */
  azureClassic: {
    ...generic,
    name: 'azureClassic',
    lacks: { deleteMessage: 'modifyMessage, and a mark in metadata that hides the message' },
    query: { 'api-version': 'v1' },
    betaHeader: false,
    listsThreads: true,
  },
  /** Alibaba Model Studio. */
  modelStudio: {
    ...generic,
    name: 'modelStudio',
    lacks: { cancelRun: 'getRun, and wait: the run ends or expires by itself' },
  },
} as const satisfies Record<string, Dialect>
