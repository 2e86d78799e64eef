import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

import { type AssistantsClient, type Resource, routes } from '../api/index.js'
import {
  type AssistantsKey,
  type ItemName,
  type ListName,
  type ReadName,
  rootKey,
} from './keyFor.js'
import { type ListData, listItems } from './listCache.js'
import { hasPages, isObject } from './shareRows.js'

/** A kind of object, as the wire names it. */
export type Kind = Resource['object']

/** Where a kind of object lives: under its own key, and in a list. */
export interface Place {
  item: ItemName
  /** The name that the object's own id has in a URL. */
  id: string
  list?: ListName
}

/** Where each kind of object lives. */
export const places: Readonly<Record<Kind, Place>> = {
  assistant: { item: 'getAssistant', id: 'assistant_id', list: 'listAssistants' },
  thread: { item: 'getThread', id: 'thread_id' },
  'thread.message': { item: 'getMessage', id: 'message_id', list: 'listMessages' },
  'thread.run': { item: 'getRun', id: 'run_id', list: 'listRuns' },
  'thread.run.step': { item: 'getRunStep', id: 'step_id', list: 'listRunSteps' },
  'assistant.file': { item: 'getAssistantFile', id: 'file_id', list: 'listAssistantFiles' },
  'thread.message.file': { item: 'getMessageFile', id: 'file_id', list: 'listMessageFiles' },
  file: { item: 'getFile', id: 'file_id', list: 'listFiles' },
}

const isKind = (object: string): object is Kind => Object.hasOwn(places, object)

/** A server may leave `object` out, or send a kind that has no place here; the caller gets its answer all the same. */
export function placeOf({ object = '' }: { object?: string }): Place | undefined {
  const kind = object.replace(/\.deleted$/, '')
  return isKind(kind) ? places[kind] : undefined
}

export type Bag = Record<string, unknown>

/** The key of a place, or as much of it as the ids are known for: the beginning of the keys of all such places. */
export function keyUpTo(
  client: AssistantsClient,
  operation: ReadName,
  bag: Bag,
): { queryKey: AssistantsKey; exact: boolean } {
  const segments: string[] = []
  for (const segment of routes[operation].split('/').slice(1)) {
    const id = segment.startsWith('{') ? bag[segment.slice(1, -1)] : segment
    if (typeof id !== 'string') return { queryKey: [...rootKey(client), ...segments], exact: false }
    segments.push(id)
  }
  const isList = operation.startsWith('list')
  if (isList) segments.push('list')
  return { queryKey: [...rootKey(client), ...segments], exact: !isList }
}

/** By its hash, without walking the cache. */
export const find = (cache: QueryClient, queryKey: AssistantsKey): Query | undefined =>
  cache.getQueryCache().get(cache.defaultQueryOptions({ queryKey }).queryHash)

/** The caller's query that narrowed a read, if it did. */
export const narrowingOf = (queryKey: QueryKey): Bag => {
  const last = queryKey.at(-1)
  return isObject(last) ? last : {}
}

const narrowing = ({ queryKey }: Query): Bag => narrowingOf(queryKey)

export const orderOf = (query: Query) => (narrowing(query)['order'] === 'asc' ? 'asc' : 'desc')

/** Members of a list's query that say what the list holds, rather than how it is cut. */
const filters = ['run_id', 'purpose']

/** Whether a list that may be filtered holds such an item. */
export const matches = (query: Query, item: Bag): boolean =>
  filters.every((name) => !(name in narrowing(query)) || narrowing(query)[name] === item[name])

/** What a list's key holds, whatever the kind. */
export type Rows = ListData<Resource>

/** The objects in what a key holds, one or a list of them; a server may answer with something else. */
export const rowsHeld = (held: unknown): Resource[] =>
  // The key of a list holds list data only.
  hasPages(held) ? listItems(held as unknown as Rows) : isResource(held) ? [held] : []

const isResource = (held: unknown): held is Resource =>
  isObject(held) && 'object' in held && 'id' in held

/** Whether a read asked for more than events and other reads tell. */
export const isWider = (query: Query): boolean => 'include' in narrowing(query)

/** Whether a list was opened in its middle. */
export const isAround = (query: Query): boolean => 'around' in narrowing(query)
