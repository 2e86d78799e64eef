import type { RunEvent, RunStepV2, ThreadV2 } from '../api/index.js'
import type { Bodies } from './bodies.js'
import type { AssistantRow, KeptRun, MessageRow } from './rows.js'

/** How an edition reads bodies, and how rows look in it. Rows hold the second edition's shapes, and what the first adds. */
export interface Edition {
  bodies: Bodies
  assistant: (row: AssistantRow) => { id: string }
  thread: (row: ThreadV2) => { id: string }
  message: (row: MessageRow) => { id: string }
  run: (row: KeptRun) => { id: string; status: string }
  step: (row: RunStepV2) => { id: string }
  event: (event: RunEvent<'v2'>) => { event: string; data: object }
}
