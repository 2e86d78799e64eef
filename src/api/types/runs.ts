import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp } from './common.js'
import type {
  ResponseFormat,
  Tool,
  ToolChoice,
  ToolResources,
  TruncationStrategy,
} from './tools.js'

export interface ToolCall {
  id: string
  type: 'function'
  function: {
    name: string
    /** JSON text that a model wrote: it may be empty or invalid. */
    arguments: string
  }
}

export interface RequiredAction {
  type: 'submit_tool_outputs'
  submit_tool_outputs: { tool_calls: ToolCall[] }
}

export interface ToolOutput {
  tool_call_id: string
  output: string
}

/** The states in which a run still holds its thread. */
export type ActiveRunStatus = 'queued' | 'in_progress' | 'requires_action' | 'cancelling'

/** The states that a run never leaves. */
export type FinalRunStatus = 'completed' | 'failed' | 'cancelled' | 'expired' | 'incomplete'

export type RunStatus = ActiveRunStatus | FinalRunStatus

export interface Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
}

/** Codes the protocol names, and whatever else a server says. */
export type RunErrorCode =
  | 'server_error'
  | 'rate_limit_exceeded'
  | 'invalid_prompt'
  | (string & Record<never, never>)

interface RunBase<V extends ApiVersion> {
  id: string
  object: 'thread.run'
  created_at: Timestamp
  thread_id: string
  assistant_id: string
  status: RunStatus
  required_action: RequiredAction | null
  last_error: { code: RunErrorCode; message: string } | null
  expires_at: Timestamp | null
  started_at: Timestamp | null
  cancelled_at: Timestamp | null
  failed_at: Timestamp | null
  completed_at: Timestamp | null
  incomplete_details: { reason?: 'max_completion_tokens' | 'max_prompt_tokens' } | null
  model: string
  instructions: string | null
  tools: Tool<V>[]
  metadata: Metadata | null
  usage: Usage | null
  temperature?: number | null
  top_p?: number | null
  max_prompt_tokens: number | null
  max_completion_tokens: number | null
  truncation_strategy: TruncationStrategy | null
  tool_choice: ToolChoice<V> | null
  response_format: ResponseFormat<V> | null
}

export interface RunV1 extends RunBase<'v1'> {
  file_ids: string[]
}

export interface RunV2 extends RunBase<'v2'> {
  parallel_tool_calls?: boolean
  tool_resources?: ToolResources | null
}

export type Run<V extends ApiVersion = RegisteredVersion> = ByVersion<V, RunV1, RunV2>
