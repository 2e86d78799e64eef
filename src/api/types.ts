import type { ApiVersion, ByVersion, RegisteredVersion } from './editions.js'

/** Up to 16 pairs; keys of at most 64 and values of at most 512 characters. */
export type Metadata = Record<string, string>

/** Unix time in whole seconds. */
export type Timestamp = number

/** One page of a list. `has_more` speaks of the direction that was walked. */
export interface Page<T> {
  object: 'list'
  data: T[]
  first_id: string | null
  last_id: string | null
  has_more: boolean
}

export interface FunctionDefinition {
  /** Letters, digits, `_` and `-`, at most 64. */
  name: string
  description?: string
  /** A JSON Schema of an object. */
  parameters?: Record<string, unknown>
  strict?: boolean | null
}

export interface FunctionTool {
  type: 'function'
  function: FunctionDefinition
}

export interface CodeInterpreterTool {
  type: 'code_interpreter'
}

/** First edition only. */
export interface RetrievalTool {
  type: 'retrieval'
}

/** Second edition only. */
export interface FileSearchTool {
  type: 'file_search'
  file_search?: {
    /** 1 to 50. */
    max_num_results?: number
    ranking_options?: RankingOptions
  }
}

export interface RankingOptions {
  ranker?: 'auto' | 'default_2024_08_21'
  /** 0 to 1. */
  score_threshold: number
}

export type Tool<V extends ApiVersion = RegisteredVersion> =
  | CodeInterpreterTool
  | FunctionTool
  | ByVersion<V, RetrievalTool, FileSearchTool>

/** Second edition: which files and stores a tool may read. */
export interface ToolResources {
  code_interpreter?: { file_ids?: string[] }
  file_search?: { vector_store_ids?: string[] }
}

export type ResponseFormat<V extends ApiVersion = RegisteredVersion> =
  | 'auto'
  | { type: 'text' }
  | { type: 'json_object' }
  | ByVersion<
      V,
      'none',
      {
        type: 'json_schema'
        json_schema: {
          name: string
          description?: string
          schema?: Record<string, unknown>
          strict?: boolean | null
        }
      }
    >

export type ToolChoice<V extends ApiVersion = RegisteredVersion> =
  | 'none'
  | 'auto'
  | ByVersion<V, never, 'required'>
  | { type: Tool<V>['type']; function?: { name: string } }

export interface TruncationStrategy {
  type: 'auto' | 'last_messages'
  last_messages?: number | null
}

interface AssistantBase<V extends ApiVersion> {
  id: string
  object: 'assistant'
  created_at: Timestamp
  name: string | null
  description: string | null
  model: string
  instructions: string | null
  tools: Tool<V>[]
  metadata: Metadata | null
}

export interface AssistantV1 extends AssistantBase<'v1'> {
  file_ids: string[]
}

export interface AssistantV2 extends AssistantBase<'v2'> {
  tool_resources?: ToolResources | null
  temperature?: number | null
  top_p?: number | null
  response_format?: ResponseFormat<'v2'> | null
}

export type Assistant<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  AssistantV1,
  AssistantV2
>

export interface ThreadV1 {
  id: string
  object: 'thread'
  created_at: Timestamp
  metadata: Metadata | null
}

export interface ThreadV2 extends ThreadV1 {
  tool_resources?: ToolResources | null
}

export type Thread<V extends ApiVersion = RegisteredVersion> = ByVersion<V, ThreadV1, ThreadV2>

export interface FileCitation {
  type: 'file_citation'
  /** The placeholder inside the text's `value` that this annotation stands for. */
  text: string
  start_index: number
  end_index: number
  file_citation: { file_id: string; quote?: string }
}

export interface FilePath {
  type: 'file_path'
  text: string
  start_index: number
  end_index: number
  file_path: { file_id: string }
}

export type Annotation = FileCitation | FilePath

export type ImageDetail = 'auto' | 'low' | 'high'

export interface TextContent {
  type: 'text'
  text: { value: string; annotations: Annotation[] }
}

export interface ImageFileContent {
  type: 'image_file'
  image_file: { file_id: string; detail?: ImageDetail }
}

/** Second edition only. */
export interface ImageUrlContent {
  type: 'image_url'
  image_url: { url: string; detail?: ImageDetail }
}

/** Second edition only. */
export interface RefusalContent {
  type: 'refusal'
  refusal: string
}

export type MessageContent<V extends ApiVersion = RegisteredVersion> =
  | TextContent
  | ImageFileContent
  | ByVersion<V, never, ImageUrlContent | RefusalContent>

export interface Attachment {
  file_id: string
  tools: (CodeInterpreterTool | { type: 'file_search' })[]
}

export type MessageStatus = 'in_progress' | 'incomplete' | 'completed'

interface MessageBase<V extends ApiVersion> {
  id: string
  object: 'thread.message'
  created_at: Timestamp
  thread_id: string
  role: 'user' | 'assistant'
  content: MessageContent<V>[]
  assistant_id: string | null
  run_id: string | null
  metadata: Metadata | null
  /** Servers send the four members of a message's life inside streams; where they lack, the message is complete. */
  status?: MessageStatus | null
  incomplete_details?: {
    reason: 'content_filter' | 'max_tokens' | 'run_cancelled' | 'run_expired' | 'run_failed'
  } | null
  completed_at?: Timestamp | null
  incomplete_at?: Timestamp | null
}

export interface MessageV1 extends MessageBase<'v1'> {
  file_ids: string[]
}

export interface MessageV2 extends MessageBase<'v2'> {
  attachments: Attachment[] | null
}

export type Message<V extends ApiVersion = RegisteredVersion> = ByVersion<V, MessageV1, MessageV2>

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

/** First edition only: a file linked to an assistant; `id` is the file's own id. */
export interface AssistantFile {
  id: string
  object: 'assistant.file'
  created_at: Timestamp
  assistant_id: string
}

/** First edition only: a file linked to a message; `id` is the file's own id. */
export interface MessageFile {
  id: string
  object: 'thread.message.file'
  created_at: Timestamp
  message_id: string
}

export type FilePurpose =
  | 'assistants'
  | 'assistants_output'
  | 'batch'
  | 'batch_output'
  | 'fine-tune'
  | 'fine-tune-results'
  | 'vision'
  | 'user_data'
  | 'evals'

export interface FileObject {
  id: string
  object: 'file'
  bytes: number
  created_at: Timestamp
  expires_at?: Timestamp
  filename: string
  purpose: FilePurpose
  status: 'uploaded' | 'processed' | 'error'
  status_details?: string
}

/** What a deletion answers. */
export interface Deleted<T extends string> {
  id: string
  object: T
  deleted: boolean
}

export type AnyDeleted = Deleted<
  | 'assistant.deleted'
  | 'assistant.file.deleted'
  | 'thread.deleted'
  | 'thread.message.deleted'
  | 'file'
>

/** Every object of the wire that has an id and can live in a cache. */
export type Resource =
  | Assistant
  | Thread
  | Message
  | Run
  | RunStep
  | AssistantFile
  | MessageFile
  | FileObject
