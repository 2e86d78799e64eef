import type { Run, ToolCall } from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import { answerKey, isWritten } from './drafts.js'
import { isObject, listOf, textOf } from './isObject.js'
import { type Ask, type FinalRun, isFinal } from './liveRun.js'

interface KeptAsk {
  runId: string
  toolCalls: ToolCall[]
}

/** What was kept, as far as it can be asked about. */
function readAsk(kept: unknown): KeptAsk | null {
  const { runId, toolCalls } = isObject(kept) ? kept : {}
  // What stands for no letter stands in no address.
  if (typeof runId !== 'string' || /\p{Cs}/u.test(runId)) return null
  const calls = listOf(toolCalls).flatMap(({ id, function: asked }): ToolCall[] => {
    const { name, arguments: said } = isObject(asked) ? asked : {}
    const call = { name: textOf(name), arguments: textOf(said) }
    return typeof id === 'string' ? [{ id, type: 'function', function: call }] : []
  })
  return { runId, toolCalls: calls }
}

/** Remembers what was asked, so that answers which were not sent in time are seen again after a reload. */
export function createAskStore(context: ControllerContext) {
  const { core, client, drafts, storage, place } = context
  const key = () => `ask ${place()}`
  const forget = () => void storage.remove(key()).catch(() => {})

  /** What was brought back while nobody could say how its run stands. */
  let unsure: KeptAsk | null = null

  const show = ({ runId, toolCalls }: KeptAsk, run: Run) => {
    // A run that goes on tells by itself; one that was answered needs no answer of ours any more.
    if (!isFinal(run) || core.get().ask) return
    if (run.status !== 'completed') {
      core.set({ ask: { run, toolCalls } })
      return
    }
    drafts.dropRun(runId)
    forget()
  }

  return {
    remember: ({ run, toolCalls }: Ask) =>
      void storage.write(key(), { runId: run.id, toolCalls }).catch(() => {}),
    forget,
    /** The thread's newest run is over: what was written in answer to it is seen again; what another one asked is returned. */
    settle(run: FinalRun) {
      const kept = unsure
      unsure = null
      if (kept?.runId === run.id) show(kept, run)
      else if (kept) return { run: { id: kept.runId }, toolCalls: kept.toolCalls }
      return null
    },
    /** Shows what was written in answer to a run that ended without it. */
    async restore(): Promise<void> {
      const { threadId, ask } = core.get()
      const kept = readAsk(await storage.read(key()).catch(() => undefined))
      if (!kept || threadId === null || ask) return
      const { runId, toolCalls } = kept
      const { answers } = drafts.store.getState()
      if (!toolCalls.some(({ id }) => isWritten(answers[answerKey(runId, id)]))) return
      const known = core.get().live.run
      const which = { thread_id: threadId, run_id: runId }
      const run =
        known?.id === runId
          ? known
          : await client.getRun(which, { signal: context.signal }).catch(() => null)
      if (run) show(kept, run)
      else unsure = kept
    },
  }
}
