import type {
  CreateMessageBody,
  FinalRunStatus,
  Message,
  Run,
  RunStep,
  ToolCall,
} from '../api/index.js'
import type { Answer } from './drafts.js'
import type { CallProgress } from './tools.js'

/** How the run is being heard: word by word, by asking now and then, or not at all for the moment. */
export type Link = 'stream' | 'poll' | 'lost'

interface Heard {
  /** Messages as they are being said; the cache's copy takes their place once they are complete. */
  messages: readonly Message[]
  /** Steps as they are being made, oldest first. */
  steps: readonly RunStep[]
  /** How it is heard. */
  link: Link
  /** Stop was pressed and the run has not ended yet. */
  stopping: boolean
}

/** A run that has ended. */
export type FinalRun = Run & { status: FinalRunStatus }

type Phase =
  | {
      /** How far it has come, as the kit sees it. */
      phase: 'idle'
      /** The run as it was last heard of; null where none is known. */
      run: null
    }
  /** A message, a run or tool outputs are on their way; `run` is the one being answered, if any. */
  | { phase: 'sending'; run: Run | null }
  | { phase: 'running'; run: Run }
  /** The run waits for the outputs of these calls. */
  | {
      phase: 'asking'
      run: Run
      /** What is asked, in the model's order. */
      toolCalls: readonly ToolCall[]
    }
  /** The run ended in its own way: read `run.status`. */
  | { phase: 'settled'; run: FinalRun }
  /** We lost it, or it never began. */
  | {
      phase: 'failed'
      run: Run | null
      /** Why: usually one of the kit's family, see `isAssistantsError`. */
      error: Error
    }

/** One run as it is heard right now, narrowed by `phase`. */
export type LiveRun = Phase & Heard

/** How far a run has come, as the kit sees it; its own status is the server's word. */
export type RunPhase = LiveRun['phase']

/** No run is heard. */
export const idleRun: LiveRun = {
  phase: 'idle',
  run: null,
  messages: [],
  steps: [],
  link: 'stream',
  stopping: false,
}

const finalStatuses: ReadonlySet<string> = new Set<FinalRunStatus>([
  'completed',
  'failed',
  'cancelled',
  'expired',
  'incomplete',
])

/** Whether the run has ended; a status that we do not know counts as going on. */
export const isFinal = (run: Run): run is FinalRun => finalStatuses.has(run.status)

/** Whether a run does nothing by itself any more: it has ended, or waits for outputs. */
export const isResting = (run: Run): boolean => isFinal(run) || run.status === 'requires_action'

/** Whether nothing more comes by itself: the run ended, asks, or was lost. */
export const isAtRest = (live: LiveRun): boolean =>
  live.phase !== 'running' && live.phase !== 'sending'

/** Whether the thread is held: a send has to wait its turn. */
export const isBusy = (live: LiveRun): boolean =>
  live.phase === 'running' || live.phase === 'sending' || live.phase === 'asking'

/** What a run asked for, until it was answered or the next run begins: an expiry does not take it off the screen. */
export interface Ask {
  /** The run that asked. */
  run: Run
  /** Its calls, all of them; their outputs go in one request. */
  toolCalls: readonly ToolCall[]
  /** Its outputs were handed in from another tab of this origin. */
  isAnsweredElsewhere?: boolean
}

/**
 * How much time is left to answer: more than two minutes, or no end to it; less than two minutes; less than 30 seconds;
 * none, so that nothing can be sent any more.
 */
export type Urgency = 'ample' | 'soon' | 'last' | 'locked'

/** What was written in answer to a call that is over, and waits for the same tool to be called again. */
export interface KeptAnswer {
  /** For `discardKept`. */
  id: string
  /** The tool's name. */
  name: string
  /** What it was called with, as JSON. */
  arguments: string
  /** What was written. */
  answer: Answer
}

/** The metadata pair by which what was sent is found again. */
export const intentKey = 'intent'

/** What a message holds, in the wire's spelling. */
export type MessageInput = Pick<CreateMessageBody<'v2'>, 'content' | 'attachments'>

/**
 * What was sent and is not yet in the cache.
 * `waiting`: the thread is held by a run. `sending`: on its way. `accepted`: the server has it.
 * `refused`: the server has it not, and says why. `unknown`: the answer was lost and so was the look-up.
 */
export type PendingSend = {
  /** One per act of the person; the row keeps it as its id. */
  intent: string
  input: MessageInput
  /** Who is to answer. */
  assistantId: string
} &
  /** `again`: it was sent before, so it is looked for before it is sent once more. */
  (
    | { state: 'waiting'; again?: boolean }
    | { state: 'sending' }
    | { state: 'accepted'; message: Message }
    | { state: 'refused' | 'unknown'; error: Error }
  )

/** How a call stands that runs by itself, or that the person skipped. */
export type CallState =
  | { state: 'running'; progress?: CallProgress }
  /** With `error` it failed, and `output` tells the model so. */
  | { state: 'done'; output: string; error?: Error }
  /** It could not be carried out, or was stopped, and a person is asked in its place. */
  | { state: 'handed-over'; error: Error }
  /** Nobody answers: `output` tells the model so. `before` is how it stood. */
  | { state: 'skipped'; output: string; before?: CallState }

/** Something that a person did and that did not work; the words and answers are where they were. */
export interface Trouble {
  /** What did not work: handing in outputs, stopping the run, or a call whose tool says `onError: 'fail'`. */
  act: 'submit' | 'stop' | 'call'
  /** Why: usually one of the kit's family, see `isAssistantsError`. */
  error: Error
}

/**
 * Where the person was led: to a message, or with null to the latest one. `missing`: there is no such message, so the
 * latest ones are shown; `failed`: nor could it be found out.
 */
export type Sought =
  | {
      /** The message; null for the latest one. */
      messageId: string
      /** Whether its row takes the keyboard's focus. */
      focus: boolean
      /** How far it has come. */
      state: 'loading' | 'shown' | 'missing'
    }
  | { messageId: string; focus: boolean; state: 'failed'; /** Why. */ error: Error }
  | { messageId: null; state: 'loading' | 'shown' }

/** All that one thread's store holds. */
export interface ThreadState {
  /** Null until the first send has made the thread. */
  threadId: string | null
  /** How the thread stands was looked up since it was entered; until then an idle run says nothing. */
  isCaughtUp: boolean
  /** The run as it is heard right now. */
  live: LiveRun
  /** What was sent and is not yet in the cache, oldest first. */
  pending: readonly PendingSend[]
  /** Which row a message took over: message id → intent. */
  rows: Readonly<Record<string, string>>
  /** What the run asks of the person; null while it asks nothing. */
  ask: Ask | null
  /** Calls of the ask that run by themselves or were skipped, by call id. */
  calls: Readonly<Record<string, CallState>>
  /** What was written in answer to calls that are over, oldest first. */
  kept: readonly KeptAnswer[]
  /** The answers are held until then, by the device's clock, and can be taken back. */
  heldUntil: number | null
  /** How much time is left to answer the ask, by the server's time. */
  urgency: Urgency
  /** What was tried last and did not work; null once something is tried anew. */
  trouble: Trouble | null
  /** Where the person was led last; null while nobody led them anywhere. */
  sought: Sought | null
  /**
   * The message around which messages are shown, while others lie between them and the latest ones; null when the latest
   * ones are shown. What is being said, and what waits to be sent, shows with the latest alone.
   */
  around: string | null
  /** Something new was said meanwhile, behind the messages that are not shown. */
  hasNews: boolean
  /** Nothing new was heard of the run for longer than the app's `patience`: the person may want to stop it. */
  isOverdue: boolean
}
