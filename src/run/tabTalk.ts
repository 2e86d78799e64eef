import type { Message, Resource, Run, RunStep, Thread } from '../api/index.js'
import type { Answer } from './drafts.js'
import { isObject } from './isObject.js'
import type { CallState } from './liveRun.js'

/** What the server has said for good about one thread. */
export type ThreadNews = Message | Run | RunStep | Thread

/** What tabs on one thread tell one another. */
export type Saying =
  /** A tab has come: whoever knows something tells it. */
  | { kind: 'hello' }
  | { kind: 'news'; resource: ThreadNews; isNew: boolean }
  /** What the person is writing: the composer under no name, an answer under its key; null when it is gone. */
  | { kind: 'draft'; name: string; value: string | Answer | null }
  /** How calls of a run stand; null for one that is as if it had never begun. */
  | { kind: 'calls'; runId: string; calls: Readonly<Record<string, CallState | null>> }
  | { kind: 'stopCall'; runId: string; callId: string }
  /** The server took the outputs of a run's ask. */
  | { kind: 'answered'; runId: string; callIds: readonly string[] }

type Plain = Record<string, unknown>

const isText = (value: unknown): value is string => typeof value === 'string'

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

const objects = new Set(['thread.message', 'thread.run', 'thread.run.step', 'thread'])

/** Whether the other tabs on the thread want to know. */
export const isThreadNews = (resource: Resource): resource is ThreadNews =>
  objects.has(resource.object)

const isNews = (resource: unknown, threadId: string): boolean =>
  isObject(resource) &&
  isText(resource['id']) &&
  objects.has(resource['object'] as string) &&
  (resource['object'] === 'thread' ? resource['id'] : resource['thread_id']) === threadId

const isAnswer = (value: unknown): boolean =>
  isObject(value) && isText(value['text']) && (value['as'] === 'text' || value['as'] === 'json')

const isCallState = (value: unknown): boolean =>
  value === null || (isObject(value) && isKnownState(value))

const isKnownState = (value: Plain): boolean =>
  value['state'] === 'running' ||
  ((value['state'] === 'done' || value['state'] === 'skipped') && isText(value['output'])) ||
  (value['state'] === 'handed-over' && value['error'] instanceof Error)

/** Whether it is what its kind says: another version of the app may be open in the other tab. */
function isSaying(said: Plain, threadId: string): boolean {
  switch (said['kind']) {
    case 'hello':
      return true
    case 'news':
      return isNews(said['resource'], threadId) && typeof said['isNew'] === 'boolean'
    case 'draft': {
      const { name, value } = said
      return isText(name) && (value === null || (name === '' ? isText(value) : isAnswer(value)))
    }
    case 'calls':
      return (
        isText(said['runId']) &&
        isObject(said['calls']) &&
        Object.values(said['calls']).every(isCallState)
      )
    case 'stopCall':
      return isText(said['runId']) && isText(said['callId'])
    case 'answered':
      return isText(said['runId']) && isTexts(said['callIds'])
    default:
      return false
  }
}

/** Which thread of which server, and which version of these words. */
const stamp = (scope: string, threadId: string) => ({ talk: 1, scope, threadId })

export const toSaid = (scope: string, threadId: string, saying: Saying): unknown => ({
  ...stamp(scope, threadId),
  ...saying,
})

/** What another tab said, if it is about this thread and in words that are known. */
export function readSaid(scope: string, threadId: string, said: unknown): Saying | null {
  if (!isObject(said)) return null
  const isOurs = Object.entries(stamp(scope, threadId)).every(([key, value]) => said[key] === value)
  // Checked member by member above.
  return isOurs && isSaying(said, threadId) ? (said as unknown as Saying) : null
}
