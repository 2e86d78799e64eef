import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp, UnknownStatus } from './common.js'
import type {
  ResponseFormat,
  Tool,
  ToolChoice,
  ToolResources,
  TruncationStrategy,
} from './tools.js'

/** A function that a model wants called, as a run asks for it. */
export interface ToolCall {
  /** Names the call in the output that answers it; made by the server. */
  id: string
  /** The kind of tool: what a run asks for is always a function. */
  type: 'function'
  /** Which function, and with what. */
  function: {
    /** The function's name, as its definition says it. */
    name: string
    /** JSON text that a model wrote: it may be empty or invalid. */
    arguments: string
  }
}

/** What a run waits for. */
export interface RequiredAction {
  /** The protocol knows one kind of action. */
  type: 'submit_tool_outputs'
  /** What has to be submitted. */
  submit_tool_outputs: {
    /** The calls that wait; each wants one output, all in one request. */
    tool_calls: ToolCall[]
  }
}

/** The answer to one call. */
export interface ToolOutput {
  /** The id of the call that is answered. */
  tool_call_id: string
  /** What the function gave, as text; an object has to be written as JSON first. An empty text is an output. */
  output: string
}

/** The states in which a run still holds its thread. */
export type ActiveRunStatus = 'queued' | 'in_progress' | 'requires_action' | 'cancelling'

/** The states that a run never leaves. */
export type FinalRunStatus = 'completed' | 'failed' | 'cancelled' | 'expired' | 'incomplete'

/** The states of a run that the protocol names. */
export type RunStatus = ActiveRunStatus | FinalRunStatus

/** What a model read and wrote, in tokens. */
export interface Usage {
  /** Tokens that were read. */
  prompt_tokens: number
  /** Tokens that were written. */
  completion_tokens: number
  /** The sum of both. */
  total_tokens: number
}

/** Codes the protocol names, and whatever else a server says. */
export type RunErrorCode =
  | 'server_error'
  | 'rate_limit_exceeded'
  | 'invalid_prompt'
  | (string & Record<never, never>)

/** Why a run or a step failed. */
export interface RunError {
  /** For programs; `server_error` where the server tells none. */
  code: RunErrorCode
  /** For people, in the server's words; empty where it tells none. */
  message: string
}

/** Why a run ended early. */
export interface RunIncompleteDetails {
  /** Which limit was met; absent where the server does not say. */
  reason?: 'max_completion_tokens' | 'max_prompt_tokens'
}

/** What a run is in every status. */
interface RunFacts<V extends ApiVersion> {
  /** Names the run; made by the server. */
  id: string
  /** Tells runs from other objects of the wire. */
  object: 'thread.run'
  /** When it was created. */
  created_at: Timestamp
  /** The thread that it works on, and holds until it has ended. */
  thread_id: string
  /** The assistant that works. */
  assistant_id: string
  /** How it stands; each status brings facts of its own, so compare it to narrow the run. */
  status: RunStatus | UnknownStatus
  /** What it waits for; there while `status` is `requires_action`. */
  required_action: RequiredAction | null
  /** Why it failed; there when `status` is `failed`. */
  last_error: RunError | null
  /** When the server gives it up; ten minutes after it was created, with most servers. */
  expires_at: Timestamp | null
  /** When it last began to work: anew after each answer to what it asked. */
  started_at: Timestamp | null
  /** When it was stopped; there when `status` is `cancelled`. */
  cancelled_at: Timestamp | null
  /** When it failed; there when `status` is `failed`. */
  failed_at: Timestamp | null
  /** When it was done; there when `status` is `completed`. */
  completed_at: Timestamp | null
  /** Why it ended early; there when `status` is `incomplete`. */
  incomplete_details: RunIncompleteDetails | null
  /** The model that answers. */
  model: string
  /** What the model was told to be and do. */
  instructions: string | null
  /** What the model may use. */
  tools: Tool<V>[]
  /** Pairs of your own. */
  metadata: Metadata | null
  /** What it cost; null until it has ended. */
  usage: Usage | null
  /** How freely the model chooses its words, 0 to 2. */
  temperature?: number | null
  /** The share of likely words that the model chooses from, 0 to 1. */
  top_p?: number | null
  /** Tokens that it may read over all its turns, at least 256; null for no limit. */
  max_prompt_tokens: number | null
  /** Tokens that it may write over all its turns, at least 256; null for no limit. */
  max_completion_tokens: number | null
  /** How much of the thread the model reads. */
  truncation_strategy: TruncationStrategy | null
  /** Whether the model may, must or must not use a tool. */
  tool_choice: ToolChoice<V> | null
  /** The form in which the model has to answer. */
  response_format: ResponseFormat<V> | null
}

/** What holds in one status alone. A time that a server leaves out is the latest that it did tell. */
type RunStates =
  | { status: 'queued' | 'in_progress' | 'cancelling' }
  | { status: 'requires_action'; required_action: RequiredAction }
  | { status: 'completed'; completed_at: Timestamp }
  | { status: 'failed'; failed_at: Timestamp; last_error: RunError }
  | { status: 'cancelled'; cancelled_at: Timestamp }
  | { status: 'incomplete'; incomplete_details: RunIncompleteDetails }
  | { status: 'expired' }
  | { status: UnknownStatus }

/** A run as the first edition has it. */
export type RunV1 = RunFacts<'v1'> &
  RunStates & {
    /** The files that its tools may read. */
    file_ids: string[]
  }

/** A run as the second edition has it. */
export type RunV2 = RunFacts<'v2'> &
  RunStates & {
    /** Whether it may ask for several calls at once. */
    parallel_tool_calls?: boolean
    /** The files and stores that its tools may read. */
    tool_resources?: ToolResources | null
  }

/**
 * One turn of an assistant on a thread: it works, may stop to ask for tool outputs, and ends. Narrowed by `status`: a run
 * that is `failed` has a `last_error`, one that is `requires_action` a `required_action`.
 */
export type Run<V extends ApiVersion = RegisteredVersion> = ByVersion<V, RunV1, RunV2>

/** A run in one status, or in one of several. */
export type RunIn<
  Status extends Run['status'],
  V extends ApiVersion = RegisteredVersion,
> = Run<V> & { status: Status }
