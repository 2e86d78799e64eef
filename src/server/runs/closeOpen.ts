import {
  eventOf,
  type MessageV2,
  type RunEvent,
  type RunStepStatus,
  type RunStepV2,
  type RunV2,
  type Timestamp,
  type Usage,
} from '../../api/index.js'

/** Why what is open is closed. */
export type Ending = 'complete' | 'cut' | 'filter' | 'cancel' | 'expire' | 'fail'

/** The one step that may be open, and the message that it writes. */
export interface Open {
  step: RunStepV2
  message?: MessageV2 | undefined
}

type IncompleteReason = NonNullable<MessageV2['incomplete_details']>['reason']

const messageEnds: Record<Exclude<Ending, 'complete'>, IncompleteReason> = {
  cut: 'max_tokens',
  filter: 'content_filter',
  cancel: 'run_cancelled',
  expire: 'run_expired',
  fail: 'run_failed',
}

/** A message that was cut short was still written; a call that was cut short was never made. */
function stepEnd({ type }: RunStepV2, ending: Ending): Exclude<RunStepStatus, 'in_progress'> {
  if (ending === 'cancel') return 'cancelled'
  if (ending === 'expire') return 'expired'
  if (ending === 'fail') return 'failed'
  return ending === 'complete' || type === 'message_creation' ? 'completed' : 'cancelled'
}

/** A step knows fewer codes than its run. */
const stepError = (error: RunV2['last_error']): RunV2['last_error'] =>
  error?.code === 'invalid_prompt' ? { ...error, code: 'server_error' } : error

/** Closes the message, then the step, and says so. */
export function closeOpen(
  { step, message }: Open,
  ending: Ending,
  now: Timestamp,
  facts: { usage?: Usage | null; last_error?: RunV2['last_error'] } = {},
): Open & { events: RunEvent<'v2'>[] } {
  const events: RunEvent<'v2'>[] = []
  let closed: MessageV2 | undefined
  if (message && ending === 'complete') {
    closed = { ...message, status: 'completed', completed_at: now }
    events.push({ event: 'thread.message.completed', data: closed })
  } else if (message && ending !== 'complete') {
    closed = {
      ...message,
      status: 'incomplete',
      incomplete_details: { reason: messageEnds[ending] },
      incomplete_at: now,
    }
    events.push({ event: 'thread.message.incomplete', data: closed })
  }
  const status = stepEnd(step, ending)
  const ended = {
    ...step,
    status,
    usage: facts.usage ?? null,
    last_error: status === 'failed' ? stepError(facts.last_error ?? null) : null,
    [`${status}_at`]: now,
    // The compiler does not see that the last member is the one which the status promises.
  } as RunStepV2
  events.push(eventOf<'v2'>(ended))
  return { step: ended, message: closed, events }
}
