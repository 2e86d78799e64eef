import type { Assistant, Thread } from './types/assistants.js'
import type { AssistantFile, FileObject, MessageFile } from './types/files.js'
import type { Message } from './types/messages.js'
import type { Run } from './types/runs.js'
import type { RunStep } from './types/steps.js'

export type * from './types/assistants.js'
export type * from './types/common.js'
export type * from './types/files.js'
export type * from './types/messages.js'
export type * from './types/runs.js'
export type * from './types/steps.js'
export type * from './types/tools.js'

/** What a deletion answers. */
export interface Deleted<T extends string> {
  /** What was to be deleted. */
  id: string
  /** The kind of what was to be deleted, with `.deleted` behind it; the file store says `file`. */
  object: T
  /** Whether it is gone. */
  deleted: boolean
}

/** What any deletion answers. */
export type AnyDeleted = Deleted<
  | 'assistant.deleted'
  | 'assistant.file.deleted'
  | 'thread.deleted'
  | 'thread.message.deleted'
  | 'file'
>

/** Every object of the wire that has an id and can live in a cache. */
export type Resource =
  | Assistant
  | Thread
  | Message
  | Run
  | RunStep
  | AssistantFile
  | MessageFile
  | FileObject
