import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'

/** A function of yours, as a model is told of it. */
export interface FunctionDefinition {
  /** Letters, digits, `_` and `-`, at most 64. */
  name: string
  /** What it does and when to call it, for the model. */
  description?: string
  /** A JSON Schema of an object. */
  parameters?: Record<string, unknown>
  /** Second edition: whether the model has to keep to the schema. @default false */
  strict?: boolean | null
}

/** A function of yours, which a run asks for and you carry out. */
export interface FunctionTool {
  /** What the tool is. */
  type: 'function'
  /** The function. */
  function: FunctionDefinition
}

/** Runs code at the server. */
export interface CodeInterpreterTool {
  /** What the tool is. */
  type: 'code_interpreter'
}

/** First edition only: searches in linked files. */
export interface RetrievalTool {
  /** What the tool is. */
  type: 'retrieval'
}

/** Second edition only: searches in vector stores. */
export interface FileSearchTool {
  /** What the tool is. */
  type: 'file_search'
  /** How it searches. */
  file_search?: {
    /** How many finds the model sees at most, 1 to 50. */
    max_num_results?: number
    /** How finds are ranked. */
    ranking_options?: RankingOptions
  }
}

/** How the finds of a search are ranked. */
export interface RankingOptions {
  /** Which ranker is used. @default 'auto' */
  ranker?: 'auto' | 'default_2024_08_21'
  /** What a find has to reach, 0 to 1. */
  score_threshold: number
}

/** What a model may use, narrowed by `type`. */
export type Tool<V extends ApiVersion = RegisteredVersion> =
  | CodeInterpreterTool
  | FunctionTool
  | ByVersion<V, RetrievalTool, FileSearchTool>

/** Second edition: which files and stores a tool may read. */
export interface ToolResources {
  /** Files that code may read; at most 20. */
  code_interpreter?: { file_ids?: string[] }
  /** Stores that are searched; at most one. */
  file_search?: { vector_store_ids?: string[] }
}

/** The form in which a model has to answer: text, any JSON, or JSON of a schema. */
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

/** Whether a model may, must or must not use a tool, or which one it must use. */
export type ToolChoice<V extends ApiVersion = RegisteredVersion> =
  | 'none'
  | 'auto'
  | ByVersion<V, never, 'required'>
  | { type: Tool<V>['type']; function?: { name: string } }

/** How much of a thread a model reads. */
export interface TruncationStrategy {
  /** `auto` leaves out from the middle what does not fit; `last_messages` reads the newest alone. */
  type: 'auto' | 'last_messages'
  /** How many of the newest; at least 1, and for `last_messages` only. */
  last_messages?: number | null
}
