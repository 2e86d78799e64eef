import type { QueryClient } from '@tanstack/react-query'
import type { AssistantsClient, Clock, Params, Run, ToolCall } from '../api/index.js'
import type { Drafts } from './drafts.js'
import type { Reach } from './createReach.js'
import type { Presence } from './presence.js'
import type { TabShare } from './createTabShare.js'
import type { StoragePort } from './storage.js'
import type { Tabs } from './tabs.js'
import type { ThreadCore } from './threadCore.js'
import type { ToolSet } from './tools.js'

/** What goes with every run that a thread starts: model, instructions, metadata and the rest of createRun. */
export type RunParams = Omit<Params<'createRun'>, 'thread_id' | 'assistant_id'>

/**
 * What becomes of a message that is sent while a run holds the thread. `wait`: it waits its turn, for all to see.
 * `cancel`: the run is stopped, then it goes out; where the server cannot stop a run, it waits. `answer`: while the run
 * asks, the composer keeps the words and leads to the question; in all other cases it waits.
 */
export type WhenBusy = 'wait' | 'cancel' | 'answer'

/** Whether the person may answer a call: true, or why not, in words for them. Cheap, and asked often. */
export type CanAnswer = (call: ToolCall, run: Run) => true | string

/** What the app may change while a controller lives. */
export interface ControllerSettings {
  /** Who answers. */
  assistantId?: string | undefined
  /** The tools that answer calls, by the name under which assistants know them. */
  tools?: ToolSet | undefined
  /** Whether the person may answer a call: true, or why not, in words for them. @default every call may be answered */
  canAnswer?: CanAnswer | undefined
  /**
   * Who answers here, in words that others may read: kept with each answered run, by modifyRun.
   * @default nobody is named, and nothing is kept
   */
  person?: string | undefined
  /** Goes with every run: model, instructions, metadata and the rest of createRun. */
  runParams?: RunParams | undefined
  /** What becomes of a message that is sent while a run holds the thread. @default 'wait' */
  whenBusy?: WhenBusy | undefined
  /** The first send made the thread. */
  onThreadChange?: ((threadId: string) => void) | undefined
}

/** What the acts of one controller share. */
export interface ControllerContext {
  core: ThreadCore
  client: AssistantsClient
  cache: QueryClient
  clock: Clock
  presence: Presence
  reach: Reach
  storage: StoragePort
  tabs: Tabs
  /** The thread's other tabs. */
  share: TabShare
  drafts: Drafts
  /** Makes the key of an act. */
  ids: () => string
  /** Aborted when the thread is left. A thread can be entered again, so each act reads it anew as it begins. */
  readonly signal: AbortSignal
  settings: () => ControllerSettings
  /** Names this thread, or this conversation yet to begin, in storage. */
  place: () => string
  /**
   * Holds the wire for `work`; one at a time. What it throws shows as phase `failed`. Afterwards what rests begins:
   * the ask, or the next send.
   */
  start: (work: () => Promise<void>) => Promise<void>
  /** What holds the wire now. */
  job: () => Promise<void> | null
}
