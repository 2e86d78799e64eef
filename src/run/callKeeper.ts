import type { ToolCall } from '../api/index.js'
import { createTurns } from './createTurns.js'
import { isObject } from './isObject.js'
import type { CallState } from './liveRun.js'
import type { StoragePort } from './storage.js'
import { ownOf } from './ownOf.js'

export type CallStates = Readonly<Record<string, CallState>>

/** What a call asks; some servers use an id twice in one run. */
const questionOf = ({ function: { name, arguments: said } }: ToolCall): string => `${name} ${said}`

/** A state as it is kept: errors do not survive storage as themselves. */
type KeptState =
  | { state: 'running' | 'handed-over' }
  | { state: 'done'; output: string; error?: string }
  | { state: 'skipped'; output: string; before?: KeptState }

/** What was kept; what cannot be read may be of any run. */
function readKept(kept: unknown) {
  const { runId, calls } = isObject(kept) ? kept : {}
  return typeof runId === 'string' && isObject(calls)
    ? { runId, calls }
    : { runId: null, calls: null }
}

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

/**
 * A state as it was kept; undefined for a call that may begin anew. One that cannot be read may have been carried out:
 * it was cut off.
 */
function fromKept(kept: unknown, cutOff: () => CallState | undefined): CallState | undefined {
  const { state, output, error, before: held } = isObject(kept) ? kept : {}
  if (typeof output !== 'string' || (state !== 'done' && state !== 'skipped')) return cutOff()
  if (state === 'done') {
    return { state, output, ...(typeof error === 'string' && { error: new Error(error) }) }
  }
  // What is skipped was not skipped before.
  const isAfter = isObject(held) && held['state'] !== 'skipped'
  const before = isAfter ? fromKept(held, cutOff) : undefined
  return { state, output, ...(before && { before }) }
}

/** Keeps how the calls of one run stand, so that nothing repeats a call or forgets its output. */
export function createCallKeeper(storage: StoragePort, key: () => string) {
  const takeTurn = createTurns()
  /** What is read is what was written last. */
  const next = <T>(act: () => Promise<T>): Promise<T | undefined> =>
    takeTurn(act).catch(() => undefined)
  return {
    /** How these calls stood when they were last seen. `cutOff` says what becomes of one that was under way. */
    async read(
      runId: string,
      toolCalls: readonly ToolCall[],
      cutOff: (call: ToolCall) => CallState | undefined,
    ): Promise<CallStates> {
      const found = await next(() => storage.read(key()))
      const kept = readKept(found)
      if (found === undefined || found === null || (kept.runId ?? runId) !== runId) return {}
      const known = toolCalls.flatMap((call): [string, CallState][] => {
        if (kept.calls && !Object.hasOwn(kept.calls, call.id)) return []
        const row = kept.calls?.[call.id]
        const { asked, kept: held } = isObject(row) ? row : {}
        if (typeof asked === 'string' && asked !== questionOf(call)) return []
        const state = fromKept(held, () => cutOff(call))
        return state ? [[call.id, state]] : []
      })
      return Object.fromEntries(known)
    },
    async write(runId: string, toolCalls: readonly ToolCall[], calls: CallStates): Promise<void> {
      const rows = toolCalls.flatMap((call) => {
        const state = ownOf(calls, call.id)
        return state ? [[call.id, { asked: questionOf(call), kept: toKept(state) }]] : []
      })
      const kept = { runId, calls: Object.fromEntries(rows) as object }
      await next(() => storage.write(key(), kept))
    },
    /** Forgets these calls. Another tab may be further and keep what the run asked since: that stays. */
    remove: (runId: string, toolCalls: readonly ToolCall[]) =>
      void next(async () => {
        const kept = readKept(await storage.read(key()))
        const isOwn = (id: string) => toolCalls.some((call) => call.id === id)
        if (kept.calls && !(kept.runId === runId && Object.keys(kept.calls).every(isOwn))) return
        await storage.remove(key())
      }),
  }
}
