import type { InvalidateQueryFilters, Query, QueryClient } from '@tanstack/react-query'

import {
  type AnyDeleted,
  type AssistantsClient,
  isNotFound,
  type Resource,
  type Run,
  type RunStep,
} from '../api/index.js'
import { saidOf } from './flights.js'
import { isActiveStatus } from './isOutdated.js'
import { rootKey } from './keyFor.js'
import { rowsHeld } from './places.js'

/** Steps whose run was asked to stop, and how often they had been read by then. A query that is left goes by itself. */
const ending = new WeakMap<Query, number>()

/**
 * For `refetchInterval` of steps: once their run was asked to stop they are read again until they have ended, after a
 * second at first and ever more seldom, as some servers never end them.
 */
export function pollWhileEnding(observed: object): number | false {
  // A query, whatever type it gives to what it holds.
  const query = observed as Query
  const begin = ending.get(query)
  if (begin === undefined || isNotFound(query.state.error) || !rowsOf(query).some(goesOn))
    return false
  return Math.min(1_000 * 2 ** (query.state.dataUpdateCount - begin), 30_000)
}

/**
 * No step goes on in a run that has ended: steps that are held as if they did are read again where they are on screen. A
 * write is told by nothing else, so that after it those that are not on screen are stale too, and those of a run that is
 * `cancelling` will be asked for; a read may be ahead of a stream, which tells them itself.
 */
export function outdateSteps(
  cache: QueryClient,
  client: AssistantsClient,
  items: readonly (Resource | AnyDeleted)[],
  learnedBy: 'read' | 'write',
): void {
  const runs = items.filter((item) => item.object === 'thread.run')
  const outdate = (
    over: readonly Run[],
    how: InvalidateQueryFilters,
    mark?: (query: Query) => void,
  ) => {
    if (over.length === 0) return
    const isTouched = (row: Resource) => goesOn(row) && over.some(({ id }) => id === row.run_id)
    const predicate = (query: Query) => {
      const isOutdated = query.queryKey.includes('steps') && rowsOf(query).some(isTouched)
      if (isOutdated) mark?.(query)
      return isOutdated
    }
    void cache.invalidateQueries({ queryKey: rootKey(client), ...how, predicate })
  }
  outdate(
    runs.filter(({ status }) => !isActiveStatus(status)),
    { type: learnedBy === 'write' ? 'all' : 'active' },
  )
  if (learnedBy === 'read') return
  outdate(
    runs.filter(({ status }) => status === 'cancelling'),
    { refetchType: 'none' },
    (query) => ending.set(query, query.state.dataUpdateCount),
  )
}

const goesOn = (row: Resource): row is Extract<RunStep, { status: 'in_progress' }> =>
  row.object === 'thread.run.step' && row.status === 'in_progress'

const rowsOf = (query: Query): Resource[] => rowsHeld(saidOf(query))
