import { notifyManager, type QueryClient } from '@tanstack/react-query'

import type { AssistantsClient, Params } from '../api/index.js'
import { saidOf, setFresh } from './flights.js'
import { joinAround } from './joinAround.js'
import { messagesQuery } from './messages.js'
import { find, type Rows } from './places.js'

/**
 * Joins the list around a message to the list of the newest messages, as soon as nothing is missing between the two; tells
 * whether it could. The list of the newest goes back as far as the other does, then.
 */
export function putAround(
  cache: QueryClient,
  client: AssistantsClient,
  { thread_id, message_id: around }: Params<'getMessage'>,
): boolean {
  const { queryKey } = messagesQuery(client, { thread_id })
  const newest = find(cache, queryKey)
  const middle = find(cache, messagesQuery(client, { thread_id, around }).queryKey)
  // The key of a list holds list data only.
  const held = newest && (saidOf(newest) as Rows | undefined)
  const rows = middle && (saidOf(middle) as Rows | undefined)
  const joined = rows && joinAround(held, rows)
  if (!joined) return false
  const isStale = newest?.state.isInvalidated === true
  notifyManager.batch(() => {
    setFresh(cache, queryKey, () => joined.data)
    if (isStale || !joined.isSure) void cache.invalidateQueries({ queryKey, exact: true })
  })
  return true
}
