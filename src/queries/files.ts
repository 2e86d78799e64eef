import type { AssistantsClient, Params } from '../api/index.js'
import type { ListParams } from './keyFor.js'
import { itemQuery, listQuery } from './policies.js'
import { writeMutation } from './writes.js'

/** Options to read one file: `get_file`. */
export const fileQuery = (client: AssistantsClient, params: Params<'getFile'>) =>
  itemQuery(client, 'getFile', params)

/** Options to read the files: `list_files`, page by page. */
export const filesQuery = (client: AssistantsClient, params: ListParams<'listFiles'> = {}) =>
  listQuery(client, 'listFiles', params)

/** Options to read the bytes of a file: `get_file_content`. */
export const fileContentQuery = (client: AssistantsClient, params: Params<'getFileContent'>) =>
  itemQuery(client, 'getFileContent', params)

/**
 * Stores a file: `upload_file`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const uploadFileMutation = (client: AssistantsClient) => writeMutation(client, 'uploadFile')

/**
 * Deletes a file: `delete_file`.
 * Its rows go at once, and come back in their place when it fails.
 */
export const deleteFileMutation = (client: AssistantsClient) => writeMutation(client, 'deleteFile')
