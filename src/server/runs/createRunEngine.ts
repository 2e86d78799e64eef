import {
  eventOf,
  type RunEvent,
  type RunV2,
  type Timestamp,
  type ToolOutput,
} from '../../api/index.js'
import { invalid } from '../refusals.js'
import { listRows, readRow, type RunRow } from '../rows.js'
import { answerStep, checkOutputs } from './answerStep.js'
import { closeOpen, type Ending } from './closeOpen.js'
import { createDeadlines, isDue } from './createDeadlines.js'
import { createEventLogs } from './createEventLogs.js'
import type { Telling } from './createEventLog.js'
import type { TurnOutcome } from './createTurnWriter.js'
import { driveTurn } from './driveTurn.js'
import { findOpen, putOpen, putRun } from './keepRows.js'
import type { Live, RunEngineOptions } from './live.js'
import { isFinal, type Move, moveRun } from './moves.js'
import { addUsage } from './shapes.js'

/** Carries runs out. What is marked as locked is called with the thread's lock held. */
export interface RunEngine {
  /** Locked. Begins a run whose row is already kept. */
  begin: (run: RunV2, ...before: RunEvent<'v2'>[]) => Telling
  /** Locked. Takes the outputs that a run waits for, and goes on. `shown` is its status in the caller's edition. */
  submit: (
    row: RunRow,
    outputs: readonly ToolOutput[],
    shown: string,
  ) => Promise<{ run: RunV2; telling: Telling }>
  /** Locked. `cancelling` now, `cancelled` as soon as the lock is free. */
  cancel: (row: RunRow, shown: string) => Promise<RunV2>
  /** Locked. Ends the thread's run, if one is active, before the thread goes. */
  callOff: (threadId: string) => Promise<void>
  /** Expires the thread's run if its time has passed, whether or not a timer has noticed. */
  catchUp: (threadId: string) => Promise<void>
  /** Tells what follows the event of this id, or all that is still known of the run. */
  tell: (run: RunV2, after: string | null) => Promise<Telling>
  /** The run that holds the thread. */
  activeRun: (threadId: string) => Promise<RunRow | undefined>
  /** Aborts every model and stops every timer; rows stay as they are. */
  close: () => void
}

const endMoves: Record<Ending, Move> = {
  complete: 'complete',
  cut: 'cut',
  filter: 'cut',
  cancel: 'stop',
  expire: 'expire',
  fail: 'fail',
}

/** Makes the part of the server that acts: it drives the model, keeps rows and tells events. */
export function createRunEngine(options: RunEngineOptions): RunEngine {
  const { store, clock, lock, onError } = options
  const lives = new Map<string, Live>()
  const logs = createEventLogs(store, clock)
  const deadlines = createDeadlines(clock, (run) => void catchUp(run.thread_id).catch(onError))
  const now = (): Timestamp => Math.floor(clock.now() / 1000)

  const enter = (run: RunV2): Live => {
    const live: Live = {
      run: { id: run.id, thread_id: run.thread_id },
      log: logs.open(run.id),
      abort: new AbortController(),
      over: false,
      left: false,
    }
    lives.set(run.id, live)
    return live
  }

  const leave = (live: Live) => {
    live.over = true
    live.left = true
    live.log.end()
    if (lives.get(live.run.id) === live) lives.delete(live.run.id)
  }

  const silence = (live: Live | undefined) => {
    if (!live) return
    live.over = true
    live.abort.abort()
  }

  const abandon = (live: Live, error: unknown) => {
    silence(live)
    live.log.fail(error)
    leave(live)
  }

  const advance = (run: RunV2, move: Move, facts: Parameters<typeof moveRun>[3] = {}): RunV2 => {
    const moved = moveRun(run, move, now(), facts)
    if (!moved) throw new Error(`A run in status "${run.status}" cannot ${move}.`)
    return moved
  }

  /** Locked. */
  const end = async (row: RunRow, ending: Ending, last_error: RunV2['last_error'] = null) => {
    if (isFinal(row.run.status)) return
    const live = lives.get(row.run.id)
    silence(live)
    const open = live?.writer?.open ?? (await findOpen(store, row.run))
    const turnUsage = live?.writer?.outcome.usage ?? null
    const closed =
      open &&
      closeOpen(open, ending, now(), { usage: addUsage(row.stepUsage, turnUsage), last_error })
    const usage = addUsage(row.usage, turnUsage)
    const run = advance(row.run, endMoves[ending], {
      usage,
      last_error,
      incomplete_details:
        ending === 'cut' ? { reason: 'max_completion_tokens' } : ending === 'filter' ? {} : null,
    })
    try {
      await store.batch([
        ...(closed ? await putOpen(store, closed, false) : []),
        putRun({ ...row, run, usage, stepUsage: null, laterText: '' }),
      ])
    } catch (error) {
      // The run stays as it was kept, and expires when its time comes; its stream must not wait for that.
      if (live) abandon(live, error)
      throw error
    }
    deadlines.drop(run.id)
    const log = live?.log ?? logs.find(run.id)
    log?.push(...(closed?.events ?? []), eventOf<'v2'>(run))
    log?.end()
    if (live) leave(live)
  }

  /** Locked. */
  const ask = async (live: Live, row: RunRow, { calls, usage, laterText }: TurnOutcome) => {
    const run = advance(row.run, 'ask', {
      required_action: { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: calls } },
    })
    const open = live.writer?.open
    await store.batch([
      ...(open ? await putOpen(store, open, false) : []),
      putRun({ ...row, run, usage: addUsage(row.usage, usage), stepUsage: usage, laterText }),
    ])
    live.log.push(eventOf<'v2'>(run))
    leave(live)
  }

  const drive = (live: Live) =>
    void driveTurn(live, {
      ...options,
      now,
      start: async (row) => {
        const started = { ...row, run: advance(row.run, 'start'), laterText: '' }
        await store.batch([putRun(started)])
        live.log.push(eventOf<'v2'>(started.run))
        return started
      },
      finish: async (row, outcome) => {
        const { reason, calls } = outcome
        const isWhole = reason === 'stop' && calls.length === 0
        // A run that is being cancelled may still complete; for anything else the stop is on its way.
        if (row.run.status === 'cancelling' && !isWhole) return
        if (isWhole) await end(row, 'complete')
        else if (reason === 'stop') await ask(live, row, outcome)
        else await end(row, reason === 'length' ? 'cut' : 'filter')
      },
      fail: (row, last_error) => end(row, 'fail', last_error),
    }).catch((error: unknown) => {
      onError(error)
      abandon(live, error)
    })

  const activeRun = async (threadId: string): Promise<RunRow | undefined> => {
    const [row] = await listRows(store, 'run', threadId, { order: 'desc', limit: 1 })
    return row && !isFinal(row.run.status) ? row : undefined
  }

  const catchUp = async (threadId: string) => {
    const active = await activeRun(threadId)
    if (!active || !isDue(active.run, clock)) return
    await lock(threadId, async () => {
      const row = await readRow(store, 'run', active.run.id)
      if (row) await end(row, 'expire')
    })
  }

  /** Locked. */
  const startCancelling = async (row: RunRow): Promise<RunRow> => {
    const cancelling = { ...row, run: advance(row.run, 'cancel') }
    await store.batch([putRun(cancelling)])
    silence(lives.get(row.run.id))
    logs.find(row.run.id)?.push(eventOf<'v2'>(cancelling.run))
    return cancelling
  }

  return {
    begin(run, ...before) {
      const live = enter(run)
      live.log.push(...before, { event: 'thread.run.created', data: run }, eventOf<'v2'>(run))
      const telling = live.log.turn()
      deadlines.watch(run)
      drive(live)
      return telling
    },
    async submit(row, outputs, shown) {
      checkOutputs(row.run, outputs, shown)
      const open = await findOpen(store, row.run)
      const closed =
        open &&
        closeOpen({ step: answerStep(open.step, outputs) }, 'complete', now(), {
          usage: row.stepUsage,
        })
      const run = advance(row.run, 'submit')
      await store.batch([
        ...(closed ? await putOpen(store, closed, false) : []),
        putRun({ ...row, run, stepUsage: null }),
      ])
      const live = enter(run)
      live.log.push(...(closed?.events ?? []), eventOf<'v2'>(run))
      const telling = live.log.turn()
      drive(live)
      return { run, telling }
    },
    async cancel(row, shown) {
      const { id, thread_id, status } = row.run
      if (isFinal(status)) throw invalid(`Cannot cancel run with status '${shown}'.`)
      if (status === 'cancelling') return row.run
      const { run } = await startCancelling(row)
      lock(thread_id, async () => {
        const kept = await readRow(store, 'run', id)
        if (kept) await end(kept, 'cancel')
      }).catch(onError)
      return run
    },
    async callOff(threadId) {
      const row = await activeRun(threadId)
      if (!row) return
      await end(row.run.status === 'cancelling' ? row : await startCancelling(row), 'cancel')
    },
    catchUp,
    tell: logs.tell,
    activeRun,
    close() {
      deadlines.close()
      for (const live of lives.values()) {
        silence(live)
        live.left = true
        live.log.fail(new Error('The server was closed.'))
      }
      lives.clear()
    },
  }
}
