import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp } from './common.js'
import type { ResponseFormat, Tool, ToolResources } from './tools.js'

/** What an assistant is in both editions. */
interface AssistantBase<V extends ApiVersion> {
  /** Names the assistant; made by the server. */
  id: string
  /** Tells assistants from other objects of the wire. */
  object: 'assistant'
  /** When it was created. */
  created_at: Timestamp
  /** What people call it; at most 256 characters. */
  name: string | null
  /** What it is for; at most 512 characters. */
  description: string | null
  /** The model that answers, unless a run says otherwise. */
  model: string
  /** What the model is told to be and do, unless a run says otherwise. */
  instructions: string | null
  /** What the model may use, unless a run says otherwise; at most 128. */
  tools: Tool<V>[]
  /** Pairs of your own. */
  metadata: Metadata | null
}

/** An assistant as the first edition has it. */
export interface AssistantV1 extends AssistantBase<'v1'> {
  /** The files that its tools may read; at most 20. */
  file_ids: string[]
}

/** An assistant as the second edition has it. */
export interface AssistantV2 extends AssistantBase<'v2'> {
  /** The files and stores that its tools may read. */
  tool_resources?: ToolResources | null
  /** How freely the model chooses its words, 0 to 2. */
  temperature?: number | null
  /** The share of likely words that the model chooses from, 0 to 1. */
  top_p?: number | null
  /** The form in which the model has to answer. */
  response_format?: ResponseFormat<'v2'> | null
}

/** A model with instructions and tools, made once and used by any number of runs. */
export type Assistant<V extends ApiVersion = RegisteredVersion> = ByVersion<
  V,
  AssistantV1,
  AssistantV2
>

/** A thread as the first edition has it. */
export interface ThreadV1 {
  /** Names the thread; made by the server. Nothing lists threads: keep it. */
  id: string
  /** Tells threads from other objects of the wire. */
  object: 'thread'
  /** When it was created. */
  created_at: Timestamp
  /** Pairs of your own. */
  metadata: Metadata | null
}

/** A thread as the second edition has it. */
export interface ThreadV2 extends ThreadV1 {
  /** The files and stores that tools may read on this thread. */
  tool_resources?: ToolResources | null
}

/** A conversation: messages in their order, and the runs that wrote some of them. */
export type Thread<V extends ApiVersion = RegisteredVersion> = ByVersion<V, ThreadV1, ThreadV2>
