import type { AssistantsClient, Message } from '../api/index.js'
import { keyFor, type ListParams } from './keyFor.js'
import { hasBefore, type PageAround } from './listCache.js'
import { cursorAt, type ListOptions, listQuery } from './policies.js'

/** Which messages of a thread are read. */
export type MessagesParams = ListParams<'listMessages'> & {
  /**
   * The id of a message to begin with: it, a page before and a page after it are the first page, in three requests. Each
   * such list has a key of its own, and never counts as one that begins with the newest message.
   */
  around?: string
}

type Around = MessagesParams & { around: string }

/** Options to read a thread's messages from one in its middle on. Fails as `get_message` does where there is no such message. */
export function queryAround(client: AssistantsClient, given: Around): ListOptions<'listMessages'> {
  const { around, ...params } = given
  const list = listQuery(client, 'listMessages', params)
  return {
    ...list,
    // What it is tagged with is known to types alone.
    queryKey: keyFor(client, 'listMessages', given) as typeof list.queryKey,
    initialPageParam: { around },
    queryFn: ({ signal, pageParam }) =>
      pageParam !== null && 'around' in pageParam
        ? readAround(client, given, signal)
        : client.listMessages({ ...params, ...pageParam }, { signal }),
    getPreviousPageParam: (page, pages, cursor, cursors) => {
      if (cursor === null || !('around' in cursor))
        return list.getPreviousPageParam?.(page, pages, cursor, cursors)
      return hasBefore(page) ? cursorAt(page, 'before') : null
    },
  }
}

async function readAround(
  client: AssistantsClient,
  { around, ...params }: Around,
  signal: AbortSignal,
): Promise<PageAround<Message>> {
  const { thread_id } = params
  const message = client.getMessage({ thread_id, message_id: around }, { signal })
  const pages = Promise.all([
    client.listMessages({ ...params, before: around }, { signal }),
    client.listMessages({ ...params, after: around }, { signal }),
  ])
  // Of a message that is not there, `getMessage` says so; what is said of it as a cursor is up to the server.
  pages.catch(() => {})
  const own = await message
  const [before, after] = await pages
  const data = [...before.data, own, ...after.data]
  return { ...after, data, first_id: data[0]?.id ?? null, has_before: before.has_more }
}
