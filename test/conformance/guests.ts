import type { ApiVersion } from '../../src/api/index.js'
import type { AssistantsServer } from '../../src/server/index.js'
import { loadClient } from './clients/installClients.js'

/** As much of any answer as is looked at. */
export interface Row {
  id: string
  thread_id: string
  object: string
  status: string
  role: string
  type: string
  name: string
  deleted: boolean
  expires_at: number | null
  file_ids: string[]
  usage: { total_tokens: number } | null
  content: { type: string; text?: { value: string }; refusal?: string }[]
  last_error: { code: string } | null
  required_action: {
    submit_tool_outputs: { tool_calls: { id: string; function: { arguments: string } }[] }
  } | null
  step_details: { tool_calls?: { function: { name: string; arguments: string } }[] }
}

/** The helper that follows a run, as all generations have it. */
export interface RunStream {
  on: (
    event: string,
    hear: (value: { value?: string; function?: { arguments?: string } }) => void,
  ) => RunStream
  currentRun: () => Row | undefined
  finalRun: () => Promise<Row>
  finalMessages: () => Promise<Row[]>
  finalRunSteps: () => Promise<Row[]>
}

type Ask = (...args: unknown[]) => Promise<Row>
type List = (...args: unknown[]) => AsyncIterable<Row>
type Stream = (...args: unknown[]) => RunStream

interface Resource {
  create: Ask
  retrieve: Ask
  update: Ask
  list: List
  del: Ask
  delete: Ask
}

interface Runs extends Resource {
  cancel: Ask
  stream: Stream
  createAndPoll: Ask
  poll: Ask
  submitToolOutputs: Ask
  submitToolOutputsStream: Stream
  submitToolOutputsAndPoll: Ask
  steps: Resource
}

interface Threads extends Resource {
  createAndRun: Ask
  createAndRunStream: Stream
  createAndRunPoll: Ask
  messages: Resource & { files: Resource }
  runs: Runs
}

export interface Guest {
  /** Its own errors, by name. */
  errors: Record<string, new (...args: never[]) => Error>
  files: Resource & { content: (id: string) => Promise<Response> }
  assistants: Resource & { files: Resource }
  threads: Threads
  /** The two ids of what stands in a thread, and what goes with them, in the order that this generation wants. */
  within: (threadId: string, id: string, more?: object) => unknown[]
  /** The word for deleting changed as well. */
  deletes: 'del' | 'delete'
}

type Constructor = new (options: object) => {
  beta: { assistants: Guest['assistants']; threads: Threads }
  files: Guest['files']
}

export interface Generation {
  version: string
  edition: ApiVersion
  /** What it cannot do, why, and how it then fails. */
  cannot: Partial<Record<string, { why: string; fails: RegExp }>>
}

const noStreams = { why: 'it came out before streams', fails: /is not a function/ }
const noHelpers = { why: 'it came out before the polling helpers', fails: /is not a function/ }
const noLinks = {
  why: 'it speaks the second edition, which has no links of files',
  fails: /of undefined|is not a function|Unknown parameter: 'file_ids'/,
}
const noDelete = {
  why: 'it speaks the first edition, which deletes no message',
  fails: /is not a function/,
}
const second = { 'links files to an assistant': noLinks, 'brings files with a message': noLinks }

/** Official clients of six generations. */
export const generations: Generation[] = [
  {
    version: '4.20.1',
    edition: 'v1',
    cannot: {
      'streams a text': noStreams,
      'hears a refusal': noStreams,
      'hears two calls grow': noStreams,
      'puts streamed arguments together': noStreams,
      'submits and streams on': noStreams,
      'creates and polls': noHelpers,
      'streams a thread made on the way': noStreams,
      'cancels a run at work, and hears it end': noStreams,
      'hears of a broken stream': noStreams,
      'takes an answer cut short for an end': noStreams,
      'deletes a message': noDelete,
      'hears at once what is said': noStreams,
    },
  },
  {
    version: '4.36.0',
    edition: 'v1',
    cannot: {
      'hears at once what is said': {
        why: 'it holds an event back until the next bytes come; a heartbeat of the server brings them',
        fails: /not heard/,
      },
      'puts streamed arguments together': {
        why: 'its snapshots of a step leave the arguments of functions as they began',
        fails: /to match object/,
      },
      'deletes a message': noDelete,
    },
  },
  {
    version: '4.104.0',
    edition: 'v2',
    cannot: {
      ...second,
      'takes an answer cut short for an end': {
        why: 'it does not know thread.run.incomplete as an end',
        fails: /final run/i,
      },
    },
  },
  { version: '5.23.2', edition: 'v2', cannot: second },
  { version: '6.49.0', edition: 'v2', cannot: second },
  { version: '7.57.0', edition: 'v2', cannot: second },
]

/** The client, with our server in the network's place. */
export function connectGuest({ version }: Generation, server: AssistantsServer): Guest {
  const [major = 0, minor] = version.split('.').map(Number)
  const client = loadClient(`openai-${major}-${minor}`) as Guest['errors'] & {
    default?: Constructor
  }
  const OpenAI = (client.default ?? client) as unknown as Constructor
  const openai = new OpenAI({
    apiKey: 'placeholder',
    baseURL: 'https://server.test/v1',
    maxRetries: 0,
    // The fourth generation sends forms as streams of its own, which need `duplex`.
    fetch: (url: string, init: RequestInit) =>
      server.fetch(new Request(url, { ...init, ...(init.body && { duplex: 'half' }) })),
  })
  const isNamed = major >= 5
  return {
    errors: client,
    files: openai.files,
    assistants: openai.beta.assistants,
    threads: openai.beta.threads,
    within: (threadId, id, more) =>
      isNamed ? [id, { thread_id: threadId, ...more }] : [threadId, id, ...(more ? [more] : [])],
    deletes: isNamed ? 'delete' : 'del',
  }
}
