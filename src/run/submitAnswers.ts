import type { Run, ToolCall, ToolOutput } from '../api/index.js'
import { keepRecord, recordAnswers } from './answerRecord.js'
import type { CallTools } from './callTools.js'
import { collectOutputs } from './collectOutputs.js'
import type { ControllerContext } from './controllerContext.js'
import { answerKey } from './drafts.js'
import { AskChangedError, isPartNotLoadedError, NotAskingError } from './errors.js'
import { isRefusal, toError } from './following.js'
import { followRun, pollUntilRest } from './followRun.js'
import { isSameAsk } from './asks.js'
import type { Ask, ThreadState } from './liveRun.js'
import { refusedCalls } from './refusedCalls.js'
import { NotAllowedError } from './toolErrors.js'

export interface SubmitAnswersOptions {
  callTools: CallTools
  /** The run as it is now if it is past this ask, else null. */
  lookUp: (ask: Ask) => Promise<Run | null>
  /** Whether the run was last known to ask this so long ago that it is looked up first. */
  isInDoubt: () => boolean
  /** The server took them. */
  onAccepted: () => void
  /** Nobody knows whether the server took them. */
  onUnknown: () => void
}

/** Hands all outputs of the ask in, in one request, and follows the run to its next rest. */
export function createSubmitAnswers(
  context: ControllerContext,
  { callTools, lookUp, isInDoubt, onAccepted, onUnknown }: SubmitAnswersOptions,
): { check: () => Promise<void>; handIn: () => Promise<void> } {
  const { core, client, drafts, settings, start, job, share } = context

  const answersNow = () => drafts.store.getState().answers

  /** What is asked and what was written in answer, once nothing else is on the wire. */
  const waitForAsk = async (): Promise<Ask & { thread_id: string; tool_outputs: ToolOutput[] }> => {
    const { signal } = context
    const { live: seen } = core.get()
    if (seen.phase !== 'asking') throw new NotAskingError()
    for (;;) {
      const answers = answersNow()
      const { calls } = core.get()
      const tool_outputs = await collect(seen)
      // The stream that brought the ask is being closed, or the run is read anew.
      while (job()) await job()
      const { live, threadId, urgency } = core.get()
      if (live.phase !== 'asking' || threadId === null || signal.aborted) throw new NotAskingError()
      const { run, toolCalls } = live
      if (seen.run.id !== run.id || !isSameAsk(seen.toolCalls, toolCalls)) {
        const error = new AskChangedError()
        core.set({ trouble: { act: 'submit', error } })
        throw error
      }
      if (urgency === 'locked') throw new NotAskingError()
      // What was typed in the meantime is meant, too.
      const isNewest = answers === answersNow() && calls === core.get().calls
      if (isNewest) return { run, toolCalls, thread_id: threadId, tool_outputs }
    }
  }

  /** The very call that is asked for once more was not taken: the answer is where it was. */
  const takeBack = ({ run, toolCalls }: Ask, answers: ReturnType<typeof answersNow>) => {
    const now = core.get().live
    if (now.phase !== 'asking' || now.run.id !== run.id) return
    for (const call of now.toolCalls) {
      const answer = answers[answerKey(run.id, call.id)]
      // Some servers use a call id twice in one run: then the words are another's.
      const before = toolCalls.find(({ id }) => id === call.id)
      if (answer && before && isVery(call, before)) drafts.setAnswer(run.id, call.id, answer)
    }
  }
  /** Keeps with the run who answered, where the app names the person. It is not waited for, and may be lost. */
  const keepWho = ({ run, toolCalls }: Ask, outputs: ToolOutput[], calls: ThreadState['calls']) => {
    const { person, tools = {} } = settings()
    if (person === undefined || !client.isSupported('modifyRun')) return
    const answered = recordAnswers(toolCalls, outputs, calls, tools)
    // What ran by itself was answered by nobody.
    if (Object.keys(answered).length === 0) return
    const record = { by: person, at: Math.floor(core.serverNow() / 1_000), calls: answered }
    keepRecord(context, run, record).catch(() => {})
  }

  /** The run went on without these answers: what it asks now, if it does, is something else. */
  const follow = async (moved: Run) => {
    await pollUntilRest(context, moved.id, moved)
    if (core.get().live.phase === 'asking') {
      core.set({ trouble: { act: 'submit', error: new AskChangedError() } })
    }
  }

  const collect = async (ask: Ask) => {
    const { calls } = core.get()
    const { tools = {}, canAnswer } = settings()
    const reasons = refusedCalls(ask, calls, canAnswer)
    if (reasons.size > 0) throw new NotAllowedError(reasons)
    if (isPartNotLoadedError(core.get().trouble?.error)) core.set({ trouble: null })
    return collectOutputs(ask, calls, drafts, tools).catch((error: unknown) => {
      if (isPartNotLoadedError(error)) core.set({ trouble: { act: 'submit', error } })
      throw error
    })
  }

  const check = async () => {
    const { live } = core.get()
    if (live.phase !== 'asking') throw new NotAskingError()
    await collect(live)
  }

  const handIn = async () => {
    const { signal } = context
    const { run, toolCalls, thread_id, tool_outputs } = await waitForAsk()
    const ask = { run, toolCalls }
    const { live } = core.get()
    const { messages, steps, link, stopping } = live
    const heard = { messages, steps, link, stopping, run }
    core.set({ live: { ...heard, phase: 'sending' }, trouble: null })

    const answers = answersNow()
    const { calls } = core.get()
    let isAccepted = false
    let endTurn = () => {}
    const accept = () => {
      isAccepted = true
      share.say({ kind: 'answered', runId: run.id, callIds: toolCalls.map(({ id }) => id) })
      endTurn()
      keepWho(ask, tool_outputs, calls)
      onAccepted()
      drafts.dropRun(run.id)
      callTools.leave()
      core.set({ ask: null, calls: {} })
    }
    const open = (stream: AbortSignal) =>
      client.stream.submitToolOutputs(
        { thread_id, run_id: run.id, tool_outputs },
        { signal: stream, onResponse: core.onResponse },
      )
    const send = async () => {
      let isGoingOn = false
      const stopWatching = core.store.subscribe(({ live: { phase } }) => {
        isGoingOn ||= phase === 'running'
      })
      await followRun({ open, lookUp: () => lookUp(ask), onAccepted: accept }, context).finally(
        stopWatching,
      )
      // A run that did not go on took some of the outputs at most: what it still asks for is not done once more.
      if (isGoingOn) callTools.end()
      takeBack(ask, answers)
    }
    const fail = async (thrown: unknown) => {
      if (signal.aborted || isAccepted) throw thrown
      // Refused because it was answered elsewhere, or is over: then the run itself says how it stands.
      const moved = isRefusal(thrown) ? await lookUp(ask).catch(() => null) : null
      if (moved) {
        await follow(moved)
        return
      }
      if (!isRefusal(thrown)) onUnknown()
      const trouble = { act: 'submit' as const, error: toError(thrown) }
      core.set({ live: { ...core.get().live, phase: 'asking', run, toolCalls }, trouble })
    }
    await start(async () => {
      try {
        const turn = await share.take('act', signal)
        endTurn = turn.end
        // Another tab may have been at it, with the same answers.
        const moved = turn.waited || isInDoubt() ? await lookUp(ask) : null
        await (moved ? follow(moved) : send())
      } catch (thrown) {
        await fail(thrown)
      } finally {
        endTurn()
      }
    })
  }
  return { check, handIn }
}

const isVery = ({ function: one }: ToolCall, { function: other }: ToolCall): boolean =>
  one.name === other.name && one.arguments === other.arguments
