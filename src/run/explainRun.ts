import type { Message, Run, RunStep } from '../api/index.js'

/** Why a run stands as it does: its status where that says all, else the cause behind it. */
export type RunCause = keyof typeof meanings

/**
 * Whether another run on what the thread holds can end otherwise. `needless`: nothing went wrong, or it goes on.
 * `vain`: something has to change first.
 */
export type Again = 'helps' | 'helps-later' | 'vain' | 'needless'

/** What to do next. `change`: the message. `continue`: ask for the rest. `start-over`: a new conversation. */
export type NextStep =
  | 'none'
  | 'wait'
  | 'answer'
  | 'retry'
  | 'retry-later'
  | 'change'
  | 'continue'
  | 'start-over'
  | 'ask-operator'

interface Meaning {
  /** Whether trying again can help. */
  again: Again
  /** What the person can do. */
  next: NextStep
}

/** Every status, every code and every reason that the protocol names, and what they mean for a person. */
const meanings = {
  queued: { again: 'needless', next: 'wait' },
  in_progress: { again: 'needless', next: 'wait' },
  cancelling: { again: 'needless', next: 'wait' },
  /** A status that the protocol does not name: it counts as going on. */
  unrecognised: { again: 'needless', next: 'wait' },
  requires_action: { again: 'needless', next: 'answer' },
  completed: { again: 'needless', next: 'none' },
  cancelled: { again: 'helps', next: 'retry' },
  expired: { again: 'helps', next: 'retry' },
  /** It expired because nobody answered what it asked. */
  unanswered: { again: 'helps', next: 'retry' },
  server_error: { again: 'helps', next: 'retry' },
  rate_limit_exceeded: { again: 'helps-later', next: 'retry-later' },
  /** A limit that waiting does not lift. */
  insufficient_quota: { again: 'vain', next: 'ask-operator' },
  invalid_prompt: { again: 'vain', next: 'change' },
  /** It failed with a code that the protocol does not name, or with none. */
  failed: { again: 'helps', next: 'retry' },
  max_completion_tokens: { again: 'vain', next: 'continue' },
  max_prompt_tokens: { again: 'vain', next: 'start-over' },
  content_filter: { again: 'vain', next: 'change' },
  /** It was cut short for a reason that the protocol does not name, or for none. */
  incomplete: { again: 'helps', next: 'retry' },
} as const satisfies Record<string, Meaning>

/** How a run stands and what that means, as data: a part says it in words, an app may act on it. */
export interface RunExplanation extends Meaning {
  /** Why it stands as it does. */
  cause: RunCause
  /** The server's own code or reason, also where the protocol does not name it. */
  code: string | null
  /** The server's own words. */
  said: string | null
}

/** What was heard of the run beside itself; it tells the cause where the run alone does not. */
export interface RunWitness {
  /** What the run said: a message that was cut short tells why. */
  messages?: readonly Message[]
  /** What the run did: a call without an output tells that nobody answered. */
  steps?: readonly RunStep[]
}

/** Explains a run in any of its nine statuses: the cause, whether trying again can help, and the next step. Pure. */
export function explainRun(run: Run, witness: RunWitness = {}): RunExplanation {
  const { last_error: error, incomplete_details: details } = run
  const code = (run.status === 'failed' && error?.code) || details?.reason || null
  const cause = causeOf(run, code, witness)
  return { cause, ...meanings[cause], code, said: error?.message || null }
}

function causeOf(
  run: Run,
  code: string | null,
  { messages = [], steps = [] }: RunWitness,
): RunCause {
  switch (run.status) {
    case 'failed':
      // Servers that have run out of credit call it a rate limit, and say more in words alone.
      if (/\b(quota|billing)\b/i.test(`${code} ${run.last_error?.message}`.replaceAll('_', ' '))) {
        return 'insufficient_quota'
      }
      return pick(code, 'server_error', 'rate_limit_exceeded', 'invalid_prompt') ?? 'failed'
    case 'completed':
      // The first edition has no word for a run that was cut short, and tells the reason alone.
      return (code && pick(code, 'max_completion_tokens', 'max_prompt_tokens')) || 'completed'
    case 'incomplete': {
      const isFiltered = messages.some(
        ({ incomplete_details }) => incomplete_details?.reason === 'content_filter',
      )
      return (
        pick(code, 'max_completion_tokens', 'max_prompt_tokens', 'content_filter') ??
        (isFiltered ? 'content_filter' : 'incomplete')
      )
    }
    case 'expired':
      return steps.some(({ type, status }) => type === 'tool_calls' && status === 'expired')
        ? 'unanswered'
        : 'expired'
    case 'queued':
    case 'in_progress':
    case 'requires_action':
    case 'cancelling':
    case 'cancelled':
      return run.status
    default:
      return 'unrecognised'
  }
}

const pick = <T extends RunCause>(code: string | null, ...known: readonly T[]): T | undefined =>
  known.find((one) => one === code)
