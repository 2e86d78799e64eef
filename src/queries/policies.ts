import {
  type DataTag,
  type InfiniteData,
  infiniteQueryOptions,
  type Query,
  type QueryClient,
  type QueryMeta,
  queryOptions,
  type UnusedSkipTokenInfiniteOptions,
  type UnusedSkipTokenOptions,
} from '@tanstack/react-query'

import type {
  AssistantsClient,
  AssistantsError,
  Page,
  Params,
  RequestOptions,
  Resource,
  Result,
} from '../api/index.js'
import { fly, share } from './flights.js'
import {
  type AssistantsKey,
  type ItemName,
  keyFor,
  type KeyParams,
  type ListName,
  type ListParams,
  type WriteName,
} from './keyFor.js'
import type { ListData, PageCursor } from './listCache.js'
import { rowsHeld } from './places.js'
import { spreadRows } from './putResource.js'

/** Retries belong to the client, catching up after an absence to whoever follows a run. */
const readPolicy = {
  retry: false,
  staleTime: 30_000,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  networkMode: 'always',
} as const

type Method<Op extends ItemName | ListName | WriteName> = (
  params: Params<Op>,
  options?: RequestOptions,
) => Promise<Result<Op>>

/** The client's type is made of these very methods, one for each name. */
export const methodOf = <Op extends ItemName | ListName | WriteName>(
  client: AssistantsClient,
  op: Op,
) => client[op] as unknown as Method<Op>

/** The element type of a list operation's pages. */
export type Item<Op extends ListName> =
  Result<Op> extends Page<infer T extends Resource> ? T : never

/** Options to read one object; the key carries the type of what is kept under it. */
export type ItemOptions<Op extends ItemName> = UnusedSkipTokenOptions<
  Result<Op>,
  AssistantsError,
  Result<Op>,
  AssistantsKey
> & { queryKey: DataTag<AssistantsKey, Result<Op>, AssistantsError> }

/** Options to read a list page by page; the key carries the type of what is kept under it. */
export type ListOptions<Op extends ListName> = UnusedSkipTokenInfiniteOptions<
  Page<Item<Op>>,
  AssistantsError,
  ListData<Item<Op>>,
  AssistantsKey,
  PageCursor
> & { queryKey: DataTag<AssistantsKey, InfiniteData<Page<Item<Op>>>, AssistantsError> }

/** Options to read one object. */
export function itemQuery<Op extends ItemName>(
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
): ItemOptions<Op> {
  return queryOptions<Result<Op>, AssistantsError, Result<Op>, AssistantsKey>({
    ...readPolicy,
    // The params of an item's read are its key's params.
    queryKey: keyFor(client, operation, params as KeyParams<Op>),
    queryFn: ({ signal, meta }) =>
      methodOf(client, operation)(params, { signal, ...progressOf(meta) }),
    persister: persisterOf(client, params),
    structuralSharing: share,
  })
}

/** A query has no place of its own for who hears of its progress. */
const progressOf = (meta: QueryMeta | undefined): Pick<RequestOptions, 'onProgress'> =>
  typeof meta?.['onProgress'] === 'function'
    ? { onProgress: meta['onProgress'] as NonNullable<RequestOptions['onProgress']> }
    : {}

/** Options to read a list, page by page, in both directions. */
export function listQuery<Op extends ListName>(
  client: AssistantsClient,
  operation: Op,
  params: ListParams<Op>,
): ListOptions<Op> {
  return infiniteQueryOptions<
    Page<Item<Op>>,
    AssistantsError,
    ListData<Item<Op>>,
    AssistantsKey,
    PageCursor
  >({
    ...readPolicy,
    queryKey: keyFor(client, operation, params as KeyParams<Op>),
    queryFn: ({ signal, pageParam }) =>
      methodOf(client, operation)({ ...params, ...(pageParam as Cursor) }, { signal }) as Promise<
        Page<Item<Op>>
      >,
    initialPageParam: null,
    getNextPageParam: (page, pages, cursor) =>
      cursor && 'before' in cursor ? cursorAt(page, 'after') : cursorBehind(page, pages, 'after'),
    getPreviousPageParam: (page, pages, cursor) => {
      // The list's beginning was asked for, so nothing stands before it; and files are listed in one direction only.
      if (cursor === null || operation === 'listFiles') return null
      return 'after' in cursor ? cursorAt(page, 'before') : cursorBehind(page, pages, 'before')
    },
    // What the library hands over reads all the pages that a fetch asks for, whatever its type says.
    persister: persisterOf(client, params),
    structuralSharing: share,
  })
}

/** No list of one operation begins around a row. */
type Cursor = Exclude<PageCursor, { around: string }>

/** After or before a page that walked in that direction, unless it was the last, or one that the server gave twice. */
function cursorBehind<T extends { id: string }>(
  page: Page<T>,
  pages: Page<T>[],
  direction: 'after' | 'before',
): PageCursor {
  if (!page.has_more) return null
  // The first row tells, as a rule; nothing is made of the thousands of others each time that somebody looks.
  const isElsewhere = ({ id }: T) =>
    pages.some(({ data }) => data !== page.data && data.some((row) => row.id === id))
  return page.data.every(isElsewhere) ? null : cursorAt(page, direction)
}

/** From the ids of the elements: some servers put other words into `first_id` and `last_id`. */
export function cursorAt<T extends { id: string }>(
  { data }: Page<T>,
  direction: 'after' | 'before',
): PageCursor {
  const id = (direction === 'after' ? data.at(-1) : data[0])?.id
  if (id === undefined) return null
  return direction === 'after' ? { after: id } : { before: id }
}

/** Sees a whole fetch and its query, whichever pages it asks for; other places hear of the answer, too. */
const persisterOf =
  (client: AssistantsClient, params: object) =>
  <T>(
    queryFn: (context: never) => T | Promise<T>,
    context: { client: QueryClient },
    query: Query,
  ): Promise<T> =>
    fly(
      context.client,
      query,
      // It is the context of this very function, whatever the library's type says: of a list, it has no page.
      () => queryFn(context as never),
      (said) => spreadRows(context.client, client, rowsHeld(said), query, params),
    )
