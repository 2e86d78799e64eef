import type { CreateMessageBody } from '../../src/api/index.js'
import { messagesQuery } from '../../src/index.js'
import type { Stage } from '../components/support.js'

const words = 'A line of words that fills the page from one side to the other, again and again. '

/** Short questions, and answers of many sizes. */
const textOf = (n: number): string =>
  n % 2 === 0
    ? `Question ${n}?`
    : `Answer ${n}. ${words.repeat(1 + (n % 7))}\n\n- one\n- two\n\n\`\`\`ts\nconst n = ${n}\n\`\`\``

const messageOf = (n: number): CreateMessageBody<'v2'> => ({
  role: n % 2 === 0 ? 'user' : 'assistant',
  content: textOf(n),
})

export interface LongThread {
  /** How many messages are loaded before the thread is opened. */
  loaded: number
  /** How many older ones the server has. @default 0 */
  older?: number
}

/** Makes a long thread, whose newest pages are in the cache already. */
export async function fillThread(stage: Stage, { loaded, older = 0 }: LongThread): Promise<string> {
  const { id } = await stage.other.createThread({
    messages: Array.from({ length: loaded + older }, (_, at) => messageOf(at + 1)),
  })
  const { queryKey } = messagesQuery(stage.client, { thread_id: id })
  await stage.cache.fetchInfiniteQuery({
    ...messagesQuery(stage.client, { thread_id: id, limit: 100 }),
    queryKey,
    pages: loaded / 100,
  })
  return id
}
