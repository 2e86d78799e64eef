import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'

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
