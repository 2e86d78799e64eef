import type { FinalRunStatus } from '../api/index.js'

/** As much of a wire object as its age shows in. */
interface Aging {
  /** Two states of one object share it. */
  id?: unknown
  /** The kind, as the wire spells it: `thread.run`, `thread.message`, `thread.run.step`. */
  object?: unknown
  /** Where it stands in its life. */
  status?: unknown
}

const finalStatuses: ReadonlySet<unknown> = new Set<FinalRunStatus>([
  'completed',
  'failed',
  'cancelled',
  'expired',
  'incomplete',
])

/** Whether a run can still change by itself; a status that the protocol does not name counts as active. */
export const isActiveStatus = (status: string): boolean => !finalStatuses.has(status)

/**
 * Whether `next` is an earlier state of the object than `current`: a run never leaves its end, a cancelling run never
 * goes on, and a message or a step that is finished is not in progress again. What the wire cannot tell is not outdated.
 */
export function isOutdated(current: Aging, next: Aging): boolean {
  if (current.id !== next.id || current.object !== next.object) return false
  switch (current.object) {
    case 'thread.run':
      return finalStatuses.has(current.status)
        ? !finalStatuses.has(next.status)
        : current.status === 'cancelling' &&
            (next.status === 'queued' ||
              next.status === 'in_progress' ||
              next.status === 'requires_action')
    // Where a message has no status, it is complete.
    case 'thread.message':
    case 'thread.run.step':
      return current.status !== 'in_progress' && next.status === 'in_progress'
    default:
      return false
  }
}
