import { type Run, stopwatch } from '../api/index.js'
import { createAskStore } from './askStore.js'
import { type CallTools, createCallTools } from './callTools.js'
import type { ControllerContext } from './controllerContext.js'
import { createDeadline } from './deadline.js'
import { answerKey, isWritten } from './drafts.js'
import { AskChangedError } from './errors.js'
import { pollUntilRest } from './followRun.js'
import { callsOf, isSameAsk } from './asks.js'
import { createKeptAnswers } from './keptAnswers.js'
import { type Ask, isBusy } from './liveRun.js'
import { refusedCalls } from './refusedCalls.js'
import { createSubmitAnswers } from './submitAnswers.js'
import { createUndoWindow } from './undoWindow.js'

/** What a run asks for, from the moment it asks until it is answered or over. */
export interface AskAnswer {
  /** The run has come to rest: an ask begins, goes on, or is over. */
  rest: () => void
  submit: () => Promise<void>
  undo: () => void
  /** The app has changed what it allows. */
  reconsider: () => void
  retryCall: (callId: string) => void
  stopCall: (callId: string) => void
  skipCall: (callId: string) => void
  unskipCall: (callId: string) => void
  /** Another tab tells how calls stand. */
  hearCalls: CallTools['hear']
  /** A person wants a call stopped, and another tab said so. */
  hearStop: (runId: string, callId: string) => void
  /** Another tab's outputs were taken. */
  hearAnswered: (runId: string, callIds: readonly string[]) => void
  /** Tells the other tabs how the calls stand. */
  tellCalls: () => void
  /** The page enters the thread, and how it stands was read. */
  restore: () => Promise<void>
  /** The thread is asked for an answer anew: what was written is used again. Tells who was to answer before. */
  startAgain: () => string | undefined
  /** The person goes on with something else. */
  goOn: () => void
  discardKept: (id: string) => void
  /** The page leaves the thread. */
  leave: () => void
}

/** An ask that was seen so long ago is compared with the server's before it is answered. */
const longestTrust = 30_000

/** Tells one ask of a run from the others. */
const keyOf = ({ run, toolCalls }: Ask): string =>
  JSON.stringify([run.id, ...toolCalls.map(({ id, function: asked }) => [id, asked])])

export function createAskAnswer(
  context: ControllerContext,
  { stop }: { stop: () => Promise<void> },
): AskAnswer {
  const { core, client, clock, storage, drafts, settings, place, start, job, share } = context
  let submitting: Promise<void> | null = null
  const kept = createKeptAnswers(context)
  const askStore = createAskStore(context)
  /** The person went on with a message after the ask, so that what is kept has its time no longer than until it is answered. */
  let isGoingOn = false
  /** Asks that were answered without a person. */
  const handedIn = new Set<string>()

  const callTools = createCallTools({
    core,
    clock,
    storage,
    storageKey: () => `calls ${place()}`,
    tools: () => settings().tools ?? {},
    mayBegin: (ask) => refusedCalls(ask, {}, settings().canAnswer).size === 0,
    async alone(signal) {
      const { waited } = await share.hold('calls', signal)
      if (!waited || signal.aborted) return
      // The tab that carried them out has gone: maybe after it had handed them in.
      while (job()) await job()
      await look()
    },
    onChange: (runId, callId, state) =>
      share.say({ kind: 'calls', runId, calls: { [callId]: state ?? null } }),
    onAllDone: () => {
      const { ask } = core.get()
      // The same outputs are not sent by themselves again and again to a server that does not take them.
      if (!ask || handedIn.has(keyOf(ask))) return
      handedIn.add(keyOf(ask))
      // A person may have been quicker, or the run is over: then there is nothing left to hand in.
      submit().catch(() => {})
    },
    onFail: (error) => {
      void stop()
      core.set({ trouble: { act: 'call', error } })
    },
  })

  /** When the server was last known to ask what is on screen. */
  const sure = stopwatch(clock)
  let sureOf: Run | null = null
  const beSure = () => {
    sure.restart()
  }

  const lookUp = async ({ run, toolCalls }: Ask): Promise<Run | null> => {
    const which = { thread_id: core.get().threadId ?? run.thread_id, run_id: run.id }
    const found = await client.getRun(which, {
      signal: context.signal,
      onResponse: core.onResponse,
    })
    if (found.status !== 'requires_action') return found
    if (!isSameAsk(callsOf(found), toolCalls)) return found
    beSure()
    deadline.confirm()
    return null
  }

  const look = async () => {
    const { live } = core.get()
    if (live.phase !== 'asking' || job() || context.signal.aborted) return
    await start(async () => {
      const moved = await lookUp(live).catch(() => null)
      if (moved) await pollUntilRest(context, moved.id, moved)
    })
  }
  const deadline = createDeadline(context, () => void look())

  const undoWindow = createUndoWindow(context)
  const { check, handIn } = createSubmitAnswers(context, {
    callTools,
    lookUp,
    isInDoubt: () => sure.ms() > longestTrust,
    onAccepted: askStore.forget,
    onUnknown: () => {
      sure.forget()
    },
  })
  const submitOnce = async () => {
    if (await undoWindow.wait(check)) await handIn()
  }
  const submit = (): Promise<void> => {
    submitting ??= submitOnce().finally(() => {
      submitting = null
    })
    return submitting
  }

  const begin = (ask: Ask) => {
    const { run, toolCalls } = ask
    if (sureOf !== run) beSure()
    sureOf = run
    const before = core.get().ask
    const isSame = before?.run.id === run.id && isSameAsk(before.toolCalls, toolCalls)
    if (!isSame) {
      undoWindow.undo()
      isGoingOn = false
    }
    // What the person handed in from another tab needs no keeping.
    if (before && !isSame && !before.isAnsweredElsewhere) {
      kept.keep(before, before.run.id === run.id ? toolCalls : [])
    }
    core.set({ ask })
    if (!isSame) {
      askStore.remember(ask)
      kept.place(ask)
    }
    void callTools.begin(ask)
    // What has been done of it elsewhere is told.
    share.say({ kind: 'hello' })
    deadline.watch(run)
  }

  const isAnyWritten = ({ run, toolCalls }: Ask) => {
    const { answers } = drafts.store.getState()
    return toolCalls.some(({ id }) => isWritten(answers[answerKey(run.id, id)]))
  }

  return {
    submit,
    undo: undoWindow.undo,
    reconsider() {
      const { ask, live } = core.get()
      if (ask && live.phase === 'asking' && !ask.isAnsweredElsewhere) void callTools.begin(ask)
    },
    retryCall: callTools.retry,
    stopCall(callId) {
      callTools.stop(callId)
      const { ask } = core.get()
      if (ask) share.say({ kind: 'stopCall', runId: ask.run.id, callId })
    },
    skipCall: callTools.skip,
    unskipCall: callTools.unskip,
    hearCalls: callTools.hear,
    hearStop(runId, callId) {
      if (core.get().ask?.run.id === runId) callTools.stop(callId)
    },
    hearAnswered(runId, callIds) {
      const { ask, live } = core.get()
      if (live.phase !== 'asking' || ask?.run.id !== runId) return
      if (ask.toolCalls.some(({ id }) => !callIds.includes(id))) return
      callTools.leave()
      core.set({ ask: { ...ask, isAnsweredElsewhere: true } })
    },
    tellCalls() {
      const { ask, calls } = core.get()
      if (ask) share.say({ kind: 'calls', runId: ask.run.id, calls })
    },
    rest() {
      const { live } = core.get()
      if (live.phase === 'asking') {
        const { ask } = core.get()
        const isOvertaken = ask?.isAnsweredElsewhere === true && isAnyWritten(ask)
        begin({ run: live.run, toolCalls: live.toolCalls })
        // Answered elsewhere while something was being written here: it has not just gone.
        if (isOvertaken) {
          core.set({ trouble: { act: 'submit', error: new AskChangedError() } })
        }
        return
      }
      deadline.end()
      undoWindow.undo()
      if (live.phase === 'settled') {
        callTools.end()
        const overtaken = askStore.settle(live.run)
        if (overtaken) kept.keep(overtaken)
        const { ask } = core.get()
        const isNext = core.get().pending.some(({ state }) => state === 'waiting')
        // What waits goes out without the person, and the ask leaves the screen with it.
        if (ask?.run.id === live.run.id && live.run.status !== 'completed' && isNext) kept.keep(ask)
        // What is still on screen is the person's until they go on, and what an expiry cut off may be used again.
        if (ask?.run.id !== live.run.id && live.run.status !== 'expired') {
          // What waited, or somebody else, went on without the person.
          if (ask && !isGoingOn && !ask.isAnsweredElsewhere) kept.keep(ask)
          drafts.dropAnswers()
          askStore.forget()
          if (isGoingOn) kept.clear()
        }
      }
    },
    async restore() {
      await kept.load()
      if (core.get().live.phase !== 'asking') await askStore.restore()
    },
    startAgain() {
      const { live, ask } = core.get()
      if (isBusy(live)) return undefined
      isGoingOn = false
      if (ask) kept.keep(ask)
      return ask?.run.assistant_id
    },
    goOn() {
      isGoingOn ||= core.get().live.phase !== 'asking'
    },
    discardKept: kept.discard,
    leave() {
      undoWindow.undo()
      deadline.end()
      callTools.leave()
    },
  }
}
