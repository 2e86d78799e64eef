import { type AssistantsClient, fillRoute, type OperationName, type Params } from '../api/index.js'

/** An operation that answers with one object. */
export type ItemName = Extract<OperationName, `get${string}`>
/** An operation that answers with a page. */
export type ListName = Extract<OperationName, `list${string}`>
/** An operation that changes nothing. */
export type ReadName = ItemName | ListName
/** An operation that changes something. */
export type WriteName = Exclude<OperationName, ReadName>

/** A list's params: the cursors belong to the factory. */
export type ListParams<Op extends ListName> = Omit<Params<Op>, 'after' | 'before'>

/** What a read's key is made of. */
export type KeyParams<Op extends ReadName> = Op extends ListName ? ListParams<Op> : Params<Op>

/** A key of ours: the root, then what is read. */
export type AssistantsKey = readonly ['assistants', string, ...unknown[]]

/** The beginning of every key that a client's reads and writes have: for `invalidateQueries` and the like. */
export const rootKey = (client: Pick<AssistantsClient, 'scope'>) =>
  ['assistants', client.scope] as const

/**
 * The cache key of a read: root, URL cut at `/`, `'list'` for lists, then the query if the caller gave one.
 * The key of a bare list is a prefix of the keys of all its narrowed forms.
 *
 * @throws TypeError when an id that the URL needs is missing or empty
 */
export function keyFor<Op extends ReadName>(
  client: Pick<AssistantsClient, 'scope'>,
  operation: Op,
  params: KeyParams<Op>,
): AssistantsKey {
  const { after: _after, before: _before, ...narrowing } = fillRoute(operation, params).query
  const key = keyAt(client, operation, params)
  return Object.keys(narrowing).length > 0 ? [...key, narrowing] : key
}

/** `keyFor` without what narrows a read, from whatever tells the ids. */
export const keyAt = (
  client: Pick<AssistantsClient, 'scope'>,
  operation: ReadName,
  ids: object,
): AssistantsKey => [
  ...rootKey(client),
  ...fillRoute(operation, ids).segments,
  ...(operation.startsWith('list') ? ['list'] : []),
]
