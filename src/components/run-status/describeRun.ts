import type { LiveRun, ThreadState } from '../../run/index.js'
import type { Labels } from '../labels/index.js'

type Words = Labels['run']

/** How a run stands, in a few words. */
export function describeRun(live: LiveRun, words: Words): string {
  if (live.stopping) return words.cancelling
  switch (live.phase) {
    case 'idle':
      return ''
    case 'sending':
      return words.sending
    case 'asking':
      return words.asking(live.toolCalls.length)
    case 'failed':
      return words.broken
    case 'settled':
      return words[live.run.status]
    default:
      break
  }
  if (live.link === 'lost') return words.lost
  const { status } = live.run
  if (status === 'queued' || status === 'cancelling') return words[status]
  if (status === 'in_progress') return live.link === 'poll' ? words.polling : words.in_progress
  return words.unknownStatus
}

/** The same, with one word for all that happens until something is of note: said aloud, less is more. */
export function announceRun(
  {
    live,
    urgency,
    heldUntil,
    isOverdue,
  }: Pick<ThreadState, 'live' | 'urgency' | 'heldUntil' | 'isOverdue'>,
  words: Words,
): string {
  if (isOverdue) return words.overdue
  if (heldUntil !== null) return words.held
  if (live.phase === 'asking' && !live.stopping && urgency !== 'ample') {
    return urgency === 'locked' ? words.locked : words[urgency](words.asking(live.toolCalls.length))
  }
  const isUnderWay = live.phase === 'sending' || live.phase === 'running'
  if (!isUnderWay || live.stopping) return describeRun(live, words)
  if (live.link === 'lost') return words.lost
  return live.link === 'poll' && live.phase === 'running' ? words.polling : words.in_progress
}
