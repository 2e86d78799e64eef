import type { RunV2, Timestamp } from '../../api/index.js'
import { ModelError, type ModelPart } from '../models/model.js'
import { readRow, type RunRow } from '../rows.js'
import {
  type Change,
  createTurnWriter,
  type TurnOutcome,
  type TurnWriter,
} from './createTurnWriter.js'
import { putChange, putOpen } from './keepRows.js'
import type { Live, RunEngineOptions } from './live.js'
import { readTurn } from './readTurn.js'
import { untilAborted } from './untilAborted.js'

/** Milliseconds between two keepings of a message that is still being written: who polls sees it grow. */
const keepEvery = 1000

interface Drive extends RunEngineOptions {
  now: () => Timestamp
  start: (row: RunRow) => Promise<RunRow>
  finish: (row: RunRow, outcome: TurnOutcome) => Promise<void>
  fail: (row: RunRow, error: NonNullable<RunV2['last_error']>) => Promise<void>
}

/** Carries out one turn: starts the run, hears the model, and brings the run to its end or to its next question. */
export async function driveTurn(live: Live, options: Drive): Promise<void> {
  const { store, clock, newId, model, lock, onError, now, start, finish, fail } = options
  const { signal } = live.abort
  let keptAt = clock.now()

  const unless = <T>(
    isTooLate: () => boolean,
    work: (row: RunRow) => Promise<T>,
  ): Promise<T | undefined> =>
    lock(live.run.thread_id, async () => {
      const row = isTooLate() ? undefined : await readRow(store, 'run', live.run.id)
      return row && work(row)
    })

  /** Whoever ends a run does so with the lock held: what is written here belongs to a run that still goes on. */
  const whileGoingOn = <T>(work: (row: RunRow) => Promise<T>) => unless(() => live.over, work)

  /** A model that had come to its end when the run was cancelled is ahead of the stop. */
  const toTheEnd = (work: (row: RunRow) => Promise<void>) => unless(() => live.left, work)

  const commit = async (change: Change) => {
    const writes = await putChange(store, change)
    if (writes.length > 0) await store.batch(writes)
    live.log.push(...change.events)
    keptAt = clock.now()
  }

  const hear = async (writer: TurnWriter, part: ModelPart) => {
    if (live.over) return
    if (!writer.lengthens(part)) {
      await whileGoingOn(() => commit(writer.take(part)))
      return
    }
    live.log.push(...writer.take(part).events)
    if (clock.now() - keptAt < keepEvery || !writer.open) return
    keptAt = clock.now()
    await whileGoingOn(async () => {
      if (writer.open) await store.batch(await putOpen(store, writer.open, false))
    })
  }

  const sayLater = async (run: RunV2, text: string) => {
    const writer = createTurnWriter({ run, newId, now, usedCallIds: [] })
    live.writer = writer
    await whileGoingOn(() => commit(writer.take({ type: 'text', text })))
    await whileGoingOn(() => commit(writer.finishMessage()))
  }

  const answer = async (): Promise<TurnOutcome | undefined> => {
    let later = ''
    const row = await whileGoingOn((waiting) => {
      later = waiting.laterText
      return start(waiting)
    })
    if (!row) return undefined
    if (later !== '') await sayLater(row.run, later)
    const turn = await readTurn(store, row, signal)
    const usedCallIds = turn.messages.flatMap((message) =>
      message.type === 'tool-calls' ? message.calls.map(({ id }) => id) : [],
    )
    const writer = createTurnWriter({ run: row.run, newId, now, usedCallIds })
    live.writer = writer
    if (live.over) return undefined
    if (turn.maxCompletionTokens !== null && turn.maxCompletionTokens <= 0) {
      writer.take({ type: 'finish', reason: 'length' })
    } else {
      for await (const part of untilAborted(model(turn), signal)) await hear(writer, part)
    }
    return writer.outcome
  }

  let outcome: TurnOutcome | undefined
  try {
    outcome = await answer()
  } catch (error) {
    if (live.over) return
    if (!(error instanceof ModelError)) onError(error)
    await toTheEnd((row) => fail(row, toLastError(error)))
    return
  }
  if (outcome) await toTheEnd((row) => finish(row, outcome))
}

/** What a stranger's error says may be nobody's business; a ModelError was written to be read. */
const toLastError = (error: unknown): NonNullable<RunV2['last_error']> =>
  error instanceof ModelError
    ? { code: error.code, message: error.message }
    : { code: 'server_error', message: 'The server had an error while the model answered.' }
