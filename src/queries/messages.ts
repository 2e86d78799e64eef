import type { AssistantsClient, Params } from '../api/index.js'
import type { ListParams } from './keyFor.js'
import { type MessagesParams, queryAround } from './queryAround.js'
import { itemQuery, listQuery } from './policies.js'
import { writeMutation } from './writes.js'

/** Options to read one message: `get_message`. */
export const messageQuery = (client: AssistantsClient, params: Params<'getMessage'>) =>
  itemQuery(client, 'getMessage', params)

/**
 * Options to read the messages of a thread: `list_messages`, page by page, from the newest on or, with `around`, from a
 * message in its middle on in both directions.
 */
export const messagesQuery = (client: AssistantsClient, params: MessagesParams) =>
  params.around === undefined
    ? listQuery(client, 'listMessages', params)
    : queryAround(client, { ...params, around: params.around })

/** Options to read one file linked to a message: `get_message_file`. */
export const messageFileQuery = (client: AssistantsClient, params: Params<'getMessageFile'>) =>
  itemQuery(client, 'getMessageFile', params)

/** Options to read the files linked to a message: `list_message_files`, page by page. */
export const messageFilesQuery = (
  client: AssistantsClient,
  params: ListParams<'listMessageFiles'>,
) => listQuery(client, 'listMessageFiles', params)

/**
 * Adds a message to a thread: `create_message`.
 * Sent once, and never again by itself: `useCreateMessage` tells what is left when it fails, and how to look it up.
 */
export const createMessageMutation = (client: AssistantsClient) =>
  writeMutation(client, 'createMessage')

/**
 * Changes the metadata of a message: `modify_message`.
 * The change is seen at once, and taken back when it fails.
 */
export const modifyMessageMutation = (client: AssistantsClient) =>
  writeMutation(client, 'modifyMessage')

/**
 * Deletes a message: `delete_message`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const deleteMessageMutation = (client: AssistantsClient) =>
  writeMutation(client, 'deleteMessage')
