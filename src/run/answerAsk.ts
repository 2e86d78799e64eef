import type { Run } from '../api/index.js'
import { collectOutputs, createCallTools, isSameAsk } from './callTools.js'
import type { ControllerContext } from './controllerContext.js'
import { NotAskingError } from './errors.js'
import { followRun, hearRun, isRefusal, pollUntilRest, toError } from './followRun.js'

/** What a run asks for, from the moment it asks until it is answered or over. */
export interface AskAnswer {
  /** The run has come to rest: an ask begins, or the last one is over. */
  rest: () => void
  submit: () => Promise<void>
  retryCall: (callId: string) => void
  close: () => void
}

/** Deadlines further off than this are left to a later look. */
const longestTimer = 86_400_000

export function createAskAnswer(
  context: ControllerContext,
  { sync }: { sync: () => Promise<void> },
): AskAnswer {
  const { core, client, clock, storage, drafts, signal, settings, place, start, job } = context
  let cancelDeadline: (() => void) | null = null

  const callTools = createCallTools({
    core,
    storage,
    storageKey: () => `calls ${place()}`,
    tools: () => settings().tools ?? {},
    onAllDone: () => {
      // A person may have been quicker, or the run is over: then there is nothing left to hand in.
      submit().catch(() => {})
    },
  })

  const submit = async (): Promise<void> => {
    const working = job()
    const { live, threadId } = core.get()
    if (live.phase === 'sending' && live.run && working) return working
    if (working && live.phase === 'asking') await working
    const now = core.get()
    if (now.live.phase !== 'asking' || threadId === null || job()) throw new NotAskingError()
    const { run, toolCalls } = now.live
    const tool_outputs = collectOutputs(run, toolCalls, now.calls, drafts)
    const which = { thread_id: threadId, run_id: run.id }
    core.set({ live: { ...now.live, phase: 'sending', run }, trouble: null })

    /** The run, if it is past this ask. */
    const lookUp = async (): Promise<Run | null> => {
      const found = await client.getRun(which, { signal })
      const calls = found.required_action?.submit_tool_outputs.tool_calls ?? []
      return found.status === 'requires_action' && isSameAsk(calls, toolCalls) ? null : found
    }
    const options = { signal, onResponse: core.onResponse }
    return start(async () => {
      try {
        await followRun(
          {
            open: () => client.stream.submitToolOutputs({ ...which, tool_outputs }, options),
            lookUp,
            onAccepted: () => {
              drafts.dropRun(run.id)
              callTools.end()
              core.set({ ask: null })
            },
          },
          context,
        )
      } catch (thrown) {
        if (signal.aborted) throw thrown
        // Refused because it was answered elsewhere, or is over: then the run itself says how it stands.
        const moved = isRefusal(thrown) ? await lookUp().catch(() => null) : null
        if (moved) {
          hearRun(core, moved)
          if (core.get().live.phase === 'running') await pollUntilRest(context)
          return
        }
        const trouble = { act: 'submit' as const, error: toError(thrown) }
        core.set({ live: { ...core.get().live, phase: 'asking', run, toolCalls }, trouble })
      }
    })
  }

  return {
    submit,
    retryCall: callTools.retry,
    rest() {
      const { live } = core.get()
      cancelDeadline?.()
      cancelDeadline = null
      if (live.phase !== 'asking') {
        callTools.end()
        return
      }
      const { run, toolCalls } = live
      core.set({ ask: { run, toolCalls } })
      void callTools.begin(run, toolCalls)
      if (run.expires_at === null || run.expires_at === undefined) return
      // A stream ends with the ask, so nobody tells of the expiry: the run is read again when it is due.
      const left = Math.max(0, run.expires_at * 1_000 - core.serverNow())
      if (left < longestTimer) cancelDeadline = clock.after(left + 1_000, () => void sync())
    },
    close() {
      cancelDeadline?.()
      callTools.leave()
    },
  }
}
