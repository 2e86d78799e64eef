import type { ToolCall } from '../api/index.js'
import type { CallState } from './liveRun.js'
import type { StoragePort } from './storage.js'

export type CallStates = Readonly<Record<string, CallState>>

/** A call's state; ids come from a server and may be anything. */
export const stateOf = (calls: CallStates, callId: string): CallState | undefined =>
  Object.hasOwn(calls, callId) ? calls[callId] : undefined

/** What a call asks; some servers use an id twice in one run. */
const questionOf = ({ function: { name, arguments: said } }: ToolCall): string => `${name} ${said}`

/** A state as it is kept: errors do not survive storage as themselves. */
type KeptState =
  | { state: 'running' | 'handed-over' }
  | { state: 'done'; output: string; error?: string }
  | { state: 'skipped'; output: string; before?: KeptState }

interface Kept {
  runId: string
  calls: Record<string, { asked: string; kept: KeptState }>
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'runId' in value && 'calls' in value

function toKept(state: CallState): KeptState {
  switch (state.state) {
    case 'done':
      return {
        state: 'done',
        output: state.output,
        ...(state.error && { error: state.error.message }),
      }
    case 'skipped':
      return { ...state, ...(state.before && { before: toKept(state.before) }) } as KeptState
    default:
      return { state: state.state }
  }
}

/** A state as it was kept; undefined for a call that may begin anew. */
function fromKept(kept: KeptState, cutOff: () => CallState | undefined): CallState | undefined {
  switch (kept.state) {
    case 'done': {
      const { output, error } = kept
      return { state: 'done', output, ...(error !== undefined && { error: new Error(error) }) }
    }
    case 'skipped': {
      const before = kept.before && fromKept(kept.before, cutOff)
      return { state: 'skipped', output: kept.output, ...(before && { before }) }
    }
    default:
      return cutOff()
  }
}

/** Keeps how the calls of one run stand, so that nothing repeats a call or forgets its output. */
export function createCallKeeper(storage: StoragePort, key: () => string) {
  let written: Promise<unknown> = Promise.resolve()
  /** One after the other: what is read is what was written last. */
  const next = <T>(act: () => Promise<T>): Promise<T | undefined> => {
    const turn = written.then(act).catch(() => undefined)
    written = turn
    return turn
  }
  return {
    /** How these calls stood when they were last seen. `cutOff` says what becomes of one that was under way. */
    async read(
      runId: string,
      toolCalls: readonly ToolCall[],
      cutOff: (call: ToolCall) => CallState | undefined,
    ): Promise<CallStates> {
      const kept = await next(() => storage.read(key()))
      if (!isKept(kept) || kept.runId !== runId) return {}
      const known = toolCalls.flatMap((call): [string, CallState][] => {
        const found = Object.hasOwn(kept.calls, call.id) ? kept.calls[call.id] : undefined
        if (found?.asked !== questionOf(call)) return []
        const state = fromKept(found.kept, () => cutOff(call))
        return state ? [[call.id, state]] : []
      })
      return Object.fromEntries(known)
    },
    async write(runId: string, toolCalls: readonly ToolCall[], calls: CallStates): Promise<void> {
      const rows = toolCalls.flatMap((call) => {
        const state = stateOf(calls, call.id)
        return state ? [[call.id, { asked: questionOf(call), kept: toKept(state) }]] : []
      })
      const kept = { runId, calls: Object.fromEntries(rows) as object }
      await next(() => storage.write(key(), kept))
    },
    /** Forgets these calls. Another tab may be further and keep what the run asked since: that stays. */
    remove: (runId: string, toolCalls: readonly ToolCall[]) =>
      void next(async () => {
        const kept = await storage.read(key())
        const isOwn = (id: string) => toolCalls.some((call) => call.id === id)
        if (isKept(kept) && !(kept.runId === runId && Object.keys(kept.calls).every(isOwn))) return
        await storage.remove(key())
      }),
  }
}
