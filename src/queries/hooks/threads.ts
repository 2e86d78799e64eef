'use client'

import type { SkipToken } from '@tanstack/react-query'

import type { Params, Thread } from '../../api/index.js'
import {
  createThreadMutation,
  deleteThreadMutation,
  modifyThreadMutation,
  threadQuery,
} from '../threads.js'
import {
  type ReadOptions,
  type SuspenseReadOptions,
  useRead,
  useSuspenseRead,
  useWrite,
  type WriteOptions,
} from './readAndWrite.js'

/** Reads one thread: `get_thread`. */
export const useThread = <Data = Thread>(
  params: Params<'getThread'> | SkipToken,
  options?: ReadOptions<Thread, Data>,
) => useRead(threadQuery, params, options)

/** Reads one thread and suspends until it is there: `get_thread`. */
export const useSuspenseThread = <Data = Thread>(
  params: Params<'getThread'>,
  options?: SuspenseReadOptions<Thread, Data>,
) => useSuspenseRead(threadQuery, params, options)

/**
 * Makes a thread: `create_thread`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const useCreateThread = <Context = unknown>(
  options?: WriteOptions<'createThread', Context>,
) => useWrite(createThreadMutation, options)

/**
 * Changes a thread: `modify_thread`.
 * A change of metadata alone is seen at once, and taken back when it fails.
 */
export const useModifyThread = <Context = unknown>(
  options?: WriteOptions<'modifyThread', Context>,
) => useWrite(modifyThreadMutation, options)

/** Deletes a thread and all that is in it: `delete_thread`. */
export const useDeleteThread = <Context = unknown>(
  options?: WriteOptions<'deleteThread', Context>,
) => useWrite(deleteThreadMutation, options)
