import type { Run, ToolCall } from '../api/index.js'
import { callsOf } from './asks.js'
import { soon } from './deadline.js'

/** A run of some thread that waits for a person. */
export interface PendingAction {
  /** Where it waits. */
  threadId: string
  /** What people call the thread; null where nobody has named it. */
  title: string | null
  /** The run that waits. */
  run: Run
  /** What it asks. */
  toolCalls: readonly ToolCall[]
  /** Until when it can be answered, by the server's time told in milliseconds of this device; null where it does not end. */
  expiresAt: number | null
  /** Less than two minutes are left. */
  isUrgent: boolean
}

/** What a thread said when it was last looked at. */
export interface Look {
  lookedAt: number
  /** The run that asks. */
  run: Run | null
  error: Error | null
  /** The server did not find its runs: it is asked whether the thread is still there. */
  isMissing?: boolean
}

/** What stands beside the looks, and how the list was. */
interface Listing {
  before: readonly PendingAction[]
  titles: ReadonlyMap<string, string | null>
  /** By the clock of this device, in milliseconds. */
  now: number
  /** How far the server's time is ahead of that. */
  ahead: number
}

/** What waits, as the threads said; what ends first comes first. The same list, where nothing in it changed. */
export function listActions(
  looks: ReadonlyMap<string, Look>,
  { before, titles, now, ahead }: Listing,
): readonly PendingAction[] {
  const actions = [...looks].flatMap(([threadId, { run }]): PendingAction[] => {
    if (!run) return []
    const expiresAt = typeof run.expires_at === 'number' ? run.expires_at * 1_000 - ahead : null
    const left = expiresAt === null ? Infinity : expiresAt - now
    // What is over by the clock is not offered any more; the server says the rest with the next look.
    if (left <= 0) return []
    const title = titles.get(threadId) ?? null
    const isUrgent = left <= soon
    return [{ threadId, title, run, toolCalls: callsOf(run), expiresAt, isUrgent }]
  })
  return share(
    before,
    actions.toSorted(
      (one, other) =>
        (one.expiresAt ?? Infinity) - (other.expiresAt ?? Infinity) ||
        one.run.created_at - other.run.created_at,
    ),
  )
}

/** The list as it was, where nothing in it changed; else with every element that did not. */
function share(
  before: readonly PendingAction[],
  next: readonly PendingAction[],
): readonly PendingAction[] {
  const shared = next.map((action) => before.find((one) => isSame(one, action)) ?? action)
  return shared.length === before.length && shared.every((one, at) => one === before[at])
    ? before
    : shared
}

const isSame = (one: PendingAction, other: PendingAction): boolean =>
  one.threadId === other.threadId &&
  one.run === other.run &&
  one.title === other.title &&
  one.expiresAt === other.expiresAt &&
  one.isUrgent === other.isUrgent
