import { InfiniteQueryObserver, MutationObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it } from 'vitest'

import {
  deleteMessageMutation,
  listItems,
  messagesQuery,
  runStepsQuery,
} from '../../src/queries/index.js'
import { type Bend, bends } from '../../src/testing/index.js'
import { type BentStage, kept, makeBentStage, shown } from './support.js'

let stage: BentStage
afterEach(() => stage.close())

/** A thread with a few messages in it, seen a page at a time. */
async function pagesOf(bent: readonly Bend[], count: number, limit: number) {
  stage = await makeBentStage({ bends: bent })
  const { client, cache, threadId: thread_id } = stage
  for (let nth = 1; nth <= count; nth++) {
    await client.createMessage({ thread_id, role: 'user', content: `Words ${nth}` })
  }
  const pages = new InfiniteQueryObserver(cache, messagesQuery(client, { thread_id, limit }))
  const stop = pages.subscribe(() => {})
  await pages.refetch()
  while (pages.getCurrentResult().hasNextPage) await pages.fetchNextPage()
  stop()
  return listItems(pages.getCurrentResult().data).map(
    ({ content: [part] }) => part?.type === 'text' && part.text.value,
  )
}

describe('a list', () => {
  const words = ['Words 5', 'Words 4', 'Words 3', 'Words 2', 'Words 1']

  it('is read to its end where ids are bare and cursors are words', async () => {
    const bent = [bends.otherIds((nth) => (nth + 0xabc).toString(16).padStart(24, '0'))]
    expect(await pagesOf(bent, 5, 2)).toEqual(words)
  })

  it('ends where the server says that nothing lies behind, whatever its cursors', async () => {
    expect(await pagesOf([bends.oddLists()], 5, 2)).toEqual(words.slice(0, 2))
    expect(await pagesOf([bends.oddLists()], 0, 2)).toEqual([])
  })

  it('ends when the server gives the same page again', async () => {
    const forgetful: Bend = (fetch) => (request) => {
      const url = new URL(request.url)
      url.searchParams.delete('after')
      return fetch(request.method === 'GET' ? new Request(url, request) : request)
    }
    expect(await pagesOf([forgetful], 5, 2)).toEqual(words.slice(0, 2))
  })

  it('is whole where its objects say neither what nor where they are', async () => {
    expect(await pagesOf([bends.namelessObjects(), bends.leaveOut()], 5, 2)).toEqual(words)
  })
})

it('a message that is deleted is gone, whatever the server calls it', async () => {
  stage = await makeBentStage({ bends: [bends.fileTombstones()] })
  const { client, cache, controller, threadId: thread_id } = stage
  controller.send('Hello')
  await stage.until('settled')
  const [last] = (await client.listMessages({ thread_id })).data
  await new MutationObserver(cache, deleteMessageMutation(client)).mutate({
    thread_id,
    message_id: last?.id ?? '',
  })
  await controller.sync()
  expect(await kept(stage)).toEqual(['user: Hello'])
  const rows = listItems(cache.getQueryData(messagesQuery(client, { thread_id }).queryKey))
  expect(rows).toHaveLength(1)
})

it('times are whole seconds wherever they are seen', async () => {
  stage = await makeBentStage({ bends: [bends.milliseconds()] })
  const { client, cache, controller, clock, threadId: thread_id } = stage
  controller.send('Hello')
  await stage.until('settled')
  const { live } = controller.store.getState()
  const now = clock.now() / 1_000
  for (const time of [live.run?.created_at, ...live.steps.map((step) => step.created_at)]) {
    expect(Math.abs((time ?? 0) - now)).toBeLessThan(10)
    expect(Number.isInteger(time)).toBe(true)
  }
  const which = { thread_id, run_id: live.run?.id ?? '' }
  const steps = await cache.fetchInfiniteQuery(runStepsQuery(client, which))
  expect(listItems(steps).every(({ created_at }) => Math.abs(created_at - now) < 10)).toBe(true)
})

it('a message sent to a server that forgets metadata is sent once', async () => {
  stage = await makeBentStage({ bends: [bends.nullMetadata()] })
  stage.controller.send('Hello')
  await stage.until('settled')
  expect(stage.heard.count('createMessage')).toBe(1)
  expect(shown(stage)).toEqual(await kept(stage))
})
