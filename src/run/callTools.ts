import type { Run, ToolCall, ToolOutput } from '../api/index.js'
import { answerKey, type Drafts } from './drafts.js'
import { InterruptedError, MissingOutputsError } from './errors.js'
import { toError } from './followRun.js'
import type { Ask, CallState } from './liveRun.js'
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
  begin: (ask: Ask) => Promise<void>
  /** Does one call once more after it failed. */
  retry: (callId: string) => void
  /** The ask is over: aborts what is still running and keeps nothing of it. What was done stays to be seen. */
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

/** A call's state; ids come from a server and may be anything. */
const stateOf = (calls: CallStates, callId: string): CallState | undefined =>
  Object.hasOwn(calls, callId) ? calls[callId] : undefined

export function createCallTools({
  core,
  storage,
  storageKey,
  tools,
  onAllDone,
}: CallToolsOptions): CallTools {
  let current: (Ask & { abort: AbortController }) | null = null

  const tell = () => {
    const { calls } = core.get()
    if (current?.toolCalls.every(({ id }) => stateOf(calls, id)?.state === 'done')) onAllDone()
  }

  const put = async (runId: string, callId: string, state: CallState) => {
    const calls = { ...core.get().calls, [callId]: state }
    core.set({ calls })
    // Errors do not survive storage as themselves; what matters after a reload is that the call was begun.
    const plain = Object.entries(calls).map(([id, call]) => [
      id,
      call.state === 'done' ? call : { state: call.state },
    ])
    const kept = { runId, calls: Object.fromEntries(plain) as object }
    await storage.write(storageKey(), kept).catch(() => {})
  }

  const execute = async (call: ToolCall) => {
    if (!current || stateOf(core.get().calls, call.id)?.state === 'running') return
    const { run, abort } = current
    const tool = tools()[call.function.name]
    if (!isAutomatic(tool)) return
    // Only what is known to have begun may begin: a page that dies in between must not do it twice.
    await put(run.id, call.id, { state: 'running' })
    if (abort.signal.aborted) return
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
    void put(run.id, call.id, next)
    tell()
  }

  return {
    async begin({ run, toolCalls }) {
      if (current?.run.id === run.id && isSameAsk(current.toolCalls, toolCalls)) return
      current?.abort.abort()
      current = { run, toolCalls, abort: new AbortController() }
      const { signal } = current.abort
      core.set({ calls: {} })
      const automatic = toolCalls.filter(({ function: { name } }) => isAutomatic(tools()[name]))
      if (automatic.length === 0) return
      const kept = await storage.read(storageKey()).catch(() => undefined)
      if (signal.aborted) return
      const before = isKept(kept) && kept.runId === run.id ? kept.calls : {}
      const known = automatic.flatMap(({ id }): [string, CallState][] => {
        const state = stateOf(before, id)
        if (!state) return []
        return state.state === 'done'
          ? [[id, state]]
          : // It may have been carried out: only a person can tell.
            [[id, { state: 'handed-over', error: new InterruptedError('A tool call') }]]
      })
      if (known.length > 0) core.set({ calls: Object.fromEntries(known) })
      const open = automatic.filter(({ id }) => !stateOf(core.get().calls, id))
      if (open.length === 0) tell()
      await Promise.all(open.map(execute))
    },
    retry(callId) {
      const call = current?.toolCalls.find(({ id }) => id === callId)
      if (call) void execute(call)
    },
    leave() {
      current?.abort.abort()
      current = null
    },
    end() {
      if (!current) return
      current.abort.abort()
      current = null
      const { calls } = core.get()
      const done = Object.entries(calls).filter(([, { state }]) => state !== 'running')
      if (done.length < Object.keys(calls).length) core.set({ calls: Object.fromEntries(done) })
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
    const state = stateOf(calls, id)
    const output = state?.state === 'done' ? state.output : answers[answerKey(run.id, id)]?.text
    return { tool_call_id: id, output: output ?? '' }
  })
}
