'use client'

import type { SkipToken } from '@tanstack/react-query'

import type { Message, MessageFile, Params } from '../../api/index.js'
import {
  createMessageMutation,
  deleteMessageMutation,
  messageFileQuery,
  messageFilesQuery,
  messageQuery,
  messagesQuery,
  modifyMessageMutation,
} from '../messages.js'
import type { ListParams } from '../keyFor.js'
import type { ListData } from '../listCache.js'
import type { MessagesParams } from '../queryAround.js'
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

/** Reads one message: `get_message`. */
export const useMessage = <Data = Message>(
  params: Params<'getMessage'> | SkipToken,
  options?: ReadOptions<Message, Data>,
) => useRead(messageQuery, params, options)

/** Reads one message and suspends until it is there: `get_message`. */
export const useSuspenseMessage = <Data = Message>(
  params: Params<'getMessage'>,
  options?: SuspenseReadOptions<Message, Data>,
) => useSuspenseRead(messageQuery, params, options)

/**
 * Reads the messages of a thread, page by page, from the newest on or, with `around`, from a message in its middle on in
 * both directions: `list_messages`.
 */
export const useMessages = <Data = ListData<Message>>(
  params: MessagesParams | SkipToken,
  options?: ReadListOptions<Message, Data>,
) => useReadList(messagesQuery, params, options)

/** Reads the messages of a thread, page by page, and suspends until the first page is there: `list_messages`. */
export const useSuspenseMessages = <Data = ListData<Message>>(
  params: MessagesParams,
  options?: SuspenseReadListOptions<Message, Data>,
) => useSuspenseReadList(messagesQuery, params, options)

/** Reads one file linked to a message: `get_message_file`. */
export const useMessageFile = <Data = MessageFile>(
  params: Params<'getMessageFile'> | SkipToken,
  options?: ReadOptions<MessageFile, Data>,
) => useRead(messageFileQuery, params, options)

/** Reads one file linked to a message and suspends until it is there: `get_message_file`. */
export const useSuspenseMessageFile = <Data = MessageFile>(
  params: Params<'getMessageFile'>,
  options?: SuspenseReadOptions<MessageFile, Data>,
) => useSuspenseRead(messageFileQuery, params, options)

/** Reads the files linked to a message, page by page: `list_message_files`. */
export const useMessageFiles = <Data = ListData<MessageFile>>(
  params: ListParams<'listMessageFiles'> | SkipToken,
  options?: ReadListOptions<MessageFile, Data>,
) => useReadList(messageFilesQuery, params, options)

/** Reads the files linked to a message, page by page, and suspends until the first page is there: `list_message_files`. */
export const useSuspenseMessageFiles = <Data = ListData<MessageFile>>(
  params: ListParams<'listMessageFiles'>,
  options?: SuspenseReadListOptions<MessageFile, Data>,
) => useSuspenseReadList(messageFilesQuery, params, options)

/**
 * Adds a message to a thread: `create_message`.
 *
 * Nothing here sends it a second time. When it fails, `error` is an `AssistantsError` and `variables` still hold what was
 * written, to be put back into a field. After an `ApiError` below 500 it was refused and is not in the thread. After a
 * `ConnectionError`, a `ResponseError` or a 5xx nobody knows: give each message an id of your own in `metadata`, look for
 * it with `useMessages` (which are marked as stale then), and send again only what is not there. `ThreadProvider` and
 * `useRunController` do all that by themselves, and keep what was written through a reload.
 *
 * @example
 * const { mutate, error, variables } = useCreateMessage()
 * mutate({ thread_id, role: 'user', content, metadata: { intent: crypto.randomUUID() } })
 * // later, after a lost answer:
 * const { data } = await messages.refetch()
 * const isThere = listItems(data).some(({ metadata }) => metadata?.intent === variables?.metadata?.intent)
 * if (!isThere && variables) mutate(variables)
 */
export const useCreateMessage = <Context = unknown>(
  options?: WriteOptions<'createMessage', Context>,
) => useWrite(createMessageMutation, options)

/**
 * Changes the metadata of a message: `modify_message`.
 * The change is seen at once, and taken back when it fails.
 */
export const useModifyMessage = <Context = unknown>(
  options?: WriteOptions<'modifyMessage', Context>,
) => useWrite(modifyMessageMutation, options)

/**
 * Deletes a message: `delete_message`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const useDeleteMessage = <Context = unknown>(
  options?: WriteOptions<'deleteMessage', Context>,
) => useWrite(deleteMessageMutation, options)
