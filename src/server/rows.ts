import type {
  AssistantV2,
  FileObject,
  MessageV2,
  ReasoningEffort,
  RunStepV2,
  RunV2,
  ThreadV2,
  Timestamp,
  Usage,
} from '../api/index.js'
import { notFound } from './refusals.js'
import type { ListOptions, RowKind, Store, Write } from './stores/store.js'

/** A run as it is kept: with the files that the first edition says it may use. */
export type KeptRun = RunV2 & { file_ids?: string[] }

/** A run with what the server must remember and the wire does not show. */
export interface RunRow {
  run: KeptRun
  reasoningEffort: ReasoningEffort | null
  /** Of the turns so far; null until a model reports. */
  usage: Usage | null
  /** What the turn that waits for outputs has used. */
  stepUsage: Usage | null
  /** What the model said after its calls: told once they are answered, since one step is open at a time. */
  laterText: string
}

export interface AssistantRow extends AssistantV2 {
  reasoning_effort: ReasoningEffort | null
  /** What the first edition linked, oldest first. The files stand in `tool_resources` too. */
  links: FileLink[]
}

export interface FileLink {
  file_id: string
  created_at: Timestamp
  /** A link that was undone still marks its place in the list. */
  undone: boolean
}

/** A message with the files that the first edition brought, which stand in `attachments` too. */
export type MessageRow = MessageV2 & { file_ids?: string[] }

interface Content {
  base64: string
  type: string
}

/** The value of each kind of row. All rows hold the second edition's shapes; `editions.ts` translates. */
export interface Values {
  assistant: AssistantRow
  thread: ThreadV2
  message: MessageRow
  run: RunRow
  step: RunStepV2
  file: FileObject
  content: Content
}

/** Reads a value. Only `putRow` writes values, so their type is known by their kind. */
export async function readRow<K extends RowKind>(
  store: Store,
  kind: K,
  id: string,
): Promise<Values[K] | undefined> {
  return (await store.get(kind, id))?.value as Values[K] | undefined
}

/** Reads the values below a parent, oldest first unless told otherwise. */
export async function listRows<K extends RowKind>(
  store: Store,
  kind: K,
  parent: string,
  options: Partial<ListOptions> = {},
): Promise<Values[K][]> {
  const rows = await store.list(kind, parent, { order: 'asc', limit: Infinity, ...options })
  return rows.map(({ value }) => value as Values[K])
}

/** The write that keeps a value. */
export function putRow<K extends RowKind>(
  kind: K,
  id: string,
  parent: string,
  value: Values[K],
): Write {
  return { act: 'put', kind, id, parent, value }
}

/** Reads what a path names below a thread, an assistant and so on. */
export async function needRow<K extends RowKind>(
  store: Store,
  kind: K,
  id: string,
  parent = '',
): Promise<Values[K]> {
  const row = await store.get(kind, id)
  if (!row || row.parent !== parent) throw notFound(kind === 'step' ? 'run step' : kind, id)
  return row.value as Values[K]
}
