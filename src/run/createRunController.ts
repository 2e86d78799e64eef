import { systemClock } from '../api/index.js'
import { createAskAnswer } from './answerAsk.js'
import type { ControllerContext, ControllerSettings } from './controllerContext.js'
import { createDrafts } from './drafts.js'
import { createCatchUp } from './catchUp.js'
import { createReach } from './createReach.js'
import { toError } from './following.js'
import { knownThreadsOf } from './knownThreads.js'
import { idleRun, isBusy, isFinal, type MessageInput } from './liveRun.js'
import { pagePresence } from './presence.js'
import { readAgain } from './readAgain.js'
import type { ControllerOptions, RunController } from './runController.js'
import { nextFrame } from './schedule.js'
import { createSeek } from './createSeek.js'
import { createSendQueue } from './sendQueue.js'
import { createStopRun } from './stopRun.js'
import { memoryStorage } from './storage.js'
import { sureStorage } from './sureStorage.js'
import { createTabShare } from './createTabShare.js'
import { pageTabs } from './tabs.js'
import { createThreadCore } from './threadCore.js'
import { watchPatience } from './watchPatience.js'

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
  const drafts = createDrafts({
    storage,
    key: `drafts ${place()}`,
    clock,
    tabs,
    isAway: presence.isAway,
  })
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
      readAgain({ storage, clock, presence, signal }, () => {
        void drafts.load().catch(() => {})
        void queue.restore().catch(() => {})
        if (core.get().isCaughtUp) void ask.restore().catch(() => {})
      })
      await context.start(async () => {
        // The list is read beside what was kept, which may take longer.
        const isListRead = catchUp.watchList()
        // What cannot be brought back is not worth a thread that does not open.
        await Promise.all([drafts.load().catch(() => {}), queue.restore()])
        if (signal.aborted) return
        share.join()
        await catchUp.findActive(isListRead)
        await ask.restore()
        if (signal.aborted) return
        core.set({ isCaughtUp: true })
        if (!known.isSeen(core.get().threadId ?? '')) see()
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
