import { hashKey } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'

import { eventNames, eventOf, type RunEvent, type RunEventName } from '../../src/api/index.js'
import { putEvent } from '../../src/queries/index.js'
import { type AnyRead, breathe, compare, keyOf, makeWorld, open, readOn } from './world.js'

const caches = 1_000
const names = [...eventNames] as RunEventName[]

const choice = fc.record({
  how: fc.constantFrom('say', 'ask', 'fail', 'cut', 'stop', 'expire', 'new', 'ask and expire'),
  apiVersion: fc.constantFrom('v1' as const, 'v2' as const),
  // A read may begin before the stream, or while it runs.
  held: fc.array(
    fc.record({
      at: fc.nat({ max: 1_000 }),
      when: fc.nat({ max: 12 }),
      isOnScreen: fc.boolean(),
      pages: fc.nat({ max: 1 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
})
type Choice = typeof choice extends fc.Arbitrary<infer C> ? C : never

const tally = { caches: 0, reads: 0, equal: 0, stale: 0, gone: 0 }
const told = new Map<string, number>()
afterAll(() => console.info(tally, Object.fromEntries(told)))

async function play({ how, apiVersion, held }: Choice) {
  const world = makeWorld(apiVersion)
  const { server, clock, cache, client, elsewhere, heard } = world
  const tools = [{ type: 'function' as const, function: { name: 'look', parameters: {} } }]
  const { id: assistant_id } = await elsewhere.createAssistant({ model: 'm', tools })
  const isNew = how === 'new'
  const hello = [
    { role: 'user' as const, content: 'one' },
    { role: 'user' as const, content: 'two' },
  ]
  const { id } = isNew ? { id: '' } : await elsewhere.createThread({ messages: hello })
  const of = { thread_id: id, run_id: '' }
  const steps = new Set<string>()
  const messages = new Set<string>()

  /** What can be read by now. */
  const reads = () => {
    const { thread_id, run_id } = of
    const cuts = [{}, { limit: 1 }, { order: 'asc' }, { order: 'asc', limit: 2 }]
    const list = (operation: string, params: object) =>
      cuts.map((cut) => ({ operation, params: { ...params, ...cut } }))
    return [
      ...(thread_id === ''
        ? []
        : [
            ...list('listMessages', { thread_id }),
            ...list('listRuns', { thread_id }),
            { operation: 'getThread', params: { thread_id } },
          ]),
      ...(run_id === ''
        ? []
        : [
            ...list('listRunSteps', of),
            { operation: 'getRun', params: of },
            { operation: 'listMessages', params: { thread_id, run_id } },
          ]),
      ...[...steps].map((step_id) => ({ operation: 'getRunStep', params: { ...of, step_id } })),
      ...[...messages].map((message_id) => ({
        operation: 'getMessage',
        params: { thread_id, message_id },
      })),
      // Each is a read with params that fit it.
    ] as AnyRead[]
  }

  const opened = new Map<string, AnyRead>()
  const stops: (() => void)[] = []
  const openDue = async (now: number) => {
    const all = reads()
    for (const { at, when, isOnScreen, pages } of held) {
      const read = all[at % Math.max(all.length, 1)]
      if (when !== now || read === undefined) continue
      opened.set(hashKey(keyOf(client, read)), read)
      stops.push(await open(world, read, isOnScreen))
      if (pages > 0 && read.operation.startsWith('list')) await readOn(world, read)
    }
  }

  const take = (event: RunEvent) => {
    putEvent(cache, client, event)
    told.set(event.event, (told.get(event.event) ?? 0) + 1)
  }

  const hear = async (events: AsyncIterable<RunEvent>) => {
    let count = 0
    for await (const event of events) {
      const { data } = event
      take(event)
      if (event.event === 'thread.run.created')
        Object.assign(of, { run_id: data.id, thread_id: event.data.thread_id })
      if (data.object === 'thread.run.step') steps.add(data.id)
      // Being said, it is the live run's.
      if (event.event === 'thread.message.completed') messages.add(data.id)
      await openDue(++count)
      if (how === 'stop' && event.event === 'thread.message.delta') {
        // Someone else stops it.
        void elsewhere.cancelRun(of)
      }
      if (how === 'expire' && event.event === 'thread.message.delta') void clock.advance(601_000)
    }
  }

  await openDue(0)
  const instructions = /^(?:stop|expire)/.test(how) ? 'hold' : how.startsWith('ask') ? 'ask' : how
  const body = { assistant_id, instructions }
  await hear(
    isNew
      ? client.stream.createThreadAndRun({ ...body, thread: { messages: hello } })
      : client.stream.createRun({ ...body, thread_id: id }),
  )
  if (how === 'ask') {
    const tool_outputs = [{ tool_call_id: 'call_1', output: 'ok' }]
    await hear(client.stream.submitToolOutputs({ ...of, tool_outputs }))
  }
  if (how === 'ask and expire') {
    // No stream is open then, so that whoever follows the run learns it by asking.
    await clock.advance(601_000)
    const expired: RunEvent[] = [
      eventOf(await elsewhere.getRun(of)),
      ...(await elsewhere.listRunSteps(of)).data.map((step) => eventOf(step)),
    ]
    for (const event of expired) take(event)
  }
  await breathe()
  heard.length = 0
  for (const read of opened.values()) tally[(await compare(world, read)).outcome]++
  expect(heard).toEqual([])
  tally.caches++
  tally.reads += opened.size
  for (const stop of stops) stop()
  server.close()
}

describe('any cache, after the events of any run', () => {
  it('answers every read as the server would', async () => {
    await fc.assert(fc.asyncProperty(choice, play), { numRuns: caches })
    expect(tally.stale).toBe(0)
    expect(names.filter((name) => !told.has(name))).toEqual([])
  }, 120_000)
})
