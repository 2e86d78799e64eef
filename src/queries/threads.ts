import type { AssistantsClient, Params } from '../api/index.js'
import { itemQuery } from './policies.js'
import { writeMutation } from './writes.js'

/** Options to read one thread: `get_thread`. */
export const threadQuery = (client: AssistantsClient, params: Params<'getThread'>) =>
  itemQuery(client, 'getThread', params)

/**
 * Makes a thread: `create_thread`.
 * Sent once: after a `ConnectionError` nobody knows whether it arrived, so look before you send it again.
 */
export const createThreadMutation = (client: AssistantsClient) =>
  writeMutation(client, 'createThread')

/**
 * Changes a thread: `modify_thread`.
 * A change of metadata alone is seen at once, and taken back when it fails.
 */
export const modifyThreadMutation = (client: AssistantsClient) =>
  writeMutation(client, 'modifyThread')

/** Deletes a thread and all that is in it: `delete_thread`. */
export const deleteThreadMutation = (client: AssistantsClient) =>
  writeMutation(client, 'deleteThread')
