'use client'

import type { SkipToken } from '@tanstack/react-query'

import type { Params, Run, RunStep } from '../../api/index.js'
import {
  cancelRunMutation,
  createRunMutation,
  createThreadAndRunMutation,
  modifyRunMutation,
  runQuery,
  runStepQuery,
  runStepsQuery,
  runsQuery,
  submitToolOutputsMutation,
} from '../runs.js'
import type { ListParams } from '../keyFor.js'
import type { ListData } from '../listCache.js'
import {
  type ReadListOptions,
  type ReadOptions,
  type SuspenseReadListOptions,
  type SuspenseReadOptions,
  useRead,
  useReadList,
  useSuspenseRead,
  useSuspenseReadList,
  useWrite,
  type WriteOptions,
} from './readAndWrite.js'

/** Reads one run: `get_run`. */
export const useRun = <Data = Run>(
  params: Params<'getRun'> | SkipToken,
  options?: ReadOptions<Run, Data>,
) => useRead(runQuery, params, options)

/** Reads one run and suspends until it is there: `get_run`. */
export const useSuspenseRun = <Data = Run>(
  params: Params<'getRun'>,
  options?: SuspenseReadOptions<Run, Data>,
) => useSuspenseRead(runQuery, params, options)

/** Reads the runs of a thread, page by page: `list_runs`. */
export const useRuns = <Data = ListData<Run>>(
  params: ListParams<'listRuns'> | SkipToken,
  options?: ReadListOptions<Run, Data>,
) => useReadList(runsQuery, params, options)

/** Reads the runs of a thread, page by page, and suspends until the first page is there: `list_runs`. */
export const useSuspenseRuns = <Data = ListData<Run>>(
  params: ListParams<'listRuns'>,
  options?: SuspenseReadListOptions<Run, Data>,
) => useSuspenseReadList(runsQuery, params, options)

/** Reads one step of a run: `get_run_step`. */
export const useRunStep = <Data = RunStep>(
  params: Params<'getRunStep'> | SkipToken,
  options?: ReadOptions<RunStep, Data>,
) => useRead(runStepQuery, params, options)

/** Reads one step of a run and suspends until it is there: `get_run_step`. */
export const useSuspenseRunStep = <Data = RunStep>(
  params: Params<'getRunStep'>,
  options?: SuspenseReadOptions<RunStep, Data>,
) => useSuspenseRead(runStepQuery, params, options)

/** Reads the steps of a run, page by page: `list_run_steps`. */
export const useRunSteps = <Data = ListData<RunStep>>(
  params: ListParams<'listRunSteps'> | SkipToken,
  options?: ReadListOptions<RunStep, Data>,
) => useReadList(runStepsQuery, params, options)

/** Reads the steps of a run, page by page, and suspends until the first page is there: `list_run_steps`. */
export const useSuspenseRunSteps = <Data = ListData<RunStep>>(
  params: ListParams<'listRunSteps'>,
  options?: SuspenseReadListOptions<RunStep, Data>,
) => useSuspenseReadList(runStepsQuery, params, options)

/**
 * Starts a run: `create_run`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const useCreateRun = <Context = unknown>(options?: WriteOptions<'createRun', Context>) =>
  useWrite(createRunMutation, options)

/**
 * Makes a thread and starts a run in it: `create_thread_and_run`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const useCreateThreadAndRun = <Context = unknown>(
  options?: WriteOptions<'createThreadAndRun', Context>,
) => useWrite(createThreadAndRunMutation, options)

/**
 * Changes the metadata of a run: `modify_run`.
 * The change is seen at once, and taken back when it fails.
 */
export const useModifyRun = <Context = unknown>(options?: WriteOptions<'modifyRun', Context>) =>
  useWrite(modifyRunMutation, options)

/** Asks a run to stop: `cancel_run`. While it is `cancelling`, its steps on screen are read again until they have ended. */
export const useCancelRun = <Context = unknown>(options?: WriteOptions<'cancelRun', Context>) =>
  useWrite(cancelRunMutation, options)

/**
 * Answers what a run asks for: `submit_tool_ouputs_to_run`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const useSubmitToolOutputs = <Context = unknown>(
  options?: WriteOptions<'submitToolOutputs', Context>,
) => useWrite(submitToolOutputsMutation, options)
