import { InfiniteQueryObserver } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { messagesQuery } from '../../src/queries/index.js'
import { createThreadReader } from '../../src/run/threadReader.js'
import { makeStage, type Stage, textOf } from '../run/support.js'

let stage: Stage
afterEach(() => stage.close())

it('c: an older page appears on top, and moves nothing below it', async () => {
  stage = await makeStage({ pace: 100 })
  const { cache, client, heard, other, pass, threadId } = stage
  for (let n = 0; n < 45; n++) {
    await other.createMessage({ thread_id: threadId, role: 'user', content: `no. ${n}` })
  }
  const controller = stage.visit()
  const reader = createThreadReader(controller, { cache, client })
  reader.subscribe(() => {})
  await controller.attach()
  await pass()
  const { ids, row } = reader.read()
  const texts = () => {
    const now = reader.read()
    return now.ids.map((id) => {
      const found = now.row(id)
      return found?.kind === 'message' ? textOf(found.message) : ''
    })
  }
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => `no. ${from + n}`)
  expect(texts()).toEqual(numbers(25, 45))
  const rows = ids.map(row)

  // 1, 2: seen or pressed, while an answer comes.
  controller.send('And now?')
  await pass(150)
  heard.clear()
  const list = new InfiniteQueryObserver(cache, messagesQuery(client, { thread_id: threadId }))
  const leave = list.subscribe(() => {})
  await list.fetchNextPage()
  await pass(1_000)
  expect(heard.requests.map(({ operation, query }) => [operation, query])).toEqual([
    ['listMessages', { after: ids[0] }],
  ])

  // 3: on top, each once, and every row below is the very same.
  expect(texts()).toEqual([...numbers(5, 45), 'And now?', 'Hello to you, too.'])
  const after = reader.read()
  expect(after.ids.slice(20, 40)).toEqual(ids)
  expect(ids.every((id, at) => after.row(id) === rows[at])).toBe(true)

  await list.fetchNextPage()
  await pass()
  expect(texts().slice(0, 45)).toEqual(numbers(0, 45))
  expect(list.getCurrentResult().hasNextPage).toBe(false)
  leave()
})
