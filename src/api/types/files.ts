import type { Timestamp } from './common.js'

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
