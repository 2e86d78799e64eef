import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp } from './common.js'
import type { ResponseFormat, Tool, ToolResources } from './tools.js'

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
