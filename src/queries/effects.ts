import { routes, type RunEventName } from '../api/index.js'
import type { ReadName, WriteName } from './keyFor.js'
import { type Kind, places } from './places.js'

type Bag = Readonly<Record<string, unknown>>

/** What a write's params tell of an object other than the one that it answers with. */
export interface SideEffect {
  /** The objects that it touches. */
  kind: Kind
  /** The object as the server has it now, where the params tell of a change. */
  change: (object: Bag, params: Bag) => Bag
}

/** What a write changes and nothing tells: it has to be read again, where it is on screen. */
export interface Untold {
  /** The reads whose answers are stale from then on. */
  reads: readonly ReadName[]
  /** Whether it holds of a write with these params. */
  when: (params: Bag) => boolean
  /** Why nothing tells. */
  why: string
}

/** What a write or an event does to the objects of one kind. */
export interface Effect {
  /** The objects that it touches. */
  kind: Kind
  /** `waits`: the live run alone holds it until it is said for good. */
  act: 'enters' | 'changes' | 'leaves' | 'waits'
  /** Shown before the server has answered. @default nothing */
  guess?: 'metadata' | 'absence'
  /** What it does to an object of another kind. */
  also?: SideEffect
  /** What has to be read again. */
  untold?: readonly Untold[]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null
const hasMore = (held: unknown, added: readonly unknown[]) => [
  ...new Set([...listOf(held), ...added]),
]
const attachmentsOf = (message: unknown) =>
  isBag(message) ? listOf(message['attachments']).filter(isBag) : []

const searches = (message: unknown): boolean =>
  attachmentsOf(message).some(({ tools }) =>
    listOf(tools).some((tool) => isBag(tool) && tool['type'] === 'file_search'),
  )

/** The files of a message that the thread's code interpreter may read from now on. */
const filesToRun = (message: unknown) =>
  attachmentsOf(message)
    .filter(({ tools }) =>
      listOf(tools).some((tool) => isBag(tool) && tool['type'] === 'code_interpreter'),
    )
    .map(({ file_id }) => file_id)

/** A thread with the files that came with its messages. */
const withFiles = (thread: Bag, messages: readonly unknown[]): Bag => {
  const brought = messages.flatMap(filesToRun)
  if (brought.length === 0) return thread
  const resources = isBag(thread['tool_resources']) ? thread['tool_resources'] : {}
  const { code_interpreter: kept } = resources
  const file_ids = hasMore(isBag(kept) ? kept['file_ids'] : [], brought)
  return { ...thread, tool_resources: { ...resources, code_interpreter: { file_ids } } }
}

const searchable = 'A file to be searched goes into a vector store that the server makes or finds.'

/**
 * The graph of who touches what: what each write and each event of a stream does to the objects of a cache. The door
 * acts by it, and reads again by it what neither an answer nor params can tell.
 */
export const effects = {
  createAssistant: { kind: 'assistant', act: 'enters' },
  modifyAssistant: {
    kind: 'assistant',
    act: 'changes',
    guess: 'metadata',
    untold: [
      {
        reads: ['listAssistantFiles', 'getAssistantFile'],
        when: ({ file_ids: linked }) => linked !== undefined,
        why: 'The answer names the linked files, and not since when each is linked.',
      },
    ],
  },
  deleteAssistant: { kind: 'assistant', act: 'leaves', guess: 'absence' },
  createAssistantFile: {
    kind: 'assistant.file',
    act: 'enters',
    also: {
      kind: 'assistant',
      change: (assistant, { file_id }) => ({
        ...assistant,
        file_ids: hasMore(assistant['file_ids'], [file_id]),
      }),
    },
  },
  deleteAssistantFile: {
    kind: 'assistant.file',
    act: 'leaves',
    guess: 'absence',
    also: {
      kind: 'assistant',
      change: (assistant, { file_id }) => ({
        ...assistant,
        file_ids: listOf(assistant['file_ids']).filter((id) => id !== file_id),
      }),
    },
  },
  createThread: { kind: 'thread', act: 'enters' },
  modifyThread: { kind: 'thread', act: 'changes', guess: 'metadata' },
  // No list of threads is in the cache.
  deleteThread: { kind: 'thread', act: 'leaves' },
  createMessage: {
    kind: 'thread.message',
    act: 'enters',
    also: { kind: 'thread', change: (thread, message) => withFiles(thread, [message]) },
    untold: [{ reads: ['getThread'], when: searches, why: searchable }],
  },
  modifyMessage: { kind: 'thread.message', act: 'changes', guess: 'metadata' },
  deleteMessage: { kind: 'thread.message', act: 'leaves', guess: 'absence' },
  createRun: {
    kind: 'thread.run',
    act: 'enters',
    also: {
      kind: 'thread',
      change: (thread, { additional_messages: added }) => withFiles(thread, listOf(added)),
    },
    untold: [
      {
        reads: ['listMessages'],
        when: ({ additional_messages: added }) => listOf(added).length > 0,
        why: 'The answer is the run; nothing tells the ids of the messages that came with it.',
      },
      {
        reads: ['getThread'],
        when: ({ additional_messages: added }) => listOf(added).some(searches),
        why: searchable,
      },
    ],
  },
  createThreadAndRun: { kind: 'thread.run', act: 'enters' },
  modifyRun: { kind: 'thread.run', act: 'changes', guess: 'metadata' },
  cancelRun: { kind: 'thread.run', act: 'changes' },
  submitToolOutputs: {
    kind: 'thread.run',
    act: 'changes',
    untold: [
      {
        reads: ['listRunSteps', 'getRunStep'],
        when: () => true,
        why: 'The answer is the run; nothing tells when the step that asked was finished.',
      },
    ],
  },
  uploadFile: { kind: 'file', act: 'enters' },
  deleteFile: { kind: 'file', act: 'leaves', guess: 'absence' },
  'thread.created': { kind: 'thread', act: 'enters' },
  'thread.run.created': { kind: 'thread.run', act: 'enters' },
  'thread.run.queued': { kind: 'thread.run', act: 'changes' },
  'thread.run.in_progress': { kind: 'thread.run', act: 'changes' },
  'thread.run.requires_action': { kind: 'thread.run', act: 'changes' },
  'thread.run.completed': { kind: 'thread.run', act: 'changes' },
  'thread.run.incomplete': { kind: 'thread.run', act: 'changes' },
  'thread.run.failed': { kind: 'thread.run', act: 'changes' },
  'thread.run.cancelling': { kind: 'thread.run', act: 'changes' },
  'thread.run.cancelled': { kind: 'thread.run', act: 'changes' },
  'thread.run.expired': { kind: 'thread.run', act: 'changes' },
  'thread.run.step.created': { kind: 'thread.run.step', act: 'enters' },
  'thread.run.step.in_progress': { kind: 'thread.run.step', act: 'changes' },
  'thread.run.step.delta': { kind: 'thread.run.step', act: 'waits' },
  'thread.run.step.completed': { kind: 'thread.run.step', act: 'changes' },
  'thread.run.step.failed': { kind: 'thread.run.step', act: 'changes' },
  'thread.run.step.cancelled': { kind: 'thread.run.step', act: 'changes' },
  'thread.run.step.expired': { kind: 'thread.run.step', act: 'changes' },
  'thread.message.created': { kind: 'thread.message', act: 'waits' },
  'thread.message.in_progress': { kind: 'thread.message', act: 'waits' },
  'thread.message.delta': { kind: 'thread.message', act: 'waits' },
  'thread.message.completed': { kind: 'thread.message', act: 'enters' },
  'thread.message.incomplete': { kind: 'thread.message', act: 'enters' },
} as const satisfies Record<WriteName | RunEventName, Effect>

/** A write or an event. */
export type EffectName = keyof typeof effects

/** All reads whose answer a write or an event may change. */
export function readsTouchedBy(name: EffectName): ReadName[] {
  const { kind, act, also, untold = [] }: Effect = effects[name]
  if (act === 'waits') return []
  const names = Object.keys(routes).filter((operation) => /^(?:get|list)/.test(operation))
  const own = routes[places[kind].item]
  return (names as ReadName[]).filter(
    (read) =>
      [kind, also?.kind].some(
        (touched) =>
          touched !== undefined && (read === places[touched].item || read === places[touched].list),
      ) ||
      untold.some(({ reads }) => reads.includes(read)) ||
      // What is gone takes along what lies under it.
      (act === 'leaves' && routes[read].startsWith(`${own}/`)),
  )
}
