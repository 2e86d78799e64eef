import type { Timestamp } from './common.js'

/** First edition only: a file linked to an assistant; `id` is the file's own id. */
export interface AssistantFile {
  /** The file's own id. */
  id: string
  /** Tells links from other objects of the wire. */
  object: 'assistant.file'
  /** When it was linked. */
  created_at: Timestamp
  /** The assistant that may read it. */
  assistant_id: string
}

/** First edition only: a file linked to a message; `id` is the file's own id. */
export interface MessageFile {
  /** The file's own id. */
  id: string
  /** Tells links from other objects of the wire. */
  object: 'thread.message.file'
  /** When it was linked. */
  created_at: Timestamp
  /** The message that it came with. */
  message_id: string
}

/** What a file is kept for; a person uploads for all but the outputs and results. */
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

/** A file in the store, without its content. */
export interface FileObject {
  /** Names the file; made by the server. */
  id: string
  /** Tells files from other objects of the wire. */
  object: 'file'
  /** Its size in bytes. */
  bytes: number
  /** When it was uploaded. */
  created_at: Timestamp
  /** When the server forgets it; absent where it does not. */
  expires_at?: Timestamp
  /** The name that it was uploaded under. */
  filename: string
  /** What it is kept for. */
  purpose: FilePurpose
  /** Whether the server has looked at it yet; no longer told by every server. */
  status: 'uploaded' | 'processed' | 'error'
  /** Why the server could not read it. */
  status_details?: string
}
