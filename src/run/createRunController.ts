import type { QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import { type AssistantsClient, type Clock, systemClock } from '../api/index.js'
import { createAskAnswer } from './answerAsk.js'
import type { ControllerContext, ControllerSettings, WhenBusy } from './controllerContext.js'
import { createDrafts, type Drafts } from './drafts.js'
import { createCatchUp } from './catchUp.js'
import { createReach } from './createReach.js'
import { toError } from './following.js'
import { knownThreadsOf } from './knownThreads.js'
import { idleRun, isBusy, isFinal, type MessageInput, type ThreadState } from './liveRun.js'
import { pagePresence, type Presence } from './presence.js'
import { nextFrame, type Schedule } from './schedule.js'
import { createSeek } from './createSeek.js'
import { createSendQueue } from './sendQueue.js'
import { createStopRun } from './stopRun.js'
import { memoryStorage, type StoragePort } from './storage.js'
import { sureStorage } from './sureStorage.js'
import { createTabShare } from './createTabShare.js'
import { pageTabs, type Tabs } from './tabs.js'
import { createThreadCore } from './threadCore.js'
import { watchPatience } from './watchPatience.js'

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
  storage?: StoragePort
  /** What tells the time and rings. @default systemClock */
  clock?: Clock
  /** Makes the key of an act. @default crypto.randomUUID */
  ids?: () => string
  /** When to publish what was heard. @default nextFrame */
  schedule?: Schedule
  /** Whether somebody is there to read. @default pagePresence */
  presence?: Presence
  /** The other tabs of this origin. @default pageTabs */
  tabs?: Tabs
  /**
   * Milliseconds without any news of a run that goes on after which the person is asked whether to wait; Infinity for
   * never. The run is left alone either way. @default 180_000
   */
  patience?: number
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

/** Makes the controller of one thread. */
export function createRunController({
  client,
  cache,
  threadId,
  around = null,
  draftKey = 'new',
  storage: givenStorage = memoryStorage(),
  clock = systemClock,
  ids = () => crypto.randomUUID(),
  schedule = nextFrame,
  presence = pagePresence,
  tabs = pageTabs,
  patience = 180_000,
}: ControllerOptions): RunController {
  const core = createThreadCore({
    client,
    cache,
    clock,
    schedule,
    threadId,
    around: threadId === null ? null : around,
    onTell: (news) => {
      share.tell(news)
      seek.notice()
    },
  })
  let stay = new AbortController()
  let settings: ControllerSettings = {}
  let job: Promise<void> | null = null
  let stopListening = () => {}

  const storage = sureStorage(givenStorage)
  const known = knownThreadsOf(storage, client.scope)
  const place = () => `${client.scope} ${core.get().threadId ?? draftKey}`
  const drafts = createDrafts({ storage, key: `drafts ${place()}`, clock, tabs })
  const share = createTabShare({
    core,
    client,
    clock,
    presence,
    tabs,
    drafts,
    place,
    on: {
      news(resource, isNew) {
        if (resource.object !== 'thread.run') {
          core.learn({ resource, isNew })
          return seek.notice()
        }
        // What is said of the run that is heard here may be older than what was heard.
        const isHeard = core.get().live.run?.id === resource.id
        if (!isHeard || isFinal(resource)) core.learn({ resource, isNew })
        catchUp.hear(resource)
      },
      calls: (runId, calls) => ask.hearCalls(runId, calls),
      stopCall: (runId, callId) => ask.hearStop(runId, callId),
      answered: (runId, callIds) => ask.hearAnswered(runId, callIds),
      hello: () => ask.tellCalls(),
    },
  })
  const context: ControllerContext = {
    core,
    client,
    cache,
    clock,
    presence,
    reach: createReach(),
    storage,
    tabs,
    share,
    drafts,
    ids,
    get signal() {
      return stay.signal
    },
    settings: () => settings,
    place,
    job: () => job,
    start(work) {
      const { signal } = stay
      const fail = (thrown: unknown) => {
        if (signal.aborted) return
        const { live } = core.get()
        core.setLive({ ...live, phase: 'failed', error: toError(thrown), stopping: false })
      }
      const mine = work()
        .catch(fail)
        .finally(() => {
          // A job that outlives its stay must not speak for the next one.
          if (job !== mine) return
          job = null
          if (signal.aborted) return
          ask.rest()
          queue.drain()
          catchUp.rest()
        })
      job = mine
      return mine
    },
  }
  const catchUp = createCatchUp(context)
  const queue = createSendQueue(context, catchUp)
  const stop = createStopRun(context)
  const ask = createAskAnswer(context, { stop })
  let stopKnowing = () => {}

  /** The thread is on the list of those that are known here, named by what was said first. */
  const see = (input?: MessageInput) => {
    const { threadId: id } = core.get()
    const text = typeof input?.content === 'string' ? input.content : undefined
    if (id !== null) known.see(id, clock.now(), text)
  }
  core.store.subscribe((state, before) => {
    if (state.threadId !== before.threadId) see(state.pending[0]?.input)
  })
  const watch = watchPatience(context, patience)
  const seek = createSeek(context)

  return {
    store: core.store,
    drafts,
    configure(next) {
      const given = Object.entries(next).filter(([, value]) => value !== undefined)
      settings = { ...settings, ...Object.fromEntries(given) }
      ask.reconsider()
    },
    async attach() {
      if (stay.signal.aborted) stay = new AbortController()
      stopListening()
      stopListening = presence.onReturn(catchUp.welcome)
      stopKnowing()
      stopKnowing = known.listen(tabs)
      const { signal } = stay
      // Someone may have sent before the thread was entered: one at a time.
      while (context.job() && !signal.aborted) await context.job()
      if (signal.aborted) return
      await context.start(async () => {
        // What cannot be brought back is not worth a thread that does not open.
        await Promise.all([drafts.load().catch(() => {}), queue.restore()])
        if (signal.aborted) return
        share.join()
        await catchUp.findActive()
        await ask.restore()
        if (signal.aborted) return
        core.set({ isCaughtUp: true })
        const { threads } = known.store.getState()
        if (threads.every(({ id }) => id !== core.get().threadId)) see()
      })
    },
    send(input, { whenBusy = settings.whenBusy } = {}) {
      const isHeld = isBusy(core.get().live)
      seek.leave()
      const intent = queue.send(input)
      ask.goOn()
      see(typeof input === 'string' ? { content: input } : input)
      if (isHeld && whenBusy === 'cancel' && client.isSupported('cancelRun')) void stop()
      return intent
    },
    retry: queue.retry,
    takeBack: queue.takeBack,
    answer: () => queue.answer(ask.startAgain()),
    discardKept: ask.discardKept,
    stop,
    keepWaiting: watch.keepWaiting,
    submit: ask.submit,
    undo: ask.undo,
    retryCall: ask.retryCall,
    stopCall: ask.stopCall,
    skipCall: ask.skipCall,
    unskipCall: ask.unskipCall,
    goTo: seek.goTo,
    goToLatest: seek.goToLatest,
    dismissSought: seek.dismissSought,
    sync: catchUp.sync,
    serverNow: core.serverNow,
    close() {
      stay.abort(new DOMException('The thread was left.', 'AbortError'))
      job = null
      stopListening()
      stopKnowing()
      stopKnowing = () => {}
      ask.leave()
      queue.leave()
      share.leave()
      watch.leave()
      seek.close()
      core.flush()
      const { live } = core.get()
      // What was on its way may have arrived or not; the next stay finds out.
      if (live.phase === 'sending' || live.phase === 'running') core.setLive({ ...idleRun })
      core.set({ isCaughtUp: core.get().threadId === null })
      void drafts.flush().catch(() => {})
    },
  }
}
