import type { Query, QueryClient } from '@tanstack/react-query'

import type { AnyDeleted, AssistantsClient, Resource } from '../api/index.js'
import { saidOf } from './flights.js'
import { isActiveStatus } from './isOutdated.js'
import { rootKey } from './keyFor.js'
import { listItems } from './listCache.js'
import type { Rows } from './places.js'
import { hasPages } from './shareRows.js'

/**
 * No step goes on in a run that has ended: steps that are held as if they did are read again where they are on screen. A
 * write is told by nothing else, so that after it those that are not on screen are stale too; a read may be ahead of a
 * stream, which tells them itself.
 */
export function outdateSteps(
  cache: QueryClient,
  client: AssistantsClient,
  items: readonly (Resource | AnyDeleted)[],
  type: 'active' | 'all',
): void {
  const ended = new Set(
    items.flatMap((item) =>
      item.object === 'thread.run' && !isActiveStatus(item.status) ? [item.id] : [],
    ),
  )
  if (ended.size === 0) return
  const predicate = (query: Query) =>
    query.queryKey.includes('steps') &&
    rowsOf(query).some(
      (row) =>
        row.object === 'thread.run.step' && row.status === 'in_progress' && ended.has(row.run_id),
    )
  void cache.invalidateQueries({ queryKey: rootKey(client), type, predicate })
}

function rowsOf(query: Query): Resource[] {
  const held = saidOf(query)
  if (held === undefined) return []
  // A key of ours holds one object or a list of them.
  return hasPages(held) ? listItems(held as unknown as Rows) : [held as Resource]
}
