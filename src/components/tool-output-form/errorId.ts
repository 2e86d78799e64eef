/** Ties a field to its error: call ids may repeat from run to run, so both go in. */
export const errorId = (runId: string, callId: string): string => `ra-error-${runId}-${callId}`
