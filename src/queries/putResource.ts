import { notifyManager, type Query, type QueryClient } from '@tanstack/react-query'

import type { AnyDeleted, AssistantsClient, Resource } from '../api/index.js'
import { editQuery, saidOf, setFresh } from './flights.js'
import { type AssistantsKey, keyAt } from './keyFor.js'
import { noteGone } from './gone.js'
import { dropItem, hasRow, isStranded, listItems, replaceItems, upsertNewest } from './listCache.js'
import { type Bag, find, isWider, matches, orderOf, placeOf, type Rows } from './places.js'
import { outdateSteps } from './outdateSteps.js'
import { newest } from './shareRows.js'
import { bury } from './tombs.js'

/** What the object itself does not tell. */
export interface PutOptions {
  /** Ids that the object itself does not carry: a deleted message's `thread_id`, a message file's. */
  params?: object
  /** A creation's answer or a `created` event: lists that begin or end at the newest take it in. @default false */
  isNew?: boolean
}

const isDeleted = (resource: Resource | AnyDeleted): resource is AnyDeleted => 'deleted' in resource

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
  const place = placeOf(resource)
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
      const data = saidOf(list) as Rows | undefined
      const enters = isNew && matches(list, bag) && !(data && hasRow(data, item.id))
      editRows(
        cache,
        list,
        [item],
        (held, rows) =>
          enters
            ? rows.reduce((some, row) => upsertNewest(some, row, orderOf(list)), held)
            : replaceItems(held, rows),
        enters ? item : undefined,
      )
    }
    // The later of two states of the object that was put.
    return standing as T
  })
}

/**
 * A step read with `include` holds more than events and other reads tell, so that it is followed until it is final and
 * then left as it was read.
 */
const follow = <T extends Resource>(held: T, item: T): T =>
  'status' in held && held.status === 'in_progress' ? newest(held, item) : held

function putWider(cache: QueryClient, key: AssistantsKey, item: Resource) {
  if (item.object !== 'thread.run.step') return
  for (const query of cache.getQueryCache().findAll({ queryKey: key })) {
    if (isWider(query)) editQuery(cache, query, (current) => follow(current as typeof item, item))
  }
}

/** Edits a list with rows from elsewhere. */
export function editRows(
  cache: QueryClient,
  list: Query,
  items: readonly Resource[],
  edit: (data: Rows, rows: readonly Resource[]) => Rows,
  enters?: Resource,
) {
  const change = (current: unknown) => {
    // The key of a list holds list data only; there is no second shape under it.
    const data = current as Rows
    if (!isWider(list)) return edit(data, items)
    const held = new Map(listItems(data).map((row) => [row.id, row]))
    return edit(
      data,
      items.map((item) => follow(held.get(item.id) ?? item, item)),
    )
  }
  editQuery(cache, list, change, enters)
}

function drop(cache: QueryClient, id: string, key: AssistantsKey, lists: Query[]) {
  bury(cache, key)
  noteGone(cache, key)
  for (const list of lists) {
    editQuery(cache, list, (current) => dropItem(current as Rows, id))
    rereadStranded(cache, list)
  }
}

/** The last row that a cursor could be made of is gone, and more lie behind it: the list has to be read again. */
export function rereadStranded(cache: QueryClient, list: Query): void {
  // A row that is only guessed to be gone still makes a cursor, in the end.
  const data = saidOf(list) as Rows | undefined
  if (data === undefined || !isStranded(data)) return
  void cache.invalidateQueries({ queryKey: list.queryKey, exact: true })
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
  const place = first && placeOf(first)
  if (first === undefined || place === undefined) return
  const queries = cache.getQueryCache()
  const bagOf = (item: Resource): Bag => ({ ...params, ...item, [place.id]: item.id })
  notifyManager.batch(() => {
    outdateSteps(cache, client, items, 'read')
    for (const item of items) {
      const own = find(cache, keyAt(client, place.item, bagOf(item)))
      if (own === undefined || own === from || own.state.data === undefined) continue
      // An answer is as fresh as one of its own.
      setFresh(cache, own.queryKey, (current) => newest(current as Resource | undefined, item))
    }
    if (place.list === undefined) return
    for (const list of queries.findAll({ queryKey: keyAt(client, place.list, bagOf(first)) })) {
      if (list !== from) editRows(cache, list, items, replaceItems)
    }
  })
}
