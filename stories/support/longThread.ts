import { messagesQuery } from '../../src/index.js'
import { createStage, type StageOptions } from './createStage.js'

const topics = ['the weather', 'a night train', 'where to eat', 'a day by the sea', 'the way back']

const answer = (n: number) => {
  const topic = topics[n % topics.length]
  const sentence = `About ${topic}: there is more to it than one would think, and less than one would fear. `
  const list = '\n\n- early in the morning\n- at noon, in the shade\n- whenever you like'
  const table =
    '\n\n| from | to | by |\n| --- | --- | --- |\n| Lisbon | Porto | train |\n| Porto | Vigo | bus |'
  return `Answer ${n}. ${sentence.repeat(1 + (n % 5))}${n % 4 === 1 ? list : ''}${n % 10 === 9 ? table : ''}`
}

/** A loader with a thread of many messages; `loaded` of them are in the cache already, as after a visit before. */
export const withLongThread =
  ({ count, loaded = 0, ...options }: StageOptions & { count: number; loaded?: number }) =>
  async () => {
    const stage = await createStage(options)
    const { client, queryClient } = stage
    const { id: threadId } = await client.createThread({
      messages: Array.from({ length: count }, (_, at) =>
        at % 2 === 0
          ? ({
              role: 'user',
              content: `Question ${at + 1}. What about ${topics[(at + 1) % 5]}?`,
            } as const)
          : ({ role: 'assistant', content: answer(at + 1) } as const),
      ),
    })
    if (loaded > 0) {
      const { queryKey } = messagesQuery(client, { thread_id: threadId })
      const pages = messagesQuery(client, { thread_id: threadId, limit: 100 })
      await queryClient.fetchInfiniteQuery({ ...pages, queryKey, pages: loaded / 100 })
    }
    return { stage, threadId }
  }
