import type { Run } from '../api/index.js'
import { createCallTools } from './callTools.js'
import { collectOutputs } from './collectOutputs.js'
import type { ControllerContext } from './controllerContext.js'
import { answerKey } from './drafts.js'
import { NotAskingError } from './errors.js'
import { followRun, pollUntilRest } from './followRun.js'
import { isRefusal, toError } from './following.js'
import { isSameAsk } from './isSameAsk.js'
import type { Ask } from './liveRun.js'

/** What a run asks for, from the moment it asks until it is answered or over. */
export interface AskAnswer {
  /** The run has come to rest: an ask begins, goes on, or is over. */
  rest: () => void
  submit: () => Promise<void>
  retryCall: (callId: string) => void
  stopCall: (callId: string) => void
  skipCall: (callId: string) => void
  unskipCall: (callId: string) => void
  /** The page leaves the thread. */
  leave: () => void
}

/** Tells one ask of a run from the others. */
const keyOf = ({ run, toolCalls }: Ask): string =>
  JSON.stringify([run.id, ...toolCalls.map(({ id, function: asked }) => [id, asked])])

/** Deadlines further off than this are left to a later look. */
const longestTimer = 86_400_000

export function createAskAnswer(
  context: ControllerContext,
  { look, stop }: { look: () => Promise<void>; stop: () => Promise<void> },
): AskAnswer {
  const { core, client, clock, storage, drafts, settings, place, start, job } = context
  let cancelDeadline: (() => void) | null = null
  /** Looks at an ask whose time is over and that goes on all the same. */
  let lateLooks = 0
  let submitting: Promise<void> | null = null
  /** Asks that were answered without a person. */
  const handedIn = new Set<string>()

  const callTools = createCallTools({
    core,
    clock,
    storage,
    storageKey: () => `calls ${place()}`,
    tools: () => settings().tools ?? {},
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

  const handIn = async (): Promise<void> => {
    const { signal } = context
    const seen = core.get().live
    // The stream that brought the ask is being closed, or the run is read anew.
    while (seen.phase === 'asking' && job()) await job()
    const { live, threadId, calls } = core.get()
    const isSame =
      seen.phase === 'asking' &&
      live.phase === 'asking' &&
      seen.run.id === live.run.id &&
      isSameAsk(seen.toolCalls, live.toolCalls)
    if (!isSame || threadId === null || signal.aborted) throw new NotAskingError()
    const { run, toolCalls } = live
    const tool_outputs = collectOutputs(run, toolCalls, calls, drafts)
    const which = { thread_id: threadId, run_id: run.id }
    const { messages, steps, link, stopping } = live
    const heard = { messages, steps, link, stopping, run }
    core.set({ live: { ...heard, phase: 'sending' }, trouble: null })

    /** The run, if it is past this ask. */
    const lookUp = async (): Promise<Run | null> => {
      const found = await client.getRun(which, { signal })
      return found.status === 'requires_action' &&
        isSameAsk(found.required_action.submit_tool_outputs.tool_calls, toolCalls)
        ? null
        : found
    }
    const onAccepted = () => {
      drafts.dropRun(run.id)
      callTools.leave()
      core.set({ ask: null, calls: {} })
    }
    const open = (stream: AbortSignal) =>
      client.stream.submitToolOutputs(
        { ...which, tool_outputs },
        { signal: stream, onResponse: core.onResponse },
      )
    const { answers } = drafts.store.getState()
    /** The very call that is asked for once more was not taken: the answer is where it was. */
    const takeBack = () => {
      const now = core.get().live
      if (now.phase !== 'asking' || now.run.id !== run.id) return
      for (const { id, function: asked } of now.toolCalls) {
        const answer = answers[answerKey(run.id, id)]
        // Some servers use a call id twice in one run: then the words are another's.
        const before = toolCalls.find((call) => call.id === id)?.function
        const isTheVery = before?.name === asked.name && before.arguments === asked.arguments
        if (answer && isTheVery) drafts.setAnswer(run.id, id, answer)
      }
    }
    let isAccepted = false
    const accept = () => {
      isAccepted = true
      onAccepted()
    }
    let isGoingOn = false
    const stopWatching = core.store.subscribe(({ live: { phase } }) => {
      isGoingOn ||= phase === 'running'
    })
    await start(async () => {
      try {
        await followRun({ open, lookUp, onAccepted: accept }, context)
        // A run that did not go on took some of the outputs at most: what it still asks for is not done once more.
        if (isGoingOn) callTools.end()
        takeBack()
      } catch (thrown) {
        if (signal.aborted || isAccepted) throw thrown
        // Refused because it was answered elsewhere, or is over: then the run itself says how it stands.
        const moved = isRefusal(thrown) ? await lookUp().catch(() => null) : null
        if (moved) {
          await pollUntilRest(context, run.id, moved)
          return
        }
        const trouble = { act: 'submit' as const, error: toError(thrown) }
        core.set({ live: { ...core.get().live, phase: 'asking', run, toolCalls }, trouble })
      } finally {
        stopWatching()
      }
    })
  }

  const submit = (): Promise<void> => {
    submitting ??= handIn().finally(() => {
      submitting = null
    })
    return submitting
  }

  /** A stream ends with the ask, so nobody tells of the expiry: the run is read again when it is due. */
  const watchDeadline = ({ expires_at }: Run) => {
    if (typeof expires_at !== 'number') return
    const left = Math.max(0, expires_at * 1_000 - core.serverNow())
    lateLooks = left > 0 ? 0 : lateLooks + 1
    const after = Math.min(10_000, 1_000 * 1.5 ** lateLooks)
    if (left < longestTimer) cancelDeadline = clock.after(left + after, () => void look())
  }

  return {
    submit,
    retryCall: callTools.retry,
    stopCall: callTools.stop,
    skipCall: callTools.skip,
    unskipCall: callTools.unskip,
    rest() {
      const { live, ask } = core.get()
      cancelDeadline?.()
      cancelDeadline = null
      if (live.phase === 'asking') {
        const { run, toolCalls } = live
        core.set({ ask: { run, toolCalls } })
        void callTools.begin({ run, toolCalls })
        watchDeadline(run)
      } else if (live.phase === 'settled') {
        callTools.end()
        // What is still on screen is the person's until they go on, and what an expiry cut off may be used again.
        if (ask?.run.id !== live.run.id && live.run.status !== 'expired') drafts.dropAnswers()
      }
    },
    leave() {
      cancelDeadline?.()
      cancelDeadline = null
      callTools.leave()
    },
  }
}
