import type { Page } from '../api/index.js'
import { invalid } from './refusals.js'
import { listRows, type Values } from './rows.js'
import type { RowKind, Store } from './stores/store.js'

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

/**
 * One page of a list, by order of insertion. A cursor whose row was deleted still marks its place, so that
 * nothing is skipped and nothing comes twice.
 *
 * @throws Refusal when a cursor never stood in this list
 */
export async function readPage<K extends RowKind, T extends { id: string }>(
  store: Store,
  kind: K,
  parent: string,
  query: PageQuery,
  show: (value: Values[K]) => T,
  keep?: (value: Values[K]) => boolean,
): Promise<Page<T>> {
  const { limit, order } = query
  const after = await locate(store, kind, parent, 'after', query.after)
  const before = await locate(store, kind, parent, 'before', query.before)
  const [above, below] = order === 'asc' ? [after, before] : [before, after]
  // Walked from the cursor outwards: what is next to `before` is read backwards.
  const backwards = before !== undefined && after === undefined
  const walk = backwards === (order === 'desc') ? 'asc' : 'desc'
  const rows = await readKept(store, kind, parent, { order: walk, above, below }, limit + 1, keep)
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

async function locate(
  store: Store,
  kind: RowKind,
  parent: string,
  param: 'after' | 'before',
  id: string | null,
): Promise<number | undefined> {
  if (id === null) return undefined
  const place = await store.locate(kind, id)
  if (place?.parent !== parent) {
    throw invalid(
      `Invalid value for '${param}': no ${kind} with id '${id}' was ever in this list.`,
      'invalid_value',
      param,
    )
  }
  return place.position
}

async function readKept<K extends RowKind>(
  store: Store,
  kind: K,
  parent: string,
  options: { order: 'asc' | 'desc'; above: number | undefined; below: number | undefined },
  count: number,
  keep: ((value: Values[K]) => boolean) | undefined,
): Promise<Values[K][]> {
  if (!keep) return listRows(store, kind, parent, { ...options, limit: count })
  const all = await listRows(store, kind, parent, options)
  return all.filter(keep).slice(0, count)
}
