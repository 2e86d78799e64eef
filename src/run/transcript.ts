import type { Message } from '../api/index.js'
import { intentKey, type LiveRun, type PendingSend, type ThreadState } from './liveRun.js'
import { ownOf } from './ownOf.js'

/** One row of a thread: a message, or what was sent and is on its way to become one. */
export type TranscriptRow =
  | { kind: 'message'; id: string; message: Message; isLive: boolean }
  | { kind: 'pending'; id: string; send: PendingSend }

/** What rows are made of. */
export interface TranscriptSource extends Pick<ThreadState, 'live' | 'pending' | 'rows'> {
  /** The settled messages, oldest first; undefined until they were read. */
  settled: readonly Message[] | undefined
}

/** The rows of a thread, in order. */
export interface Transcript {
  /** Row ids, oldest first; the array changes only when a row comes or goes. */
  ids: readonly string[]
  /** One row; the same object until that row changes, undefined where there is none of this id. */
  row: (id: string) => TranscriptRow | undefined
}

interface Base {
  settled: readonly Message[]
  rows: ThreadState['rows']
  pending: readonly PendingSend[]
  /** By row id, oldest first. */
  map: ReadonlyMap<string, Message>
  ids: readonly string[]
}

const none: readonly Message[] = []

/**
 * Makes the one reader over settled messages, live messages and pending sends. What the thread already held is worked
 * through only when it changes, so a delta costs the same in a thread of any length.
 */
export function createTranscriptReader(): (source: TranscriptSource) => Transcript {
  let base: Base | undefined
  let tailIds: readonly string[] = []
  let answer: Transcript = { ids: [], row: () => undefined }
  let last: { live: LiveRun; base: Base } | undefined
  const made = new Map<string, TranscriptRow>()

  return ({ settled = none, live, pending, rows }) => {
    if (base?.settled !== settled || base.rows !== rows || base.pending !== pending) {
      base = readBase(settled, rows, pending, base)
    }
    if (last?.live === live && last.base === base) return answer

    const { map } = base
    const tail = readTail(map, live, pending)
    const isSameIds = last?.base.ids === base.ids && isSameList(tailIds, tail.ids)
    const ids = isSameIds ? answer.ids : [...base.ids, ...tail.ids]
    tailIds = tail.ids
    last = { live, base }

    const find = (id: string): TranscriptRow | undefined => {
      const settledMessage = map.get(id)
      const said = tail.live.get(settledMessage?.id ?? id)
      // Until a message is complete the words just heard are ahead of any copy that was read meanwhile.
      const isLive = said?.status === 'in_progress' && isGoingOn(live)
      const message = isLive ? said : (settledMessage ?? tail.accepted.get(id) ?? said)
      if (message) return { kind: 'message', id, message, isLive }
      const send = tail.sends.get(id)
      return send && { kind: 'pending', id, send }
    }
    answer = {
      ids: isSameList(answer.ids, ids) ? answer.ids : ids,
      row: (id) => {
        const row = find(id)
        const before = made.get(id)
        if (row && before && isSameRow(before, row)) return before
        if (row) made.set(id, row)
        else made.delete(id)
        return row
      },
    }
    return answer
  }
}

/** The settled rows. A list of the very same rows keeps its identity, so that nothing after it is put together anew. */
function readBase(
  settled: readonly Message[],
  rows: ThreadState['rows'],
  pending: readonly PendingSend[],
  before: Base | undefined,
): Base {
  const intents = new Set(pending.map(({ intent }) => intent))
  const map = new Map<string, Message>()
  for (const message of settled) {
    if (isHollow(message)) continue
    const said = message.metadata?.[intentKey]
    // A list that was read may hold a message before its own answer says so: it is known by its intent.
    const row =
      ownOf(rows, message.id) ?? (said !== undefined && intents.has(said) ? said : message.id)
    map.set(map.has(row) ? message.id : row, message)
  }
  const ids = [...map.keys()]
  return {
    settled,
    rows,
    pending,
    map,
    ids: before && isSameList(before.ids, ids) ? before.ids : ids,
  }
}

/** What comes after the settled rows: sends that were accepted, then what is being said, then what waits. */
function readTail(
  settled: ReadonlyMap<string, Message>,
  live: LiveRun,
  pending: readonly PendingSend[],
) {
  const accepted = new Map<string, Message>()
  const sends = new Map<string, PendingSend>()
  for (const send of pending) {
    if (settled.has(send.intent)) continue
    if (send.state === 'accepted') accepted.set(send.intent, send.message)
    else sends.set(send.intent, send)
  }
  const heard = live.messages.filter(
    (message) => !isEmpty(message) || (message.status === 'in_progress' && isGoingOn(live)),
  )
  return {
    accepted,
    sends,
    live: new Map(heard.map((message) => [message.id, message])),
    ids: [
      ...accepted.keys(),
      ...heard.map(({ id }) => id).filter((id) => !settled.has(id)),
      ...sends.keys(),
    ],
  }
}

/** The rows that may differ between two states, by id; undefined when that may be any of them. */
export function rowsTouched(
  before: TranscriptSource,
  now: TranscriptSource,
): readonly string[] | undefined {
  const { settled, rows, pending, live } = now
  if (before.settled !== settled || before.rows !== rows || before.pending !== pending) {
    return undefined
  }
  if (before.live === live) return []
  const was = before.live.messages
  const is = live.messages
  const isSamePhase = isGoingOn(before.live) === isGoingOn(live)
  const changed = isSamePhase
    ? [...was.filter((one) => !is.includes(one)), ...is.filter((one) => !was.includes(one))]
    : [...was, ...is]
  // A message may stand in the row of what was sent.
  return [
    ...new Set(
      changed.flatMap(({ id, metadata }) => [id, ownOf(rows, id) ?? metadata?.[intentKey] ?? id]),
    ),
  ]
}

const isGoingOn = ({ phase }: LiveRun): boolean => phase === 'running' || phase === 'sending'

/** Nothing was said, or nothing yet. */
export const isEmpty = ({ content }: Message): boolean =>
  content.every((part) => part.type === 'text' && part.text.value === '')

/** Some servers announce an empty message beside every tool call; there is nothing to show of it. */
const isHollow = (message: Message): boolean =>
  isEmpty(message) && message.role === 'assistant' && message.status !== 'in_progress'

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((id, at) => id === other[at]))

function isSameRow(one: TranscriptRow, other: TranscriptRow): boolean {
  return one.kind === 'message' && other.kind === 'message'
    ? one.message === other.message && one.isLive === other.isLive
    : one.kind === 'pending' && other.kind === 'pending' && one.send === other.send
}
