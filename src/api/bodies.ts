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

/** How long a model thinks before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/** Second edition, on creation only: stores made on the way; exclusive with `vector_store_ids`. */
export interface InlineVectorStore {
  /** The files that the store begins with. */
  file_ids?: string[]
  /** How files are cut into pieces; left to the server. @default { type: 'auto' } */
  chunking_strategy?: Record<string, unknown>
  /** Pairs of your own, on the store. */
  metadata?: Metadata | null
}

/** Second edition, on creation: which files and stores a tool may read, and stores to be made for it. */
export interface CreateToolResources {
  /** Files that code may read; at most 20. */
  code_interpreter?: { file_ids?: string[] }
  /** Stores that are searched, or that are made first; at most one. */
  file_search?: { vector_store_ids: string[] } | { vector_stores: InlineVectorStore[] }
}

/** Which model answers. */
export interface ModelFields {
  /** The model that answers. */
  model: string
}

/** First edition: which files tools may read. */
export interface LinkedFileFields {
  /** Files that its tools may read; at most 20. */
  file_ids?: string[]
}

/** Second edition: what tools may read, with stores to be made. */
export interface NewResourceFields {
  /** Files and stores that tools may read. @default null */
  tool_resources?: CreateToolResources | null
}

/** Second edition: what tools may read. */
export interface ResourceFields {
  /** Files and stores that tools may read. */
  tool_resources?: ToolResources | null
}

/** Second edition: how long a model thinks. */
export interface ReasoningFields {
  /** How long the model thinks before it answers. @default the model's */
  reasoning_effort?: ReasoningEffort | null
}

/** Second edition: how many calls come at once. */
export interface ParallelCallFields {
  /** Whether the model may ask for several calls at once. @default true */
  parallel_tool_calls?: boolean
}

/** What may be said of an assistant when it is made and later. */
export interface AssistantFields<V extends ApiVersion> {
  /** What people call it; at most 256 characters. */
  name?: string | null
  /** What it is for; at most 512 characters. */
  description?: string | null
  /** What the model is told to be and do; at most 256,000 characters. */
  instructions?: string | null
  /** What the model may use; at most 128, and none unless said. */
  tools?: Tool<V>[]
  /** Pairs of your own; they take the place of those that were there. */
  metadata?: Metadata | null
  /** How freely the model chooses its words, 0 to 2; 1 unless said otherwise. */
  temperature?: number | null
  /** The share of likely words that the model chooses from, 0 to 1; 1 unless said otherwise. */
  top_p?: number | null
  /** The form in which the model has to answer; `auto` unless said otherwise. */
  response_format?: ResponseFormat<V> | null
}

/** What a new assistant is to be. */
export type CreateAssistantBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  AssistantFields<'v1'> & LinkedFileFields & ModelFields,
  AssistantFields<'v2'> & ModelFields & NewResourceFields & ReasoningFields
>

/** What is to change of an assistant; what is left out stays as it is. */
export type ModifyAssistantBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  AssistantFields<'v1'> & LinkedFileFields & Partial<ModelFields>,
  AssistantFields<'v2'> & Partial<ModelFields> & ResourceFields & ReasoningFields
>

/** On requests a text part carries its text as a plain string; in answers it is an object. */
export interface TextInput {
  /** What the part is. */
  type: 'text'
  /** The text. */
  text: string
}

/** A part of a message that is sent, narrowed by `type`. */
export type MessageInputPart = TextInput | ImageFileContent | ImageUrlContent

/** What may be said of a message in both editions. */
export interface MessageFields {
  /** Who says it. */
  role: 'user' | 'assistant'
  /** Pairs of your own. @default {} */
  metadata?: Metadata | null
}

/** What a new message says. */
export type CreateMessageBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  MessageFields & {
    /** What is said; at most 256,000 characters. */
    content: string
    /** Files that come with it; at most 10. @default [] */
    file_ids?: string[]
  },
  MessageFields & {
    /** What is said: a text, or parts. */
    content: string | MessageInputPart[]
    /** Files that come with it, and the tools that may read them. @default null */
    attachments?: Attachment[] | null
  }
>

/** What a new thread begins with. */
export type CreateThreadBody<V extends ApiVersion = RegisteredVersion> = {
  /** The messages that it begins with, oldest first. @default [] */
  messages?: CreateMessageBody<V>[]
  /** Pairs of your own. @default {} */
  metadata?: Metadata | null
} & ByVersion<V, unknown, NewResourceFields>

/** What is to change of a thread; what is left out stays as it is. */
export type ModifyThreadBody<V extends ApiVersion = RegisteredVersion> = MetadataBody &
  ByVersion<V, unknown, ResourceFields>

/** The one thing that may change of a message or a run. */
export interface MetadataBody {
  /** Pairs of your own; they take the place of those that were there. */
  metadata?: Metadata | null
}

/** What may be said of a run, for this run alone. */
export interface RunFields<V extends ApiVersion> {
  /** The assistant that works. */
  assistant_id: string
  /** The model that answers. @default the assistant's */
  model?: string | null
  /** What the model is told to be and do. @default the assistant's */
  instructions?: string | null
  /** What the model may use; an empty list means nothing. @default the assistant's */
  tools?: Tool<V>[] | null
  /** Pairs of your own. @default {} */
  metadata?: Metadata | null
  /** How freely the model chooses its words, 0 to 2. @default the assistant's */
  temperature?: number | null
  /** The share of likely words that the model chooses from, 0 to 1. @default the assistant's */
  top_p?: number | null
  /** Tokens that it may read over all its turns, at least 256; at the limit it is `incomplete`. @default no limit */
  max_prompt_tokens?: number | null
  /** Tokens that it may write over all its turns, at least 256; at the limit it is `incomplete`. @default no limit */
  max_completion_tokens?: number | null
  /** How much of the thread the model reads. @default { type: 'auto' } */
  truncation_strategy?: TruncationStrategy | null
  /** Whether the model may, must or must not use a tool. @default 'auto' */
  tool_choice?: ToolChoice<V> | null
  /** The form in which the model has to answer. @default the assistant's */
  response_format?: ResponseFormat<V> | null
}

/** What a new run is to do. */
export type CreateRunBody<V extends ApiVersion = RegisteredVersion> = RunFields<V> & {
  /** Told to the model behind its instructions. @default null */
  additional_instructions?: string | null
  /** Messages that are put into the thread first, oldest first. @default null */
  additional_messages?: CreateMessageBody<V>[] | null
} & ByVersion<V, unknown, ParallelCallFields & ReasoningFields>

/** What a new thread begins with, and what the run on it is to do. */
export type CreateThreadAndRunBody<V extends ApiVersion = RegisteredVersion> = RunFields<V> & {
  /** The thread. @default an empty one */
  thread?: CreateThreadBody<V>
} & ByVersion<V, unknown, ParallelCallFields & ResourceFields>

/** What a run asked for. */
export interface SubmitToolOutputsBody {
  /** One for every call that waits, each once, in any order. */
  tool_outputs: ToolOutput[]
}

/** First edition only: which file is linked. */
export interface CreateAssistantFileBody {
  /** A file of the store, uploaded for `assistants`. */
  file_id: string
}

/** What is uploaded. */
export interface UploadFields {
  /** The content. */
  file: Blob
  /** Sent as the part's file name. @default a `File` brings its own */
  filename?: string
}

/** When the server is to forget a file. */
export interface ExpiresAfter {
  /** From when on it counts. */
  anchor: 'created_at'
  /** An hour to thirty days: 3,600 to 2,592,000. */
  seconds: number
}

/** What is uploaded, and what for. */
export type UploadFileBody<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  UploadFields & {
    /** What the file is kept for. */
    purpose: Extract<FilePurpose, 'assistants' | 'fine-tune'>
  },
  UploadFields & {
    /** What the file is kept for. */
    purpose: Exclude<FilePurpose, `${string}${'_output' | '-results'}`>
    /** When the server is to forget it. @default never */
    expires_after?: ExpiresAfter
  }
>
