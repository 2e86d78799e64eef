import type { ApiVersion, MessageV2, RunEvent, RunStepV2, RunV2, ThreadV2 } from '../api/index.js'
import type { AssistantRow } from './rows.js'

/** How rows look on the wire. Rows hold the second edition's shapes, so that edition shows them as they are. */
export interface Edition {
  assistant: (row: AssistantRow) => { id: string }
  thread: (row: ThreadV2) => { id: string }
  message: (row: MessageV2) => { id: string }
  run: (row: RunV2) => { id: string }
  step: (row: RunStepV2) => { id: string }
  event: (event: RunEvent<'v2'>) => { event: string; data: object }
}

const secondEdition: Edition = {
  assistant: (row) => row,
  thread: (row) => row,
  message: (row) => row,
  run: (row) => row,
  step: (row) => row,
  event: (event) => event,
}

/** The editions that the server speaks, by what `OpenAI-Beta` asks for. */
export const editions: Partial<Record<ApiVersion, Edition>> = { v2: secondEdition }
