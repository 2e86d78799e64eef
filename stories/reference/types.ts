/** What the pages draw. All of it is read from the sources; nothing of it is written by hand. */
export interface Reference {
  operations: Record<string, OperationEntry>
  /** By the name of their type. */
  objects: Record<string, ObjectEntry>
  errors: ErrorEntry[]
  /** What is thrown wherever these are called. */
  throws: ThrowEntry[]
  /** What holds for every write. */
  writes: string
}

export interface OperationEntry {
  params: { type: string; members: Member[] }
  result: string
  /** The object that the result is, or that its pages hold. */
  object: string | null
  method: Callable
  stream: Callable | null
  factory: Callable
  hook: Callable
  suspenseHook: Callable | null
  /** Beyond what `Reference.throws` says. */
  throws: string[]
}

export interface ObjectEntry {
  sentence: string
  members: Member[]
}

export interface Member {
  name: string
  type: string
  isOptional: boolean
  sentence: string
  /** As `@default` says it. */
  byDefault: string | null
  /** The one edition that has it in this form. */
  edition: Edition | null
  /** For the client alone: a list's factory turns the pages itself. */
  isCursor: boolean
}

export interface Callable {
  name: string
  params: string[]
  result: string
  /** A paragraph each. */
  sentences: string[]
  examples: string[]
}

export interface ErrorEntry {
  name: string
  sentence: string
  guard: string | null
}

export interface ThrowEntry {
  name: string
  sentence: string
  says: string[]
}

export type Edition = 'v1' | 'v2'
