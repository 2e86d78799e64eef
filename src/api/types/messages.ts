import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp } from './common.js'
import type { CodeInterpreterTool } from './tools.js'

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
