import type { ApiVersion } from '../api/index.js'
import { secondBodies } from './bodies.js'
import type { Edition } from './edition.js'
import { firstEdition } from './firstEdition.js'
import type { KeptRun } from './rows.js'

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
