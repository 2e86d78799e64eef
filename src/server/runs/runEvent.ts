import type { RunEvent, RunV2 } from '../../api/index.js'

/** The event that tells a run's status. */
export const runEvent = (run: RunV2) =>
  // The names of a run's events are made of its statuses.
  ({ event: `thread.run.${run.status}`, data: run }) as RunEvent<'v2'>
