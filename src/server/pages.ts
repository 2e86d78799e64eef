import type { Page } from '../api/index.js'
import { invalid } from './refusals.js'
import { listRows, type Values } from './rows.js'
import type { ListOptions, RowKind, Store } from './stores/store.js'

export interface PageQuery {
  limit: number
  order: 'asc' | 'desc'
  after: string | null
  before: string | null
}

interface PageLimits {
  most: number
  usual: number
}

/**
 * Reads what a list is asked for. Other members of the query are for others.
 *
 * @throws Refusal
 */
export function readPageQuery(
  query: URLSearchParams,
  { most, usual }: PageLimits = { most: 100, usual: 20 },
): PageQuery {
  const order = query.get('order') ?? 'desc'
  if (order !== 'asc' && order !== 'desc') {
    throw invalid(
      `Invalid value for 'order': "${order}". It must be "asc" or "desc".`,
      'invalid_value',
      'order',
    )
  }
  const after = query.get('after')
  const before = query.get('before')
  return { limit: readLimit(query.get('limit'), usual, most), order, after, before }
}

function readLimit(text: string | null, usual: number, most: number): number {
  if (text === null) return usual
  if (!/^-?\d+$/.test(text)) {
    throw invalid(
      `Invalid type for 'limit': expected integer, got "${text}".`,
      'invalid_type',
      'limit',
    )
  }
  const limit = Number(text)
  const says = `Invalid value for 'limit': it must be 1 to ${most}, and is ${text}.`
  if (limit < 1) throw invalid(says, 'integer_below_min_value', 'limit')
  if (limit > most) throw invalid(says, 'integer_above_max_value', 'limit')
  return limit
}

/** A list in order of insertion, wherever it is kept. */
export interface Listing<T> {
  /** What it lists, for its refusals. */
  noun: string
  /** Where a row stands or, once deleted, stood. */
  locate: (id: string) => number | undefined | Promise<number | undefined>
  read: (options: ListOptions) => readonly T[] | Promise<readonly T[]>
}

/**
 * One page of a list. A cursor whose row was deleted still marks its place, so that nothing is skipped and nothing
 * comes twice.
 *
 * @throws Refusal when a cursor never stood in this list
 */
export async function pageOf<T, S extends { id: string }>(
  listing: Listing<T>,
  query: PageQuery,
  show: (value: T) => S,
): Promise<Page<S>> {
  const { limit, order } = query
  const after = await locate(listing, 'after', query.after)
  const before = await locate(listing, 'before', query.before)
  const [above, below] = order === 'asc' ? [after, before] : [before, after]
  // Walked from the cursor outwards: what is next to `before` is read backwards.
  const backwards = before !== undefined && after === undefined
  const walk = backwards === (order === 'desc') ? 'asc' : 'desc'
  const rows = await listing.read({ order: walk, above, below, limit: limit + 1 })
  const found = rows.slice(0, limit)
  if (backwards) found.reverse()
  const data = found.map(show)
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: rows.length > limit,
  }
}

async function locate<T>(
  listing: Listing<T>,
  param: 'after' | 'before',
  id: string | null,
): Promise<number | undefined> {
  if (id === null) return undefined
  const position = await listing.locate(id)
  if (position === undefined) {
    throw invalid(
      `Invalid value for '${param}': no ${listing.noun} with id '${id}' was ever in this list.`,
      'invalid_value',
      param,
    )
  }
  return position
}

/**
 * One page of the rows of a kind below a parent.
 *
 * @throws Refusal when a cursor never stood in this list
 */
export function readPage<K extends RowKind, S extends { id: string }>(
  store: Store,
  kind: K,
  parent: string,
  query: PageQuery,
  show: (value: Values[K]) => S,
  keep?: (value: Values[K]) => boolean,
): Promise<Page<S>> {
  const listing: Listing<Values[K]> = {
    noun: kind === 'step' ? 'run step' : kind,
    locate: async (id) => {
      const place = await store.locate(kind, id)
      return place?.parent === parent ? place.position : undefined
    },
    read: async (options) => {
      if (!keep) return listRows(store, kind, parent, options)
      const all = await listRows(store, kind, parent, { ...options, limit: Infinity })
      return all.filter(keep).slice(0, options.limit)
    },
  }
  return pageOf(listing, query, show)
}
