import type { FinalRunStatus, RunStatus, RunV2, Timestamp } from '../../api/index.js'

/** What can happen to a run. */
export type Move =
  | 'start'
  | 'ask'
  | 'submit'
  | 'complete'
  | 'cut'
  | 'fail'
  | 'expire'
  | 'cancel'
  | 'stop'

/** Every legal move; what is not here does not happen. */
export const moves: Readonly<Record<RunStatus, Partial<Record<Move, RunStatus>>>> = {
  queued: { start: 'in_progress', cancel: 'cancelling', fail: 'failed', expire: 'expired' },
  in_progress: {
    ask: 'requires_action',
    complete: 'completed',
    cut: 'incomplete',
    fail: 'failed',
    expire: 'expired',
    cancel: 'cancelling',
  },
  requires_action: { submit: 'queued', cancel: 'cancelling', expire: 'expired' },
  cancelling: { stop: 'cancelled', complete: 'completed', fail: 'failed', expire: 'expired' },
  completed: {},
  incomplete: {},
  failed: {},
  expired: {},
  cancelled: {},
}

/** Runs of our own are in statuses that the protocol names. */
const movesFrom = (status: RunV2['status']) => moves[status as RunStatus]

/** Whether a run never leaves this status. */
export const isFinal = (status: RunV2['status']): status is FinalRunStatus =>
  Object.keys(movesFrom(status)).length === 0

type Facts = Partial<Pick<RunV2, 'required_action' | 'last_error' | 'incomplete_details' | 'usage'>>

/**
 * The run after a move, with the fields that the move sets; `facts` are those that only the caller knows.
 * Undefined when the move is not legal.
 */
export function moveRun(
  run: RunV2,
  move: Move,
  now: Timestamp,
  facts: Facts = {},
): RunV2 | undefined {
  const status = movesFrom(run.status)[move]
  if (status === undefined) return undefined
  const moved = {
    ...run,
    required_action: null,
    ...facts,
    status,
    ...(move === 'start' && { started_at: now }),
    ...(status === 'completed' && { completed_at: now, expires_at: null }),
    ...(status === 'incomplete' && { completed_at: now }),
    ...(status === 'failed' && { failed_at: now }),
    ...(status === 'cancelled' && { cancelled_at: now }),
  }
  // What a status brings with it is a time, set here, or a fact that the caller of such a move has.
  return moved as RunV2
}
