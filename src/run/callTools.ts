import type { Clock, ToolCall } from '../api/index.js'
import { createCallKeeper } from './callKeeper.js'
import { InterruptedError } from './errors.js'
import { executeCall } from './executeCall.js'
import { toError } from './following.js'
import { isSameAsk } from './asks.js'
import type { Ask, CallState } from './liveRun.js'
import type { StoragePort } from './storage.js'
import type { ThreadCore } from './threadCore.js'
import { CallStoppedError, CallTimeoutError } from './toolErrors.js'
import {
  type AutomaticTool,
  type CallProgress,
  isAutomatic,
  toolOf,
  type ToolSet,
} from './tools.js'
import { ownOf } from './ownOf.js'

interface CallToolsOptions {
  core: ThreadCore
  clock: Clock
  storage: StoragePort
  storageKey: () => string
  tools: () => ToolSet
  /** Whether this page may carry calls of the ask out: one that cannot be answered here leaves them to another. */
  mayBegin: (ask: Ask) => boolean
  /** Resolves when no other tab carries out calls of this thread; none will until `signal` aborts. */
  alone: (signal: AbortSignal) => Promise<unknown>
  /** This page changed how a call stands; undefined when it is as if it had never begun. */
  onChange: (runId: string, callId: string, state: CallState | undefined) => void
  /** Every call has its output without a person having been asked. */
  onAllDone: () => void
  /** A call failed whose tool says that the run is to fail with it. */
  onFail: (error: Error) => void
}

/** Carries out the automatic calls of an ask, each once, also across reloads. */
export interface CallTools {
  /** Begins, or takes up again after a reload, what the run asks for. */
  begin: (ask: Ask) => Promise<void>
  /** Does one call once more after it failed or was stopped. */
  retry: (callId: string) => void
  /** Stops one call; the person is asked in its place. */
  stop: (callId: string) => void
  /** Answers one call with an error that says so. */
  skip: (callId: string) => void
  /** Takes the skip back. */
  unskip: (callId: string) => void
  /** Another tab tells how calls stand; null for one that is as if it had never begun. */
  hear: (runId: string, calls: Readonly<Record<string, CallState | null>>) => void
  /** The outputs were taken, or the page leaves the thread: aborts what is still running and keeps what was done. */
  leave: () => void
  /** The run went on or is over: keeps nothing of the ask. What was done stays to be seen. */
  end: () => void
}

/** Milliseconds between two looks of progress. */
const progressPace = 100

/** What the model is told in place of an answer. */
const errorOutput = (error: string): string => JSON.stringify({ error })

export function createCallTools({
  core,
  clock,
  storage,
  storageKey,
  tools,
  mayBegin,
  alone,
  onChange,
  onAllDone,
  onFail,
}: CallToolsOptions): CallTools {
  const keeper = createCallKeeper(storage, storageKey)
  let current: Ask | null = null
  /** What is under way, by call id. */
  let running = new Map<string, AbortController>()
  let turn = new AbortController()

  const callOf = (callId: string) => current?.toolCalls.find(({ id }) => id === callId)
  const isOpen = () => core.get().live.phase === 'asking'

  const show = (callId: string, state: CallState | undefined) => {
    const { [callId]: _before, ...others } = core.get().calls
    core.set({ calls: state ? { ...others, [callId]: state } : others })
    if (current) onChange(current.run.id, callId, state)
  }
  const put = async (callId: string, state: CallState | undefined) => {
    if (!current) return
    show(callId, state)
    await keeper.write(current.run.id, current.toolCalls, core.get().calls)
  }

  const tell = () => {
    const { calls } = core.get()
    if (current?.toolCalls.every(({ id }) => ownOf(calls, id)?.state === 'done')) onAllDone()
  }

  const stopAll = () => {
    turn.abort()
    const left = running
    running = new Map()
    for (const abort of left.values()) abort.abort()
  }

  /** Shows progress now and then, and not beyond the call's end. */
  const createProgress = (callId: string, signal: AbortSignal) => {
    let newest: CallProgress | null = null
    let cancel: (() => void) | null = null
    const tick = () => {
      cancel = null
      if (newest === null || signal.aborted) return
      show(callId, { state: 'running', progress: newest })
      newest = null
      cancel = clock.after(progressPace, tick)
    }
    return {
      progress: (progress: CallProgress) => {
        newest = progress
        if (cancel === null) tick()
      },
      end: () => {
        newest = null
        cancel?.()
      },
    }
  }

  const carryOut = async (
    tool: AutomaticTool,
    call: ToolCall,
    ask: Ask,
    abort: AbortController,
  ) => {
    const { signal } = abort
    const { progress, end } = createProgress(call.id, signal)
    const { timeout } = tool
    const giveUp = () => abort.abort(new CallTimeoutError(call.function.name, timeout ?? 0))
    const cancelTimeout = timeout === undefined ? () => {} : clock.after(timeout, giveUp)
    // A tool that does not listen to its signal is not waited for.
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(toError(signal.reason)), { once: true })
    })
    try {
      return await Promise.race([
        executeCall(tool, call, { run: ask.run, signal, progress }),
        aborted,
      ])
    } finally {
      cancelTimeout()
      end()
    }
  }

  const execute = async (call: ToolCall) => {
    const ask = current
    const tool = toolOf(tools(), call)
    if (!ask || !isAutomatic(tool) || running.has(call.id)) return
    const abort = new AbortController()
    running.set(call.id, abort)
    const isCurrent = () => running.get(call.id) === abort
    // Only what is known to have begun may begin: a page that dies in between must not do it twice.
    await put(call.id, { state: 'running' })
    if (!isCurrent()) return
    let next: CallState
    try {
      next = { state: 'done', output: await carryOut(tool, call, ask, abort) }
    } catch (thrown) {
      const error = toError(thrown)
      const isTold = (tool.onError ?? 'tell') === 'tell' && !(error instanceof CallStoppedError)
      next = isTold
        ? { state: 'done', output: errorOutput(error.message), error }
        : { state: 'handed-over', error }
    }
    if (!isCurrent()) return
    running.delete(call.id)
    void put(call.id, next)
    if (next.state === 'handed-over' && tool.onError === 'fail') {
      if (!(next.error instanceof CallStoppedError)) onFail(next.error)
    } else tell()
  }

  /** A call that was cut off may have been carried out: only a person can tell, unless that does no harm. */
  const cutOff = (call: ToolCall): CallState | undefined => {
    const tool = toolOf(tools(), call)
    if (!isAutomatic(tool) || tool.isRepeatable) return undefined
    return { state: 'handed-over', error: new InterruptedError('A tool call') }
  }

  /** What a tab that has gone told of its calls. */
  const left = (): Record<string, CallState> =>
    Object.fromEntries(
      Object.entries(core.get().calls).flatMap(([id, state]): [string, CallState][] => {
        const call = callOf(id)
        const next = state.state === 'running' && call ? cutOff(call) : state
        return next && call ? [[id, next]] : []
      }),
    )

  return {
    async begin(ask) {
      const { run, toolCalls } = ask
      if (current?.run.id === run.id && isSameAsk(current.toolCalls, toolCalls)) return
      stopAll()
      current = ask
      core.set({ calls: {} })
      if (!mayBegin(ask)) {
        current = null
        return
      }
      turn = new AbortController()
      await alone(turn.signal)
      if (current !== ask) return
      const kept = await keeper.read(run.id, toolCalls, cutOff)
      if (current !== ask) return
      const calls = { ...left(), ...kept }
      for (const [id, state] of Object.entries(calls)) show(id, state)
      const open = toolCalls.filter(
        (call) => isAutomatic(toolOf(tools(), call)) && !ownOf(calls, call.id),
      )
      if (open.length === 0) tell()
      await Promise.all(open.map(execute))
    },
    retry(callId) {
      const call = callOf(callId)
      const state = call && ownOf(core.get().calls, callId)
      const isFailed = state?.state === 'done' ? state.error !== undefined : true
      if (call && isFailed && isOpen()) void execute(call)
    },
    stop(callId) {
      const call = callOf(callId)
      if (call) running.get(callId)?.abort(new CallStoppedError(call.function.name))
    },
    skip(callId) {
      if (!callOf(callId) || !isOpen() || running.has(callId)) return
      const before = ownOf(core.get().calls, callId)
      if (before?.state === 'skipped') return
      const output = errorOutput('The person who was asked did not answer this call.')
      void put(callId, { state: 'skipped', output, ...(before && { before }) })
    },
    unskip(callId) {
      const state = ownOf(core.get().calls, callId)
      if (state?.state === 'skipped' && isOpen()) void put(callId, state.before)
    },
    hear(runId, told) {
      if (current?.run.id !== runId) return
      const calls = { ...core.get().calls }
      for (const [id, state] of Object.entries(told)) {
        if (!callOf(id) || running.has(id)) continue
        if (state === null) delete calls[id]
        else calls[id] = state
      }
      core.set({ calls })
    },
    leave() {
      stopAll()
      current = null
    },
    end() {
      stopAll()
      const ended = current
      current = null
      const { calls } = core.get()
      const done = Object.entries(calls).filter(([, { state }]) => state !== 'running')
      if (done.length < Object.keys(calls).length) core.set({ calls: Object.fromEntries(done) })
      if (ended) keeper.remove(ended.run.id, ended.toolCalls)
    },
  }
}
