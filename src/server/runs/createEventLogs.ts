import { type Clock, eventOf, type RunEvent, type RunV2 } from '../../api/index.js'
import { listRows } from '../rows.js'
import type { Store } from '../stores/store.js'
import { createEventLog, type EventLog, type Telling } from './createEventLog.js'

/** So many runs' events are remembered; of what came before, the outcome is told from what is kept. */
const most = 100

/** The events of the newest runs. */
export interface EventLogs {
  /** The run's log, made when there is none. */
  open: (runId: string) => EventLog
  find: (runId: string) => EventLog | undefined
  /** What follows the event of this id; from what is kept, where the run's events are no longer remembered. */
  tell: (run: RunV2, after: string | null) => Promise<Telling>
}

/** Makes the memory of what runs told. It is gone with the process; rows are not. */
export function createEventLogs(store: Store, clock: Clock): EventLogs {
  const logs = new Map<string, EventLog>()
  const newLog = (mark: string) => createEventLog(`${clock.now().toString(36)}${mark}`)

  const open = (runId: string): EventLog => {
    const log = logs.get(runId) ?? newLog('')
    // The newest last.
    logs.delete(runId)
    logs.set(runId, log)
    for (const oldest of logs.keys()) {
      if (logs.size <= most) break
      logs.delete(oldest)
    }
    return log
  }

  return {
    open,
    find: (runId) => logs.get(runId),
    async tell(run, after) {
      const log = logs.get(run.id)
      if (log) return log.after(after)
      const rest = newLog(run.status)
      rest.push(...(await readOutcome(store, run)), eventOf<'v2'>(run))
      rest.end()
      return rest.turn()
    },
  }
}

/** The messages and steps of a run that came to their end, as the events that told it. */
async function readOutcome(store: Store, run: RunV2): Promise<RunEvent<'v2'>[]> {
  const messages = await listRows(store, 'message', run.thread_id)
  const steps = await listRows(store, 'step', run.id)
  const said = messages.filter(({ run_id }) => run_id === run.id)
  // What is still open is told by nobody.
  return [...said, ...steps]
    .filter(({ status }) => status !== 'in_progress')
    .map((ended) => eventOf<'v2'>(ended))
}
