import type { ApiVersion, ByVersion, RegisteredVersion } from './editions.js'
import type {
  Attachment,
  FilePurpose,
  ImageFileContent,
  ImageUrlContent,
  Metadata,
  ResponseFormat,
  Tool,
  ToolChoice,
  ToolOutput,
  ToolResources,
  TruncationStrategy,
} from './types.js'

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/** Second edition, on creation only: stores made on the way; exclusive with `vector_store_ids`. */
export interface InlineVectorStore {
  file_ids?: string[]
  chunking_strategy?: Record<string, unknown>
  metadata?: Metadata | null
}

export interface CreateToolResources {
  code_interpreter?: { file_ids?: string[] }
  file_search?: { vector_store_ids: string[] } | { vector_stores: InlineVectorStore[] }
}

export interface AssistantFields<V extends ApiVersion> {
  name?: string | null
  description?: string | null
  instructions?: string | null
  tools?: Tool<V>[]
  metadata?: Metadata | null
  /** 0 to 2. */
  temperature?: number | null
  /** 0 to 1. */
  top_p?: number | null
  response_format?: ResponseFormat<V> | null
}

export type CreateAssistantBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  AssistantFields<'v1'> & { model: string; file_ids?: string[] },
  AssistantFields<'v2'> & {
    model: string
    tool_resources?: CreateToolResources | null
    reasoning_effort?: ReasoningEffort | null
  }
>

export type ModifyAssistantBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  AssistantFields<'v1'> & { model?: string; file_ids?: string[] },
  AssistantFields<'v2'> & {
    model?: string
    tool_resources?: ToolResources | null
    reasoning_effort?: ReasoningEffort | null
  }
>

/** On requests a text part carries its text as a plain string; in answers it is an object. */
export interface TextInput {
  type: 'text'
  text: string
}

export type MessageInputPart = TextInput | ImageFileContent | ImageUrlContent

export interface MessageFields {
  role: 'user' | 'assistant'
  metadata?: Metadata | null
}

export type CreateMessageBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  MessageFields & { content: string; file_ids?: string[] },
  MessageFields & { content: string | MessageInputPart[]; attachments?: Attachment[] | null }
>

export type CreateThreadBody<V extends ApiVersion = RegisteredVersion> = {
  messages?: CreateMessageBody<V>[]
  metadata?: Metadata | null
} & ByVersion<V, unknown, { tool_resources?: CreateToolResources | null }>

export type ModifyThreadBody<V extends ApiVersion = RegisteredVersion> = {
  metadata?: Metadata | null
} & ByVersion<V, unknown, { tool_resources?: ToolResources | null }>

export interface MetadataBody {
  metadata?: Metadata | null
}

export interface RunFields<V extends ApiVersion> {
  assistant_id: string
  model?: string | null
  instructions?: string | null
  tools?: Tool<V>[] | null
  metadata?: Metadata | null
  temperature?: number | null
  top_p?: number | null
  /** At least 256. */
  max_prompt_tokens?: number | null
  /** At least 256. */
  max_completion_tokens?: number | null
  truncation_strategy?: TruncationStrategy | null
  tool_choice?: ToolChoice<V> | null
  response_format?: ResponseFormat<V> | null
}

export type CreateRunBody<V extends ApiVersion = RegisteredVersion> = RunFields<V> & {
  additional_instructions?: string | null
  additional_messages?: CreateMessageBody<V>[] | null
} & ByVersion<
    V,
    unknown,
    { parallel_tool_calls?: boolean; reasoning_effort?: ReasoningEffort | null }
  >

export type CreateThreadAndRunBody<V extends ApiVersion = RegisteredVersion> = RunFields<V> & {
  thread?: CreateThreadBody<V>
} & ByVersion<V, unknown, { parallel_tool_calls?: boolean; tool_resources?: ToolResources | null }>

export interface SubmitToolOutputsBody {
  /** One for every call that waits, each once, in any order. */
  tool_outputs: ToolOutput[]
}

export interface CreateAssistantFileBody {
  file_id: string
}

export interface UploadFields {
  file: Blob
  /** Sent as the part's file name; a `File` brings its own. */
  filename?: string
}

/** When the server is to forget a file. */
export interface ExpiresAfter {
  anchor: 'created_at'
  /** An hour to thirty days: 3,600 to 2,592,000. */
  seconds: number
}

export type UploadFileBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  UploadFields & { purpose: Extract<FilePurpose, 'assistants' | 'fine-tune'> },
  UploadFields & {
    purpose: Exclude<FilePurpose, `${string}${'_output' | '-results'}`>
    expires_after?: ExpiresAfter
  }
>
