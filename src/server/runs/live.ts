import type { Clock, RunV2 } from '../../api/index.js'
import type { WithLock } from '../locks.js'
import type { Model } from '../models/model.js'
import type { Store } from '../stores/store.js'
import type { EventLog } from './createEventLog.js'
import type { TurnWriter } from './createTurnWriter.js'

export interface RunEngineOptions {
  store: Store
  clock: Clock
  newId: (prefix: string) => string
  model: Model
  lock: WithLock
  /** Hears what went wrong inside and is told to nobody outside. */
  onError: (error: unknown) => void
}

/** A turn under way: from a run's start, or its submit, to where its stream ends. */
export interface Live {
  run: Pick<RunV2, 'id' | 'thread_id'>
  log: EventLog
  abort: AbortController
  writer?: TurnWriter
  /** Once true, what the model still says is not heard. What it had said by then counts. */
  over: boolean
  /** Once true, the turn has been told to its end, and nothing of it may be written any more. */
  left: boolean
}
