import type { AssistantsClient, Params } from '../api/index.js'
import { itemQuery } from './policies.js'
import { writeMutation } from './writes.js'

/** Options to read one thread: `get_thread`. */
export const threadQuery = (client: AssistantsClient, params: Params<'getThread'>) =>
  itemQuery(client, 'getThread', params)

/** Makes a thread: `create_thread`. */
export const createThreadMutation = (client: AssistantsClient) =>
  writeMutation(client, 'createThread')

/** Changes a thread: `modify_thread`. */
export const modifyThreadMutation = (client: AssistantsClient) =>
  writeMutation(client, 'modifyThread')

/** Deletes a thread and all that is in it: `delete_thread`. */
export const deleteThreadMutation = (client: AssistantsClient) =>
  writeMutation(client, 'deleteThread')
