import type { AssistantsClient } from '../api/index.js'
import { messagesQuery } from '../queries/index.js'

/** The list whose messages a thread shows: that of the latest ones, or around one of them. */
export const shownMessages = (
  client: AssistantsClient,
  thread_id: string,
  around: string | null,
): ReturnType<typeof messagesQuery> =>
  messagesQuery(client, around === null ? { thread_id } : { thread_id, around })
