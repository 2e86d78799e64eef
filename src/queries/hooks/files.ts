'use client'

import type { SkipToken } from '@tanstack/react-query'

import type { FileObject, Params } from '../../api/index.js'
import {
  deleteFileMutation,
  fileContentQuery,
  fileQuery,
  filesQuery,
  uploadFileMutation,
} from '../files.js'
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

/** Reads one file: `get_file`. */
export const useFile = <Data = FileObject>(
  params: Params<'getFile'> | SkipToken,
  options?: ReadOptions<FileObject, Data>,
) => useRead(fileQuery, params, options)

/** Reads one file and suspends until it is there: `get_file`. */
export const useSuspenseFile = <Data = FileObject>(
  params: Params<'getFile'>,
  options?: SuspenseReadOptions<FileObject, Data>,
) => useSuspenseRead(fileQuery, params, options)

/** Reads the files, page by page: `list_files`. */
export const useFiles = <Data = ListData<FileObject>>(
  params: ListParams<'listFiles'> | SkipToken = {},
  options?: ReadListOptions<FileObject, Data>,
) => useReadList(filesQuery, params, options)

/** Reads the files, page by page, and suspends until the first page is there: `list_files`. */
export const useSuspenseFiles = <Data = ListData<FileObject>>(
  params: ListParams<'listFiles'> = {},
  options?: SuspenseReadListOptions<FileObject, Data>,
) => useSuspenseReadList(filesQuery, params, options)

/** Reads the bytes of a file: `get_file_content`. A function `onProgress` in the option `meta` hears how much has come. */
export const useFileContent = <Data = Blob>(
  params: Params<'getFileContent'> | SkipToken,
  options?: ReadOptions<Blob, Data>,
) => useRead(fileContentQuery, params, options)

/** Reads the bytes of a file and suspends until it is there: `get_file_content`. */
export const useSuspenseFileContent = <Data = Blob>(
  params: Params<'getFileContent'>,
  options?: SuspenseReadOptions<Blob, Data>,
) => useSuspenseRead(fileContentQuery, params, options)

/**
 * Stores a file: `upload_file`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const useUploadFile = <Context = unknown>(options?: WriteOptions<'uploadFile', Context>) =>
  useWrite(uploadFileMutation, options)

/**
 * Deletes a file: `delete_file`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const useDeleteFile = <Context = unknown>(options?: WriteOptions<'deleteFile', Context>) =>
  useWrite(deleteFileMutation, options)
