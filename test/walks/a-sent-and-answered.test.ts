import { afterEach, expect, it } from 'vitest'
import { createThreadReader } from '../../src/run/threadReader.js'
import { memoryStorage } from '../../src/run/index.js'
import { kept, lines, makeStage, type Stage, textOf } from '../run/support.js'

let stage: Stage
afterEach(() => stage.close())

it('a: a message is sent and answered', async () => {
  stage = await makeStage({ pace: 100, script: lines('Good day to you.') })
  const { cache, client, clock, frame, heard, network, pass, threadId } = stage
  const storage = memoryStorage()
  const controller = stage.visit({ storage, schedule: frame.schedule })
  const reader = createThreadReader(controller, { cache, client })
  let notices = 0
  reader.subscribe(() => notices++)
  await controller.attach()
  await pass()
  heard.clear()
  const rows = () => {
    const { ids, row } = reader.read()
    return ids.map(row)
  }
  const texts = () =>
    rows().map((row) => (row?.kind === 'message' ? textOf(row.message) : row?.send.state))

  // 1, 2: the words are seen at once, and kept.
  network.add({ operation: 'createMessage', delay: 100 })
  const intent = controller.send('Good day')
  expect(reader.read().ids).toEqual([intent])
  expect(texts()).toEqual(['sending'])
  await pass()
  const place = `sends ${client.scope} ${threadId}`
  expect(await storage.read(place)).toMatchObject([{ intent, input: { content: 'Good day' } }])

  // 3: the message takes its place, under the same id.
  await clock.advance(100)
  await pass()
  expect(reader.read().ids).toEqual([intent])
  expect(texts()).toEqual(['Good day'])
  expect(await storage.read(place)).toBeUndefined()

  // 4 to 7: the stream is open; a frame shows all that came since the last one.
  expect(heard.requests.map(({ operation, body }) => [operation, body])).toEqual([
    ['createMessage', { role: 'user', content: 'Good day', metadata: { intent } }],
    ['createRun', { assistant_id: stage.assistantId, metadata: { intent }, stream: true }],
  ])
  frame.next()
  await pass()
  const [, answerId = ''] = reader.read().ids
  const { ids } = reader.read()
  const [question, answer] = rows()
  expect(answer).toMatchObject({ isLive: true })
  let growths = 0
  const stopReading = reader.subscribeRow(answerId, () => growths++)
  notices = 0
  await clock.advance(100)
  await clock.advance(100)
  await pass()
  expect(growths).toBe(0)
  frame.next()
  await pass()
  // The row that grew is told, and the list of rows is not.
  expect([notices, growths]).toEqual([0, 1])
  stopReading()
  expect(texts()).toEqual(['Good day', 'Good day to '])
  expect(reader.read().ids).toBe(ids)
  expect(rows()[0]).toBe(question)
  expect(rows()[1]).not.toBe(answer)

  // 9: it settles in its place.
  await pass(1_000)
  frame.next()
  await pass()
  expect(reader.read().ids).toBe(ids)
  expect(reader.read().row(answerId)).toMatchObject({
    isLive: false,
    message: { status: 'completed' },
  })
  expect(rows()[0]).toBe(question)
  expect(controller.store.getState().live).toMatchObject({
    phase: 'settled',
    run: { status: 'completed' },
  })
  expect(texts()).toEqual((await kept(stage, threadId)).map((text) => text.replace(/^\w+: /, '')))
  expect(heard.requests).toHaveLength(2)
})
