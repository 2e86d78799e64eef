import { type AssistantsClient, isNotFound, type Params, type Run } from '../api/index.js'
import { isActiveStatus } from './isOutdated.js'
import type { ListParams } from './keyFor.js'
import { type ListData, listItems } from './listCache.js'
import { pollWhileEnding } from './outdateSteps.js'
import { type ItemOptions, itemQuery, type ListOptions, listQuery } from './policies.js'
import { writeMutation } from './writes.js'

/** Options to read one run: `get_run`. */
export const runQuery = (client: AssistantsClient, params: Params<'getRun'>) =>
  itemQuery(client, 'getRun', params)

/** Options to read the runs of a thread: `list_runs`, page by page. */
export const runsQuery = (client: AssistantsClient, params: ListParams<'listRuns'>) =>
  listQuery(client, 'listRuns', params)

/** Options to read one step of a run: `get_run_step`. */
export const runStepQuery = (
  client: AssistantsClient,
  params: Params<'getRunStep'>,
): ItemOptions<'getRunStep'> => ({
  ...itemQuery(client, 'getRunStep', params),
  refetchInterval: pollWhileEnding,
})

/** Options to read the steps of a run: `list_run_steps`, page by page. */
export const runStepsQuery = (
  client: AssistantsClient,
  params: ListParams<'listRunSteps'>,
): ListOptions<'listRunSteps'> => ({
  ...listQuery(client, 'listRunSteps', params),
  refetchInterval: pollWhileEnding,
})

/**
 * Starts a run: `create_run`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const createRunMutation = (client: AssistantsClient) => writeMutation(client, 'createRun')

/**
 * Makes a thread and starts a run in it: `create_thread_and_run`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const createThreadAndRunMutation = (client: AssistantsClient) =>
  writeMutation(client, 'createThreadAndRun')

/**
 * Changes the metadata of a run: `modify_run`.
 * The change is seen at once, and taken back when it fails.
 */
export const modifyRunMutation = (client: AssistantsClient) => writeMutation(client, 'modifyRun')

/** Asks a run to stop: `cancel_run`. While it is `cancelling`, its steps on screen are read again until they have ended. */
export const cancelRunMutation = (client: AssistantsClient) => writeMutation(client, 'cancelRun')

/**
 * Answers what a run asks for: `submit_tool_ouputs_to_run`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const submitToolOutputsMutation = (client: AssistantsClient) =>
  writeMutation(client, 'submitToolOutputs')

/**
 * For `refetchInterval` of a run's query, or of a list of runs: asks again each second while one of them can still change.
 *
 * @example
 * useRun({ thread_id, run_id }, { refetchInterval: pollWhileActive })
 * useRuns({ thread_id }, { refetchInterval: pollWhileActive })
 */
export const pollWhileActive = (query: {
  /** What the cache holds of the run, or of the list. */
  state: { data?: Run | ListData<Run> | undefined; error: unknown }
}): number | false => {
  const { data, error } = query.state
  if (data === undefined || isNotFound(error)) return false
  const held = 'pages' in data ? listItems(data) : [data]
  return held.some(({ status }) => isActiveStatus(status)) && 1_000
}
