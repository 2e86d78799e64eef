import { MutationObserver, type MutationOptions, QueryClient } from '@tanstack/react-query'

import {
  type AssistantsClient,
  type AssistantsError,
  createAssistantsClient,
  type Message,
  type Page,
  type Run,
  type RunStep,
} from '../../src/api/index.js'
import { tidy } from '../../src/api/tidy.js'
import { sampleMessage, sampleRun, sampleStep } from '../support/samples.js'

/** A cache that lets go of nothing by itself, so that no timer outlives a test. */
export const makeCache = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { gcTime: Infinity }, mutations: { gcTime: Infinity } },
  })

export interface Backend {
  client: AssistantsClient
  /** `METHOD /path?query`, in the order of arrival. */
  heard: string[]
  /** The lines whose requests were given up. */
  aborted: string[]
  /** Answers all requests for one line, now and later. */
  answer: (line: string, body: unknown, status?: number) => void
  /** Answers the oldest request that waits for a line without an answer of its own. */
  release: (line: string, body: unknown) => Promise<void>
}

/** A server that is a table: a request without a line in it waits until the test lets its answer go. */
export function makeBackend(user?: string): Backend {
  const answers = new Map<string, () => Response>()
  const waiting = new Map<string, ((response: Response) => void)[]>()
  const heard: string[] = []
  const aborted: string[] = []
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    apiVersion: 'v2',
    maxRetries: 0,
    ...(user !== undefined && { user }),
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url)
      const line = `${request.method} ${pathname.replace('/v1', '')}${decodeURIComponent(search)}`
      heard.push(line)
      request.signal.addEventListener('abort', () => aborted.push(line))
      const known = answers.get(line)
      if (known) return known()
      return new Promise((resolve) => waiting.set(line, [...(waiting.get(line) ?? []), resolve]))
    },
  })
  return {
    client,
    heard,
    aborted,
    answer: (line, body, status = 200) => {
      answers.set(line, () =>
        body instanceof Blob ? new Response(body) : Response.json(body, { status }),
      )
    },
    release: async (line, body) => {
      const resolve = waiting.get(line)?.shift()
      if (!resolve) throw new Error(`Nothing waits for ${line}. Heard: ${heard.join(', ')}`)
      resolve(Response.json(body))
      await settle()
    },
  }
}

/** Lets everything that is ready run, the library's own zero timers included. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0))
}

/** Runs a write as a hook does, without React. */
export const write = <Data, Variables>(
  cache: QueryClient,
  options: MutationOptions<Data, AssistantsError, Variables>,
  variables: Variables,
): Promise<Data> => new MutationObserver(cache, options).mutate(variables)

/** Objects as the client hands them out: with the facts that their status promises. */
export const makeMessage = (n: number, more: Partial<Message> = {}) =>
  tidy(
    {
      ...sampleMessage,
      id: `msg_${n}`,
      created_at: n,
      role: 'user',
      content: [{ type: 'text', text: { value: `text ${n}`, annotations: [] } }],
      assistant_id: null,
      run_id: null,
      ...more,
    },
    'thread.message',
  ) as Message

export const makeRun = (n: number, more: Partial<Run> = {}) =>
  tidy({ ...sampleRun, id: `run_${n}`, created_at: n, ...more }, 'thread.run') as Run

export const makeStep = (n: number, more: Partial<RunStep> = {}) =>
  tidy({ ...sampleStep, id: `step_${n}`, created_at: n, ...more }, 'thread.run.step') as RunStep

export const makePage = <T extends { id: string }>(data: T[], has_more = false): Page<T> => ({
  object: 'list',
  data,
  first_id: data[0]?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
  has_more,
})
