import type { CreateMessageBody } from '../../src/api/index.js'
import { messagesQuery } from '../../src/index.js'
import type { Stage } from '../components/support.js'

const words = 'A line of words that fills the page from one side to the other, again and again. '

/** Short questions, and answers of many sizes. */
export const textOf = (n: number): string =>
  n % 2 === 0
    ? `Question ${n}?`
    : `Answer ${n}. ${words.repeat(1 + (n % 7))}\n\n- one\n- two\n\n\`\`\`ts\nconst n = ${n}\n\`\`\``

type Content = CreateMessageBody<'v2'>['content']

export interface LongThread {
  /** How many messages are loaded before the thread is opened. */
  loaded: number
  /** How many older ones the server has. @default 0 */
  older?: number
  /** What a message holds. @default a short question, or an answer of some size */
  contentOf?: (n: number) => Content
}

/** Makes a long thread, whose newest pages are in the cache already. */
export async function fillThread(
  stage: Stage,
  { loaded, older = 0, contentOf = textOf }: LongThread,
): Promise<string> {
  const { id } = await stage.other.createThread({
    messages: Array.from({ length: loaded + older }, (_, at) => ({
      role: at % 2 ? 'user' : 'assistant',
      content: contentOf(at + 1),
    })),
  })
  const { queryKey } = messagesQuery(stage.client, { thread_id: id })
  await stage.cache.fetchInfiniteQuery({
    ...messagesQuery(stage.client, { thread_id: id, limit: 100 }),
    queryKey,
    pages: loaded / 100,
  })
  return id
}
