import type { ApiVersion, ByVersion, RegisteredVersion } from '../editions.js'
import type { Metadata, Timestamp, UnknownStatus } from './common.js'
import type { CodeInterpreterTool } from './tools.js'

/** A place in a text that rests on a file. */
export interface FileCitation {
  /** What the annotation is. */
  type: 'file_citation'
  /** The placeholder inside the text's `value` that this annotation stands for. */
  text: string
  /** Where the placeholder begins in `value`, in characters. */
  start_index: number
  /** Where the placeholder ends, itself left out. */
  end_index: number
  /** The file; `quote` in the first edition. */
  file_citation: { file_id: string; quote?: string }
}

/** A place in a text that names a file which a tool made. */
export interface FilePath {
  /** What the annotation is. */
  type: 'file_path'
  /** The placeholder inside the text's `value` that this annotation stands for. */
  text: string
  /** Where the placeholder begins in `value`, in characters. */
  start_index: number
  /** Where the placeholder ends, itself left out. */
  end_index: number
  /** The file. */
  file_path: { file_id: string }
}

/** What a placeholder in a text stands for, narrowed by `type`. */
export type Annotation = FileCitation | FilePath

/** How closely a model looks at a picture. */
export type ImageDetail = 'auto' | 'low' | 'high'

/** Text in a message, as answers have it. */
export interface TextContent {
  /** What the part is. */
  type: 'text'
  /** The text, and what its placeholders stand for. */
  text: { value: string; annotations: Annotation[] }
}

/** A picture in a message, by its file. */
export interface ImageFileContent {
  /** What the part is. */
  type: 'image_file'
  /** The file, and how closely the model looks at it. */
  image_file: { file_id: string; detail?: ImageDetail }
}

/** Second edition only: a picture in a message, by its address. */
export interface ImageUrlContent {
  /** What the part is. */
  type: 'image_url'
  /** The address, and how closely the model looks at the picture. */
  image_url: { url: string; detail?: ImageDetail }
}

/** Second edition only: a model says that it will not answer. */
export interface RefusalContent {
  /** What the part is. */
  type: 'refusal'
  /** What the model says. */
  refusal: string
}

/** A part of a message, narrowed by `type`. */
export type MessageContent<V extends ApiVersion = RegisteredVersion> =
  | TextContent
  | ImageFileContent
  | ByVersion<V, never, ImageUrlContent | RefusalContent>

/** A file that comes with a message, and the tools that may read it. */
export interface Attachment {
  /** The file. */
  file_id: string
  /** The tools that may read it. */
  tools: (CodeInterpreterTool | { type: 'file_search' })[]
}

/** The states of a message that the protocol names. */
export type MessageStatus = 'in_progress' | 'incomplete' | 'completed'

/** Why a message ends in the middle. */
export interface MessageIncompleteDetails {
  /** Reasons the protocol names, and whatever else a server says; `unknown` where it says none. */
  reason:
    | 'content_filter'
    | 'max_tokens'
    | 'run_cancelled'
    | 'run_expired'
    | 'run_failed'
    | (string & Record<never, never>)
}

/** What a message is in every status. */
interface MessageFacts<V extends ApiVersion> {
  /** Names the message; made by the server. */
  id: string
  /** Tells messages from other objects of the wire. */
  object: 'thread.message'
  /** When it was created. */
  created_at: Timestamp
  /** The thread that it stands in. */
  thread_id: string
  /** Who says it. */
  role: 'user' | 'assistant'
  /** What is said, part by part. */
  content: MessageContent<V>[]
  /** The assistant that wrote it, if one did. */
  assistant_id: string | null
  /** The run that wrote it, if one did. */
  run_id: string | null
  /** Pairs of your own. */
  metadata: Metadata | null
  /** How it stands. Servers send this member inside streams; where it lacks, the message is complete. */
  status?: MessageStatus | UnknownStatus | null
  /** Why it ends in the middle; there when `status` is `incomplete`. */
  incomplete_details?: MessageIncompleteDetails | null
  /** When it was whole; there when `status` is `completed`, and not where the status lacks. */
  completed_at?: Timestamp | null
  /** When it was cut short; there when `status` is `incomplete`. */
  incomplete_at?: Timestamp | null
}

/** What holds in one status alone. A time that a server leaves out is the latest that it did tell. */
type MessageStates =
  | { status: 'in_progress' }
  | { status: 'completed'; completed_at: Timestamp }
  | {
      status: 'incomplete'
      incomplete_at: Timestamp
      incomplete_details: MessageIncompleteDetails
    }
  | { status: UnknownStatus }
  | { status?: null }

/** A message as the first edition has it. */
export type MessageV1 = MessageFacts<'v1'> &
  MessageStates & {
    /** The files that come with it. */
    file_ids: string[]
  }

/** A message as the second edition has it. */
export type MessageV2 = MessageFacts<'v2'> &
  MessageStates & {
    /** The files that come with it, and the tools that may read them. */
    attachments: Attachment[] | null
  }

/** What a person or an assistant says in a thread. Narrowed by `status`, where the server tells one. */
export type Message<V extends ApiVersion = RegisteredVersion> = ByVersion<V, MessageV1, MessageV2>

/** A message in one status, or in one of several. */
export type MessageIn<
  Status extends Message['status'],
  V extends ApiVersion = RegisteredVersion,
> = Message<V> & { status: Status }
