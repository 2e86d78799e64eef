import type { ApiVersion, RunEvent, RunStepV2, ThreadV2 } from '../api/index.js'
import { type Bodies, secondBodies } from './bodies.js'
import { firstEdition } from './firstEdition.js'
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

/** A run that was cut short did not complete; when it ended is kept for the edition that says it did. */
const showRun = ({ file_ids: _files, ...run }: KeptRun) =>
  run.status === 'incomplete' ? { ...run, completed_at: null } : run

const secondEdition: Edition = {
  bodies: secondBodies,
  assistant: ({ links: _links, ...row }) => row,
  thread: (row) => row,
  message: ({ file_ids: _files, ...row }) => row,
  run: showRun,
  step: (row) => row,
  event: (told) => ('required_action' in told.data ? { ...told, data: showRun(told.data) } : told),
}

/** The editions that the server speaks, by what `OpenAI-Beta` asks for. */
export const editions: Record<ApiVersion, Edition> = { v1: firstEdition, v2: secondEdition }
