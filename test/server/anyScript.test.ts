import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunEvent } from '../../src/api/index.js'
import type { ModelPart } from '../../src/server/index.js'
import { callsOf, collect, finish, serverFor, text, turns } from './serverFor.js'

const words = fc.string({ maxLength: 8, unit: 'grapheme' })
const part = fc.oneof(
  words.map(text),
  words.map((refusal): ModelPart => ({ type: 'refusal', refusal })),
  fc
    .integer({ min: 0, max: 3 })
    .map((n): ModelPart => ({ type: 'tool-call', id: `c${n}`, name: 'f' })),
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), words)
    .map(([n, piece]): ModelPart => ({ type: 'tool-arguments', id: `c${n}`, arguments: piece })),
)
const end = fc.constantFrom<ModelPart>(
  finish,
  finish,
  { type: 'finish', reason: 'length' },
  { type: 'finish', reason: 'content_filter' },
)
const turn = fc.tuple(fc.array(part, { maxLength: 12 }), end).map(([parts, last]) => {
  // A model that uses an id twice or out of place breaks the run, which other tests look at.
  const begun = new Set<string>()
  const sound = parts.filter((one) => {
    if (one.type === 'tool-arguments') return begun.has(one.id)
    if (one.type !== 'tool-call' || !begun.has(one.id)) {
      if (one.type === 'tool-call') begun.add(one.id)
      return true
    }
    return false
  })
  return sound.concat(last)
})

/** A reader as strict as the strictest client: it throws at what does not fit, and keeps what it put together. */
function strictReader() {
  let openStep: string | undefined
  let openMessage: string | undefined
  const seen = new Set<string>()
  const contents = new Map<string, string[]>()
  const calls = new Map<string, { id: string; arguments: string }[]>()

  const begin = (id: string, open: string | undefined) => {
    if (open !== undefined) throw new Error(`${id} begins while ${open} is open.`)
    if (seen.has(id)) throw new Error(`${id} begins twice.`)
    seen.add(id)
    return id
  }

  const hear = (event: RunEvent) => {
    if (event.event === 'thread.run.step.created') openStep = begin(event.data.id, openStep)
    else if (event.event === 'thread.message.created') {
      openMessage = begin(event.data.id, openMessage)
      contents.set(event.data.id, [])
    } else if (event.event === 'thread.message.delta') {
      const parts = contents.get(event.data.id)
      if (!parts || event.data.id !== openMessage) throw new Error('A delta of no open message.')
      for (const delta of event.data.delta.content ?? []) {
        if (delta.index > parts.length) throw new Error('An index is left out.')
        const more =
          delta.type === 'text' ? delta.text?.value : delta.type === 'refusal' ? delta.refusal : ''
        parts[delta.index] = (parts[delta.index] ?? '') + (more ?? '')
      }
    } else if (event.event === 'thread.run.step.delta') {
      if (event.data.id !== openStep) throw new Error('A delta of no open step.')
      const list = calls.get(event.data.id) ?? []
      calls.set(event.data.id, list)
      const details = event.data.delta.step_details
      for (const delta of details?.type === 'tool_calls' ? (details.tool_calls ?? []) : []) {
        const known = list[delta.index]
        if (delta.type !== 'function') continue
        if (!known && (delta.index !== list.length || !delta.id))
          throw new Error('A call without a beginning.')
        if (known && (delta.id ?? delta.function?.name) !== undefined)
          throw new Error('Identity said twice.')
        list[delta.index] = {
          id: known?.id ?? delta.id ?? '',
          arguments: (known?.arguments ?? '') + (delta.function?.arguments ?? ''),
        }
      }
    } else if (/^thread\.message\.(completed|incomplete)$/.test(event.event))
      openMessage = undefined
    else if (/step\.(completed|failed|cancelled|expired)$/.test(event.event)) {
      if (openMessage) throw new Error('A step ends before its message.')
      openStep = undefined
    } else if (/run\.(completed|incomplete|failed|cancelled|expired)$/.test(event.event)) {
      if (openStep) throw new Error('A run ends before its step.')
    }
  }
  return { hear, contents, calls }
}

describe('whatever a model says', () => {
  it('streams soundly, and is kept as it was streamed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { minLength: 1, maxLength: 3 }),
        fc.option(fc.integer({ min: 0, max: 10 })),
        async (said, cancelAt) => {
          const { client, clock, setUp } = serverFor({ model: turns(...said).model })
          const { assistant, thread } = await setUp()
          const thread_id = thread.id
          const reader = strictReader()
          let run_id = ''
          let heard = 0
          const follow = async (events: AsyncIterable<RunEvent>) => {
            for await (const event of events) {
              reader.hear(event)
              if (event.event === 'thread.run.created') run_id = event.data.id
              if (heard++ === cancelAt) void client.cancelRun({ thread_id, run_id }).catch(() => {})
            }
          }
          await follow(client.stream.createRun({ thread_id, assistant_id: assistant.id }))
          await clock.settle()
          let run = await client.getRun({ thread_id, run_id })
          while (run.status === 'requires_action') {
            expect([...reader.calls.values()].at(-1)).toEqual(
              callsOf(run).map(({ id, function: called }) => ({ id, arguments: called.arguments })),
            )
            const tool_outputs = callsOf(run).map(({ id }) => ({ tool_call_id: id, output: id }))
            await follow(client.stream.submitToolOutputs({ thread_id, run_id, tool_outputs }))
            await clock.settle()
            run = await client.getRun({ thread_id, run_id })
          }
          expect(['completed', 'incomplete', 'cancelled']).toContain(run.status)
          const { data } = await client.listMessages({
            thread_id,
            run_id,
            order: 'asc',
            limit: 100,
          })
          const kept = data.map(({ id, content }) => [
            id,
            content.map((one) =>
              one.type === 'text' ? one.text.value : one.type === 'refusal' ? one.refusal : '',
            ),
          ])
          expect(kept).toEqual([...reader.contents])
          expect(data.map(({ status }) => status)).not.toContain('in_progress')
          const steps = await client.listRunSteps({ thread_id, run_id, limit: 100 })
          expect(steps.data.map(({ status }) => status)).not.toContain('in_progress')
          expect(clock.pending).toBe(0)
        },
      ),
      { numRuns: 150, seed: 7 },
    )
  }, 60_000)

  it('is the same told as a whole and polled', async () => {
    const said = [[text('a'), text('b'), finish]]
    const { client, setUp } = serverFor({ model: turns(...said).model })
    const { assistant, thread } = await setUp()
    const params = { thread_id: thread.id, assistant_id: assistant.id }
    const events = await collect(client.stream.createRun(params))
    const { data } = await client.listMessages({ thread_id: thread.id, limit: 1 })
    const told = events.find(({ event }) => event === 'thread.message.completed')
    expect(told?.data).toEqual(data[0])
  })
})
