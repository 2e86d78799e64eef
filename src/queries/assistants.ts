import type { AssistantsClient, Params } from '../api/index.js'
import type { ListParams } from './keyFor.js'
import { itemQuery, listQuery } from './policies.js'
import { writeMutation } from './writes.js'

/** Options to read one assistant: `get_assistant`. */
export const assistantQuery = (client: AssistantsClient, params: Params<'getAssistant'>) =>
  itemQuery(client, 'getAssistant', params)

/** Options to read the assistants: `list_assistants`, page by page. */
export const assistantsQuery = (
  client: AssistantsClient,
  params: ListParams<'listAssistants'> = {},
) => listQuery(client, 'listAssistants', params)

/** Options to read one file linked to an assistant: `get_assistant_file`. */
export const assistantFileQuery = (client: AssistantsClient, params: Params<'getAssistantFile'>) =>
  itemQuery(client, 'getAssistantFile', params)

/** Options to read the files linked to an assistant: `list_assistant_files`, page by page. */
export const assistantFilesQuery = (
  client: AssistantsClient,
  params: ListParams<'listAssistantFiles'>,
) => listQuery(client, 'listAssistantFiles', params)

/**
 * Makes an assistant: `create_assistant`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const createAssistantMutation = (client: AssistantsClient) =>
  writeMutation(client, 'createAssistant')

/**
 * Changes an assistant: `modify_assistant`.
 * A change of metadata alone is seen at once, and taken back when it fails.
 */
export const modifyAssistantMutation = (client: AssistantsClient) =>
  writeMutation(client, 'modifyAssistant')

/**
 * Deletes an assistant: `delete_assistant`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const deleteAssistantMutation = (client: AssistantsClient) =>
  writeMutation(client, 'deleteAssistant')

/**
 * Links a file to an assistant: `create_assistant_file`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const createAssistantFileMutation = (client: AssistantsClient) =>
  writeMutation(client, 'createAssistantFile')

/**
 * Unlinks a file from an assistant: `delete_assistant_file`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const deleteAssistantFileMutation = (client: AssistantsClient) =>
  writeMutation(client, 'deleteAssistantFile')
