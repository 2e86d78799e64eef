'use client'

import type { SkipToken } from '@tanstack/react-query'

import type { Assistant, AssistantFile, Params } from '../../api/index.js'
import {
  assistantFileQuery,
  assistantFilesQuery,
  assistantQuery,
  assistantsQuery,
  createAssistantFileMutation,
  createAssistantMutation,
  deleteAssistantFileMutation,
  deleteAssistantMutation,
  modifyAssistantMutation,
} from '../assistants.js'
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

/** Reads one assistant: `get_assistant`. */
export const useAssistant = <Data = Assistant>(
  params: Params<'getAssistant'> | SkipToken,
  options?: ReadOptions<Assistant, Data>,
) => useRead(assistantQuery, params, options)

/** Reads one assistant and suspends until it is there: `get_assistant`. */
export const useSuspenseAssistant = <Data = Assistant>(
  params: Params<'getAssistant'>,
  options?: SuspenseReadOptions<Assistant, Data>,
) => useSuspenseRead(assistantQuery, params, options)

/** Reads the assistants, page by page: `list_assistants`. */
export const useAssistants = <Data = ListData<Assistant>>(
  params: ListParams<'listAssistants'> | SkipToken = {},
  options?: ReadListOptions<Assistant, Data>,
) => useReadList(assistantsQuery, params, options)

/** Reads the assistants, page by page, and suspends until the first page is there: `list_assistants`. */
export const useSuspenseAssistants = <Data = ListData<Assistant>>(
  params: ListParams<'listAssistants'> = {},
  options?: SuspenseReadListOptions<Assistant, Data>,
) => useSuspenseReadList(assistantsQuery, params, options)

/** Reads one file linked to an assistant: `get_assistant_file`. */
export const useAssistantFile = <Data = AssistantFile>(
  params: Params<'getAssistantFile'> | SkipToken,
  options?: ReadOptions<AssistantFile, Data>,
) => useRead(assistantFileQuery, params, options)

/** Reads one file linked to an assistant and suspends until it is there: `get_assistant_file`. */
export const useSuspenseAssistantFile = <Data = AssistantFile>(
  params: Params<'getAssistantFile'>,
  options?: SuspenseReadOptions<AssistantFile, Data>,
) => useSuspenseRead(assistantFileQuery, params, options)

/** Reads the files linked to an assistant, page by page: `list_assistant_files`. */
export const useAssistantFiles = <Data = ListData<AssistantFile>>(
  params: ListParams<'listAssistantFiles'> | SkipToken,
  options?: ReadListOptions<AssistantFile, Data>,
) => useReadList(assistantFilesQuery, params, options)

/** Reads the files linked to an assistant, page by page, and suspends until the first page is there: `list_assistant_files`. */
export const useSuspenseAssistantFiles = <Data = ListData<AssistantFile>>(
  params: ListParams<'listAssistantFiles'>,
  options?: SuspenseReadListOptions<AssistantFile, Data>,
) => useSuspenseReadList(assistantFilesQuery, params, options)

/**
 * Makes an assistant: `create_assistant`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const useCreateAssistant = <Context = unknown>(
  options?: WriteOptions<'createAssistant', Context>,
) => useWrite(createAssistantMutation, options)

/**
 * Changes an assistant: `modify_assistant`.
 * A change of metadata alone is seen at once, and taken back when it fails.
 */
export const useModifyAssistant = <Context = unknown>(
  options?: WriteOptions<'modifyAssistant', Context>,
) => useWrite(modifyAssistantMutation, options)

/**
 * Deletes an assistant: `delete_assistant`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const useDeleteAssistant = <Context = unknown>(
  options?: WriteOptions<'deleteAssistant', Context>,
) => useWrite(deleteAssistantMutation, options)

/**
 * Links a file to an assistant: `create_assistant_file`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const useCreateAssistantFile = <Context = unknown>(
  options?: WriteOptions<'createAssistantFile', Context>,
) => useWrite(createAssistantFileMutation, options)

/**
 * Unlinks a file from an assistant: `delete_assistant_file`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const useDeleteAssistantFile = <Context = unknown>(
  options?: WriteOptions<'deleteAssistantFile', Context>,
) => useWrite(deleteAssistantFileMutation, options)
