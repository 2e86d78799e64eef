import { notifyManager, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'

import {
  type AnyDeleted,
  type AssistantsClient,
  type Page,
  type Params,
  type Resource,
  routes,
} from '../api/index.js'
import { bury, type Edit, editQuery, isTomb, setFresh } from './flights.js'
import {
  type AssistantsKey,
  type ItemName,
  keyFor,
  type KeyParams,
  type ListName,
} from './keyFor.js'
import {
  dropItem,
  isStranded,
  joinNewest,
  type ListData,
  listItems,
  replaceItem,
  replaceItems,
  upsertNewest,
} from './listCache.js'
import { newest } from './shareRows.js'

interface Place {
  item: ItemName
  /** The name that the object's own id has in a URL. */
  id: string
  list?: ListName
}

/** Where each kind of object lives: under its own key, and in a list. */
const places: Record<string, Place | undefined> = {
  assistant: { item: 'getAssistant', id: 'assistant_id', list: 'listAssistants' },
  thread: { item: 'getThread', id: 'thread_id' },
  'thread.message': { item: 'getMessage', id: 'message_id', list: 'listMessages' },
  'thread.run': { item: 'getRun', id: 'run_id', list: 'listRuns' },
  'thread.run.step': { item: 'getRunStep', id: 'step_id', list: 'listRunSteps' },
  'assistant.file': { item: 'getAssistantFile', id: 'file_id', list: 'listAssistantFiles' },
  'thread.message.file': { item: 'getMessageFile', id: 'file_id', list: 'listMessageFiles' },
  file: { item: 'getFile', id: 'file_id', list: 'listFiles' },
} satisfies Record<Resource['object'], Place>

export interface PutOptions {
  /** Ids that the object itself does not carry: a deleted message's `thread_id`, a message file's. */
  params?: object
  /** A creation's answer or a `created` event: lists that begin or end at the newest take it in. @default false */
  isNew?: boolean
}

type Bag = Record<string, unknown>

const isDeleted = (resource: Resource | AnyDeleted): resource is AnyDeleted => 'deleted' in resource

/** The key of a place, from all that params and object tell: only the ids that its URL names. */
export function keyAt(
  client: AssistantsClient,
  operation: ItemName | ListName,
  bag: Bag,
): AssistantsKey {
  const names = [...routes[operation].matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name))
  const ids = Object.fromEntries(names.map((name) => [name, bag[name]]))
  // Filled from the route's own names; fillRoute throws where one is missing.
  return keyFor(client, operation, ids as Params<typeof operation>)
}

/** By its hash, without walking the cache. */
const find = (cache: QueryClient, queryKey: AssistantsKey): Query | undefined =>
  cache.getQueryCache().get(cache.defaultQueryOptions({ queryKey }).queryHash)

/** The caller's query that narrowed a read, if it did. */
const narrowingOf = (queryKey: QueryKey): Bag => {
  const last = queryKey.at(-1)
  return typeof last === 'object' && last !== null ? (last as Bag) : {}
}

const narrowing = ({ queryKey }: Query): Bag => narrowingOf(queryKey)

const orderOf = (query: Query) => (narrowing(query)['order'] === 'asc' ? 'asc' : 'desc')

/** Members of a list's query that say what the list holds, rather than how it is cut. */
const filters = ['run_id', 'purpose']

const isFiltered = (query: Query): boolean => filters.some((name) => name in narrowing(query))

const matches = (query: Query, item: Bag): boolean =>
  filters.every((name) => !(name in narrowing(query)) || narrowing(query)[name] === item[name])

type Rows = ListData<Resource>

/** The key of a list holds list data only; there is no second shape under it. */
const onList =
  (edit: (data: Rows) => Rows): Edit =>
  (data) =>
    edit(data as Rows)

/**
 * The one door into the cache: an object changes under its own key and in every list that holds it, in one batch.
 * What has not changed keeps its identity; an earlier state never replaces a later one. Returns what stands now.
 */
export function putResource<T extends Resource | AnyDeleted>(
  cache: QueryClient,
  client: AssistantsClient,
  resource: T,
  { params = {}, isNew = false }: PutOptions = {},
): T {
  // A server may leave `object` out, or send a kind that has no place here; the caller gets it all the same.
  const place = places[String(resource.object).replace(/\.deleted$/, '')]
  if (place === undefined) return resource
  const bag: Bag = { ...params, ...resource, [place.id]: resource.id }
  const key = keyAt(client, place.item, bag)
  const lists = place.list
    ? cache.getQueryCache().findAll({ queryKey: keyAt(client, place.list, bag) })
    : []
  return notifyManager.batch(() => {
    if (isDeleted(resource)) {
      if (resource.deleted) drop(cache, resource.id, key, lists)
      return resource
    }
    const item: Resource = resource
    let standing = item
    setFresh(cache, key, (current) => (standing = newest(current as Resource | undefined, item)))
    putWider(cache, key, item)
    for (const list of lists) {
      editQuery(
        list,
        onList((data) =>
          isNew && matches(list, bag)
            ? upsertNewest(data, item, orderOf(list))
            : replaceItem(data, item),
        ),
      )
    }
    // The later of two states of the object that was put.
    return standing as T
  })
}

/** An item read with `include` holds more than events and lists tell; only its state is followed until it is final. */
function putWider(cache: QueryClient, key: AssistantsKey, item: Resource) {
  if (item.object !== 'thread.run.step') return
  for (const query of cache.getQueryCache().findAll({ queryKey: key })) {
    if (query.queryKey.length === key.length + 1) {
      editQuery(query, (current) => {
        const held = current as typeof item
        return held.status === 'in_progress' ? newest(held, item) : held
      })
    }
  }
}

function drop(cache: QueryClient, id: string, key: AssistantsKey, lists: Query[]) {
  bury(cache, key)
  for (const list of lists) {
    editQuery(
      list,
      onList((data) => dropItem(data, id)),
    )
    const data = list.state.data as Rows | undefined
    // The last row that a cursor could be made of is gone, and more lie behind it.
    if (data && isStranded(data))
      void cache.invalidateQueries({ queryKey: list.queryKey, exact: true })
  }
}

/** Puts what a read answered where else it is held already: no new keys, no rows that were not there. */
export function spreadRows(
  cache: QueryClient,
  client: AssistantsClient,
  items: readonly Resource[],
  from: Query | undefined,
  params: object,
): void {
  const [first] = items
  const place = first && places[first.object]
  if (first === undefined || place === undefined) return
  const queries = cache.getQueryCache()
  const bagOf = (item: Resource): Bag => ({ ...params, ...item, [place.id]: item.id })
  notifyManager.batch(() => {
    for (const item of items) {
      const own = find(cache, keyAt(client, place.item, bagOf(item)))
      if (own === undefined || own === from || own.state.data === undefined) continue
      // An answer is as fresh as one of its own.
      setFresh(cache, own.queryKey, (current) => newest(current as Resource | undefined, item))
    }
    if (place.list === undefined) return
    const rows = new Map(items.map((item) => [item.id, item]))
    for (const list of queries.findAll({ queryKey: keyAt(client, place.list, bagOf(first)) })) {
      if (list === from) continue
      editQuery(
        list,
        onList((data) => replaceItems(data, rows)),
      )
    }
  })
}

/**
 * Puts the newest page of a list that was read outside its query: `page` as the list operation answered `params`. The bare
 * list becomes true for the range that the page covers, and begins with it when nothing is cached yet; keys of its items
 * and narrowed lists follow. A page from the middle of a list changes only what is held already.
 */
export function putPage<Op extends ListName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
  page: Page<Resource>,
): void {
  const asked: Bag = { ...params }
  const key = keyAt(client, operation, asked)
  // What the URL does not take narrows the list.
  const narrowed = narrowingOf(keyFor(client, operation, params as KeyParams<Op>))
  const isNewest =
    asked['after'] === undefined &&
    asked['before'] === undefined &&
    Object.keys(narrowed).every((name) => name === 'limit' || name === 'order') &&
    narrowed['order'] !== 'asc'
  const queries = cache.getQueryCache()
  notifyManager.batch(() => {
    if (isNewest) setFresh(cache, key, (data) => joinNewest(data as Rows | undefined, page))
    const bare = isNewest ? find(cache, key) : undefined
    spreadRows(cache, client, page.data, bare, asked)
    if (!isNewest) return
    for (const list of queries.findAll({ queryKey: key })) {
      if (list === bare || isTomb(list)) continue
      editQuery(
        list,
        onList((data) =>
          orderOf(list) === 'desc' && !isFiltered(list)
            ? joinNewest(data, page)
            : addNews(data, page, list),
        ),
      )
    }
  })
}

/** Takes in the rows of a newest page that are younger than all that a list holds, the oldest of them first. */
function addNews(data: Rows, page: Page<Resource>, list: Query): Rows {
  const youngest = Math.max(...listItems(data).map(({ created_at }) => created_at))
  return page.data
    .filter((row) => row.created_at >= youngest && matches(list, { ...row }))
    .toReversed()
    .reduce((rows, row) => upsertNewest(rows, row, orderOf(list)), data)
}
