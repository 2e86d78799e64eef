import type { QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import type { AssistantsClient, Clock } from '../api/index.js'
import type { ControllerSettings, WhenBusy } from './controllerContext.js'
import type { Drafts } from './drafts.js'
import type { MessageInput, ThreadState } from './liveRun.js'
import type { Presence } from './presence.js'
import type { Schedule } from './schedule.js'
import type { StoragePort } from './storage.js'
import type { Tabs } from './tabs.js'

/** What a controller needs from outside of its thread. */
export interface ControllerOptions {
  /** Where everything is asked and sent. */
  client: AssistantsClient
  /** Where settled messages are read from and news is put: the app's own. */
  cache: QueryClient
  /** Null for a conversation that has yet to begin. */
  threadId: string | null
  /** The message that the thread is opened at, as soon as `goTo` is called with it. @default the latest one */
  around?: string | null
  /** Under which drafts are kept while there is no thread id. @default 'new' */
  draftKey?: string
  /** Where drafts and pending sends are kept. @default memoryStorage() */
  storage?: StoragePort | undefined
  /** What tells the time and rings. @default systemClock */
  clock?: Clock | undefined
  /** Makes the key of an act. @default crypto.randomUUID */
  ids?: (() => string) | undefined
  /** When to publish what was heard. @default nextFrame */
  schedule?: Schedule | undefined
  /** Whether somebody is there to read. @default pagePresence */
  presence?: Presence | undefined
  /** The other tabs of this origin. @default pageTabs */
  tabs?: Tabs | undefined
  /**
   * Milliseconds without any news of a run that goes on after which the person is asked whether to wait; Infinity for
   * never. The run is left alone either way. @default 180_000
   */
  patience?: number | undefined
}

/** One thread's acts, and the store in which they show. Works without React. */
export interface RunController {
  /** How the thread stands; `useThreadState` and `useLiveRun` read it. */
  store: Pick<StoreApi<ThreadState>, 'getState' | 'subscribe' | 'getInitialState'>
  /** What is being written in this thread. */
  drafts: Drafts
  /** Changes what is given; what is left out stays as it was. */
  configure: (settings: ControllerSettings) => void
  /** Begins, or begins again after `close`: brings back what was kept and takes up a run that is going on. */
  attach: () => Promise<void>
  /**
   * Sends a message and asks for an answer, now or as soon as the thread is free; createMessage, then createRun.
   * `whenBusy` says what becomes of it while a run holds the thread; by default what was configured.
   * @returns the act's key, which is its row's id
   * @throws NoAssistantError
   */
  send: (input: string | MessageInput, options?: { whenBusy?: WhenBusy | undefined }) => string
  /** Sends once more what was refused or is unknown, after it was looked for. */
  retry: (intent: string) => void
  /** Takes back a message that is not on its way, and returns what it holds; the others keep their order. */
  takeBack: (intent: string) => MessageInput | null
  /**
   * Asks for an answer to what the thread holds, without a new message; createRun. What was written in answer to an
   * ask that is over is filled in when the same tool is called again.
   * @throws NoAssistantError
   */
  answer: () => void
  /** Asks the server to cancel the run; cancelRun. Never rejects: a failure is the store's `trouble`, and the run goes on. */
  stop: () => Promise<void>
  /** Takes `isOverdue` back for as long again. */
  keepWaiting: () => void
  /**
   * Hands in all outputs in one request; submitToolOutputs. What the server refuses is the store's `trouble`, and every
   * answer stays.
   * @throws MissingOutputsError, NotAllowedError, NotAskingError, AskChangedError
   */
  submit: () => Promise<void>
  /** Takes answers back that a tool's `undoWindow` holds; nothing was sent. */
  undo: () => void
  /** Does an automatic call once more that failed, was stopped, or was cut off. */
  retryCall: (callId: string) => void
  /** Stops an automatic call; the person is asked in its place. */
  stopCall: (callId: string) => void
  /** Leaves a call without an answer: the model is told so. What was written in answer stays. */
  skipCall: (callId: string) => void
  /** Takes `skipCall` back. */
  unskipCall: (callId: string) => void
  /** Gives up an answer that waits for its tool to be called again. */
  discardKept: (id: string) => void
  /**
   * Leads the person to a message of this thread, wherever in it: by `get_message` and `list_messages` before and after it,
   * in three requests at most, and none where it is loaded. Until it is there, what is shown stays. `focus` moves the
   * keyboard's focus there as well, for an act of the person such as a click on what was found. How it went is the store's
   * `sought`.
   */
  goTo: (messageId: string, options?: { focus?: boolean }) => void
  /** Leads the person to the latest message; list_messages where it is not loaded. Sending does so by itself. */
  goToLatest: () => void
  /** Forgets where the person was led; what is shown stays. */
  dismissSought: () => void
  /** Reads anew how the thread stands; listRuns, listMessages, and the steps of a run that is news. */
  sync: () => Promise<void>
  /** The server's time in milliseconds. */
  serverNow: () => number
  /** Leaves: the wire is let go, the run goes on. */
  close: () => void
}
