import {
  InfiniteQueryObserver,
  type QueryClient,
  type QueryKey,
  QueryObserver,
} from '@tanstack/react-query'
import { expect } from 'vitest'

import {
  type ApiVersion,
  type AssistantsClient,
  createAssistantsClient,
  isNotFound,
  type Page,
  type Resource,
} from '../../src/api/index.js'
import type { ItemName, ListName } from '../../src/queries/keyFor.js'
import { type ListData, listItems } from '../../src/queries/index.js'
import { itemQuery, listQuery } from '../../src/queries/policies.js'
import { createAssistantsServer, type Model } from '../../src/server/index.js'
import { quickClock } from '../support/quickClock.js'
import { makeCache } from './support.js'

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** A model that does what the run's instructions say. */
const model: Model = async function* obey({ run, messages, signal }) {
  const isAnswered = messages.some(({ type }) => type === 'tool-output')
  if (run.instructions === 'ask' && !isAnswered) {
    yield { type: 'tool-call', id: 'call_1', name: 'look' }
    yield { type: 'tool-arguments', id: 'call_1', arguments: '{}' }
    return
  }
  yield { type: 'text', text: 'Hello ' }
  if (run.instructions === 'fail') throw new Error('It broke.')
  if (run.instructions === 'hold') await aborted(signal)
  yield { type: 'text', text: 'you.' }
  if (run.instructions === 'cut') yield { type: 'finish', reason: 'length' }
}

/** The in-page server, a client of it whose requests are counted, and one whose are not. */
export function makeWorld(apiVersion: ApiVersion) {
  const clock = quickClock()
  const server = createAssistantsServer({ clock, model })
  const heard: string[] = []
  const options = { baseUrl: 'https://server.test/v1', apiVersion, clock }
  const client = createAssistantsClient({
    ...options,
    fetch: (request) => {
      heard.push(`${request.method} ${new URL(request.url).pathname}`)
      return server.fetch(request)
    },
  })
  const elsewhere = createAssistantsClient({ ...options, fetch: server.fetch })
  return { server, clock, client, elsewhere, heard, cache: makeCache() }
}

export type World = ReturnType<typeof makeWorld>

/** Any params of any operation, as a table of reads has them. */
type AnyParams = Readonly<Record<string, unknown>>

/** A read that a cache may hold. */
export interface AnyRead {
  operation: ItemName | ListName
  params: AnyParams
}

const isList = ({ operation }: AnyRead) => operation.startsWith('list')

// The table's reads fit their operations by construction.
const listOf = (client: AssistantsClient, { operation, params }: AnyRead) =>
  listQuery(client, operation as 'listMessages', params as { thread_id: string })
const itemOf = (client: AssistantsClient, { operation, params }: AnyRead) =>
  itemQuery(client, operation as 'getThread', params as { thread_id: string })

export const keyOf = (client: AssistantsClient, read: AnyRead): QueryKey =>
  isList(read) ? listOf(client, read).queryKey : itemOf(client, read).queryKey

/** Reads, and keeps what was read on screen if need be. Returns the way to leave it. */
export async function open(
  { client, cache }: World,
  read: AnyRead,
  isOnScreen: boolean,
): Promise<() => void> {
  if (isList(read)) await cache.fetchInfiniteQuery(listOf(client, read))
  else await cache.fetchQuery(itemOf(client, read))
  if (!isOnScreen) return () => {}
  return isList(read)
    ? new InfiniteQueryObserver(cache, listOf(client, read)).subscribe(() => {})
    : new QueryObserver(cache, itemOf(client, read)).subscribe(() => {})
}

export const readOn = ({ client, cache }: World, read: AnyRead) =>
  new InfiniteQueryObserver(cache, listOf(client, read)).fetchNextPage()

const ask = (client: AssistantsClient, operation: string, params: AnyParams) =>
  (client[operation as 'getThread'] as unknown as (all: AnyParams) => Promise<unknown>)(params)

/** What the server would answer, whole. */
async function truthOf({ elsewhere }: World, { operation, params }: AnyRead): Promise<unknown> {
  const whole = operation.startsWith('list') ? { ...params, limit: 100 } : params
  return ask(elsewhere, operation, whole).catch((error: unknown) => {
    if (isNotFound(error)) return undefined
    throw error
  })
}

const stateOf = (cache: QueryClient, queryKey: QueryKey) =>
  cache.getQueryCache().find({ queryKey, exact: true })

/** Holds a read against the server. What is marked as stale may differ; what was deleted may be gone. */
export async function compare(
  world: World,
  read: AnyRead,
): Promise<{ outcome: 'equal' | 'stale' | 'gone'; truth: unknown }> {
  const query = stateOf(world.cache, keyOf(world.client, read))
  const truth = await truthOf(world, read)
  if (query?.state.data === undefined || truth === undefined) {
    // What was on screen stays there, as a tombstone that says nothing new.
    expect(truth === undefined || query === undefined).toBe(true)
    return { outcome: 'gone', truth }
  }
  if (query.state.isInvalidated) return { outcome: 'stale', truth }
  if (!isList(read)) {
    expect({ read, data: query.state.data }).toEqual({ read, data: truth })
    return { outcome: 'equal', truth }
  }
  const data = query.state.data as ListData<Resource>
  const rows = (truth as Page<Resource>).data
  const items = listItems(data)
  expect({ read, items }).toEqual({ read, items: rows.slice(0, items.length) })
  // Whether there is more stays open when what is deleted lay behind the pages that are held: the next page tells.
  const isWhole = data.pages.at(-1)?.has_more === false
  expect({ read, held: items.length }).toEqual({ read, held: isWhole ? rows.length : items.length })
  return { outcome: 'equal', truth }
}

export const breathe = async () => {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** Waits until a run of the server asks or has ended. */
export async function rest(
  { elsewhere }: Pick<World, 'elsewhere'>,
  ids: { thread_id: string; run_id: string },
) {
  for (;;) {
    const run = await elsewhere.getRun(ids)
    if (!['queued', 'in_progress', 'cancelling'].includes(run.status)) return run
    if (run.status === 'in_progress' && run.instructions === 'hold') return run
    await breathe()
  }
}
