import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp, UnknownStatus } from './common.js'
import type { RunError, Usage } from './runs.js'
import type { RankingOptions } from './tools.js'

/** A call of a function of yours. */
export interface FunctionStepCall {
  /** Names the call; the same id as in `required_action`. */
  id: string
  /** The kind of tool. */
  type: 'function'
  /** Which function, with what, and what came of it. */
  function: {
    /** The function's name, as its definition says it. */
    name: string
    /** JSON text that a model wrote: it may be empty or invalid. */
    arguments: string
    /** Null until it was submitted; an empty text is an output. */
    output: string | null
  }
}

/** Code that the server's interpreter ran. */
export interface CodeInterpreterStepCall {
  /** Names the call; made by the server. */
  id: string
  /** The kind of tool. */
  type: 'code_interpreter'
  /** What was run, and what it gave. */
  code_interpreter: {
    /** The source text. */
    input: string
    /** What it printed, and the pictures that it drew. */
    outputs: ({ type: 'logs'; logs: string } | { type: 'image'; image: { file_id: string } })[]
  }
}

/** First edition only: a search in files. */
export interface RetrievalStepCall {
  /** Names the call; made by the server. */
  id: string
  /** The kind of tool. */
  type: 'retrieval'
  /** Always empty. */
  retrieval: Record<string, never>
}

/** Second edition only: a search in vector stores. */
export interface FileSearchStepCall {
  /** Names the call; made by the server. */
  id: string
  /** The kind of tool. */
  type: 'file_search'
  /** How it was searched, and what was found. */
  file_search: {
    /** How the finds were ranked. */
    ranking_options?: RankingOptions
    /** The finds, best first; their `content` only where `include` asked for it. */
    results?: {
      file_id: string
      file_name: string
      score: number
      content?: { type?: 'text'; text?: string }[]
    }[]
  }
}

/** A call of a tool, narrowed by `type`. */
export type StepCall<V extends ApiVersion = RegisteredVersion> =
  | FunctionStepCall
  | CodeInterpreterStepCall
  | ByVersion<V, RetrievalStepCall, FileSearchStepCall>

/** What a step did, narrowed by `type`. */
export type StepDetails<V extends ApiVersion = RegisteredVersion> =
  | { type: 'message_creation'; message_creation: { message_id: string } }
  | { type: 'tool_calls'; tool_calls: StepCall<V>[] }

/** The states of a step that the protocol names. */
export type RunStepStatus = 'in_progress' | 'cancelled' | 'failed' | 'completed' | 'expired'

/** What a step is in every status. */
interface RunStepFacts<V extends ApiVersion> {
  /** Names the step; made by the server. */
  id: string
  /** Tells steps from other objects of the wire. */
  object: 'thread.run.step'
  /** When it was begun. */
  created_at: Timestamp
  /** The run that it is part of. */
  run_id: string
  /** The assistant that works. */
  assistant_id: string
  /** The thread of its run. */
  thread_id: string
  /** What it does: write a message, or call tools. */
  type: 'message_creation' | 'tool_calls'
  /** How it stands; each status brings facts of its own, so compare it to narrow the step. */
  status: RunStepStatus | UnknownStatus
  /** The message that it wrote, or the calls that it made. */
  step_details: StepDetails<V>
  /** Why it failed; there when `status` is `failed`. */
  last_error: RunError | null
  /** When the server gives it up. */
  expires_at?: Timestamp | null
  /** When the server gave it up. */
  expired_at?: Timestamp | null
  /** When it was stopped; there when `status` is `cancelled`. */
  cancelled_at: Timestamp | null
  /** When it failed; there when `status` is `failed`. */
  failed_at: Timestamp | null
  /** When it was done; there when `status` is `completed`. */
  completed_at: Timestamp | null
  /** Pairs of your own. */
  metadata?: Metadata | null
  /** What it cost; null until it has ended. */
  usage: Usage | null
}

/** What holds in one status alone. A time that a server leaves out is the latest that it did tell. */
type RunStepStates =
  | { status: 'in_progress' }
  | { status: 'completed'; completed_at: Timestamp }
  | { status: 'failed'; failed_at: Timestamp; last_error: RunError }
  | { status: 'cancelled'; cancelled_at: Timestamp }
  | { status: 'expired' }
  | { status: UnknownStatus }

/** A step as the first edition has it. */
export type RunStepV1 = RunStepFacts<'v1'> & RunStepStates

/** A step as the second edition has it. */
export type RunStepV2 = RunStepFacts<'v2'> & RunStepStates

/** One thing that a run did on its way: a message that it wrote, or calls that it made. Narrowed by `status`. */
export type RunStep<V extends ApiVersion = RegisteredVersion> = ByVersion<V, RunStepV1, RunStepV2>

/** A step in one status, or in one of several. */
export type RunStepIn<
  Status extends RunStep['status'],
  V extends ApiVersion = RegisteredVersion,
> = RunStep<V> & { status: Status }
