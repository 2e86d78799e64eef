import type { RunV2 } from '../../api/index.js'
import { listRows, putRow, readRow, type RunRow } from '../rows.js'
import type { Store, Write } from '../stores/store.js'
import type { Open } from './closeOpen.js'
import type { Change } from './createTurnWriter.js'

/** The write that keeps a run. */
export const putRun = (row: RunRow): Write => putRow('run', row.run.id, row.run.thread_id, row)

/** The writes that keep what is open. A message may get new metadata, or be deleted, while it is written. */
export async function putOpen(
  store: Store,
  { step, message }: Open,
  isNew: boolean,
): Promise<Write[]> {
  const writes = [putRow('step', step.id, step.run_id, step)]
  if (!message) return writes
  const kept = isNew ? message : await readRow(store, 'message', message.id)
  if (kept) {
    // The same object stands in the event that tells of it, and the event is to know the metadata too.
    message.metadata = kept.metadata
    writes.push(putRow('message', message.id, message.thread_id, message))
  }
  return writes
}

/** The writes that keep a change. */
export async function putChange(store: Store, { opened, closed }: Change): Promise<Write[]> {
  return [
    ...(closed ? await putOpen(store, closed, false) : []),
    ...(opened ? await putOpen(store, opened, true) : []),
  ]
}

/** The step that a run has open, as it was kept. */
export async function findOpen(store: Store, run: RunV2): Promise<Open | undefined> {
  const [step] = await listRows(store, 'step', run.id, { order: 'desc', limit: 1 })
  if (step?.status !== 'in_progress') return undefined
  return step.step_details.type === 'message_creation'
    ? {
        step,
        message: await readRow(store, 'message', step.step_details.message_creation.message_id),
      }
    : { step }
}
