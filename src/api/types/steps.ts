import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp } from './common.js'
import type { RunErrorCode, Usage } from './runs.js'
import type { RankingOptions } from './tools.js'

export interface FunctionStepCall {
  id: string
  type: 'function'
  /** `output` is null until it was submitted; an empty string is an output. */
  function: { name: string; arguments: string; output: string | null }
}

export interface CodeInterpreterStepCall {
  id: string
  type: 'code_interpreter'
  code_interpreter: {
    input: string
    outputs: ({ type: 'logs'; logs: string } | { type: 'image'; image: { file_id: string } })[]
  }
}

/** First edition only. */
export interface RetrievalStepCall {
  id: string
  type: 'retrieval'
  retrieval: Record<string, never>
}

/** Second edition only. */
export interface FileSearchStepCall {
  id: string
  type: 'file_search'
  file_search: {
    ranking_options?: RankingOptions
    results?: {
      file_id: string
      file_name: string
      score: number
      content?: { type?: 'text'; text?: string }[]
    }[]
  }
}

export type StepCall<V extends ApiVersion = RegisteredVersion> =
  | FunctionStepCall
  | CodeInterpreterStepCall
  | ByVersion<V, RetrievalStepCall, FileSearchStepCall>

export type StepDetails<V extends ApiVersion = RegisteredVersion> =
  | { type: 'message_creation'; message_creation: { message_id: string } }
  | { type: 'tool_calls'; tool_calls: StepCall<V>[] }

export type RunStepStatus = 'in_progress' | 'cancelled' | 'failed' | 'completed' | 'expired'

interface RunStepBase<V extends ApiVersion> {
  id: string
  object: 'thread.run.step'
  created_at: Timestamp
  run_id: string
  assistant_id: string
  thread_id: string
  type: 'message_creation' | 'tool_calls'
  status: RunStepStatus
  step_details: StepDetails<V>
  last_error: { code: RunErrorCode; message: string } | null
  expires_at?: Timestamp | null
  expired_at?: Timestamp | null
  cancelled_at: Timestamp | null
  failed_at: Timestamp | null
  completed_at: Timestamp | null
  metadata?: Metadata | null
  usage: Usage | null
}

export type RunStepV1 = RunStepBase<'v1'>
export type RunStepV2 = RunStepBase<'v2'>
export type RunStep<V extends ApiVersion = RegisteredVersion> = ByVersion<V, RunStepV1, RunStepV2>
