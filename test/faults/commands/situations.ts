import type { Expectation } from './expectation.js'

/** How the thread stands on screen: what decides which things can happen next. */
export const situations = [
  'away',
  'new',
  'idle',
  'sending',
  'starting',
  'running',
  'stopping',
  'asking',
  'held',
  'locked',
  'handing in',
  'completed',
  'incomplete',
  'cancelled',
  'expired',
  'failed',
  'lost',
] as const

export type Situation = (typeof situations)[number]

export function situationOf({ view, thread, isLocked }: Expectation): Situation {
  if (!view) return 'away'
  const { phase, stage, status } = view
  if (stage === 'message') return 'sending'
  if (stage === 'run') return 'starting'
  if (stage === 'outputs') return 'handing in'
  if (view.isStopping) return 'stopping'
  if (phase === 'asking') {
    if (view.heldUntil !== null) return 'held'
    return isLocked() ? 'locked' : 'asking'
  }
  if (phase === 'running') return 'running'
  if (phase === 'failed') return 'lost'
  if (phase === 'idle') return thread.hasId ? 'idle' : 'new'
  // A run that is over stands in one of these.
  return status as Situation
}
