import type { Run, ToolCall, ToolOutput } from '../api/index.js'
import { answerKey, type Drafts } from './drafts.js'
import { InterruptedError, MissingOutputsError } from './errors.js'
import { toError } from './followRun.js'
import type { CallState } from './liveRun.js'
import { missingCalls } from './missingCalls.js'
import type { StoragePort } from './storage.js'
import type { ThreadCore } from './threadCore.js'
import { executeCall, isAutomatic, type ToolSet } from './tools.js'

type CallStates = Readonly<Record<string, CallState>>

interface CallToolsOptions {
  core: ThreadCore
  storage: StoragePort
  storageKey: () => string
  tools: () => ToolSet
  /** Every call has its output without a person having been asked. */
  onAllDone: () => void
}

/** Carries out the automatic calls of an ask, each once, also across reloads. */
export interface CallTools {
  /** Begins, or takes up again after a reload, what the run asks for. */
  begin: (run: Run, toolCalls: readonly ToolCall[]) => Promise<void>
  /** Does one call once more after it failed. */
  retry: (callId: string) => void
  /** The ask is over: aborts what is still running and forgets its outputs. */
  end: () => void
  /** The page leaves the thread: aborts what is still running; what is kept stays for the next visit. */
  leave: () => void
}

/** What is kept of an ask, so that a reload neither repeats a call nor forgets its output. */
interface Kept {
  runId: string
  calls: CallStates
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'runId' in value && 'calls' in value

export function createCallTools({
  core,
  storage,
  storageKey,
  tools,
  onAllDone,
}: CallToolsOptions): CallTools {
  let ask: { run: Run; toolCalls: readonly ToolCall[]; abort: AbortController } | null = null

  const put = (runId: string, callId: string, state: CallState) => {
    const calls = { ...core.get().calls, [callId]: state }
    core.set({ calls })
    // Errors do not survive storage as themselves; what matters after a reload is that the call was begun.
    const plain: Record<string, object> = {}
    for (const [id, call] of Object.entries(calls)) {
      plain[id] = call.state === 'done' ? call : { state: call.state }
    }
    void storage.write(storageKey(), { runId, calls: plain }).catch(() => {})
  }

  const execute = async (call: ToolCall) => {
    if (!ask) return
    const { run, abort } = ask
    const tool = tools()[call.function.name]
    if (!isAutomatic(tool)) return
    put(run.id, call.id, { state: 'running' })
    let next: CallState
    try {
      next = { state: 'done', output: await executeCall(tool, call, { run, signal: abort.signal }) }
    } catch (thrown) {
      const error = toError(thrown)
      next =
        tool.onError === 'ask'
          ? { state: 'handed-over', error }
          : { state: 'done', output: JSON.stringify({ error: error.message }) }
    }
    if (abort.signal.aborted) return
    put(run.id, call.id, next)
    const { calls } = core.get()
    if (ask.toolCalls.every(({ id }) => calls[id]?.state === 'done')) onAllDone()
  }

  return {
    async begin(run, toolCalls) {
      if (ask?.run.id === run.id && isSameAsk(ask.toolCalls, toolCalls)) return
      ask?.abort.abort()
      ask = { run, toolCalls, abort: new AbortController() }
      const { signal } = ask.abort
      const automatic = toolCalls.filter(({ function: { name } }) => isAutomatic(tools()[name]))
      if (automatic.length === 0) {
        core.set({ calls: {} })
        return
      }
      const kept = await storage.read(storageKey()).catch(() => undefined)
      if (signal.aborted) return
      const before = isKept(kept) && kept.runId === run.id ? kept.calls : {}
      const known = automatic.flatMap(({ id }): [string, CallState][] => {
        const state = before[id]
        if (!state) return []
        return state.state === 'done'
          ? [[id, state]]
          : // It may have been carried out: only a person can tell.
            [[id, { state: 'handed-over', error: new InterruptedError('A tool call') }]]
      })
      core.set({ calls: Object.fromEntries(known) })
      const open = automatic.filter(({ id }) => !(id in core.get().calls))
      if (open.length === 0 && known.length === toolCalls.length) {
        if (known.every(([, { state }]) => state === 'done')) onAllDone()
        return
      }
      await Promise.all(open.map(execute))
    },
    retry(callId) {
      const call = ask?.toolCalls.find(({ id }) => id === callId)
      if (call) void execute(call)
    },
    leave() {
      ask?.abort.abort()
      ask = null
    },
    end() {
      if (!ask) return
      ask.abort.abort()
      ask = null
      if (Object.keys(core.get().calls).length > 0) core.set({ calls: {} })
      void storage.remove(storageKey()).catch(() => {})
    },
  }
}

/** Whether both are the same calls: an ask is known by them, since a run can ask more than once. */
export const isSameAsk = (one: readonly ToolCall[], other: readonly ToolCall[]): boolean =>
  one.length === other.length && one.every(({ id }) => other.some((call) => call.id === id))

/**
 * The outputs of all calls: what the automatic ones returned and what the person wrote.
 *
 * @throws MissingOutputsError when one has none
 */
export function collectOutputs(
  run: Run,
  toolCalls: readonly ToolCall[],
  calls: CallStates,
  drafts: Drafts,
): ToolOutput[] {
  const { answers } = drafts.store.getState()
  const missing = missingCalls({ run, toolCalls }, calls, answers)
  if (missing.length > 0) throw new MissingOutputsError(missing)
  return toolCalls.map(({ id }): ToolOutput => {
    const state = calls[id]
    const output = state?.state === 'done' ? state.output : answers[answerKey(run.id, id)]?.text
    return { tool_call_id: id, output: output ?? '' }
  })
}
