import { describe, expect, it } from 'vitest'
import {
  type AssistantsClient,
  createAssistantsClient,
  type RunEvent,
} from '../../src/api/index.js'
import { pollRun } from '../../src/run/index.js'
import { createManualClock } from '../../src/testing/index.js'
import { makeMessage, makeRun, makeStep } from './samples.js'

const page = (data: unknown[]) => ({ object: 'list', data, has_more: false })

/** A server that is a table, and the moments at which it was asked. */
function makeTable({ statuses, hint }: { statuses: string[]; hint?: string }) {
  const clock = createManualClock(0)
  const asked: [at: number, what: string][] = []
  const client: AssistantsClient = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    clock,
    fetch: async (request) => {
      const { pathname } = new URL(request.url)
      const what = pathname.split('/').at(-1) ?? ''
      asked.push([clock.now(), what])
      if (what === 'messages') {
        return Response.json(
          page([
            makeMessage('m2', 'mine', { status: null }),
            makeMessage('m1', 'theirs', { run_id: 'run_0' }),
          ]),
        )
      }
      if (what === 'steps') return Response.json(page([makeStep('s', { status: 'completed' })]))
      const status = statuses.length > 1 ? statuses.shift() : statuses[0]
      const headers = hint === undefined ? {} : { 'openai-poll-after-ms': hint }
      return Response.json({ ...makeRun('queued'), status }, { headers })
    },
  })
  const leaving = new AbortController()
  const events: RunEvent[] = []
  const done = (async () => {
    const options = { client, clock, signal: leaving.signal, threadId: 'thread_1', runId: 'run_1' }
    for await (const event of pollRun(options)) events.push(event)
  })().catch(() => {})
  return { clock, asked, events, done, leave: () => leaving.abort() }
}

const gaps = (asked: [number, string][]) =>
  asked.slice(1).map(([at], n) => at - (asked[n]?.[0] ?? 0))

describe('pollRun', () => {
  it('never asks more than once a second, ever less often, and at least every ten seconds', async () => {
    for (const status of ['queued', 'in_progress', 'cancelling', 'meditating']) {
      const { clock, asked, leave } = makeTable({ statuses: [status], hint: '5' })
      await clock.advance(120_000)
      leave()
      const between = gaps(asked)
      expect(Math.min(...between)).toBeGreaterThanOrEqual(1_000)
      expect(between).toEqual(between.toSorted((one, other) => one - other))
      expect(between.at(-1)).toBe(10_000)
      await clock.settle()
      expect(clock.pending).toBe(0)
    }
  })

  it('waits as long as the server hints, unless the hint is absurd', async () => {
    const told = makeTable({ statuses: ['queued'], hint: '7000' })
    await told.clock.advance(15_000)
    told.leave()
    expect(gaps(told.asked)[0]).toBe(7_000)
    for (const hint of ['-5', 'soon', '1e12', '']) {
      const absurd = makeTable({ statuses: ['queued'], hint })
      await absurd.clock.advance(3_000)
      absurd.leave()
      expect(gaps(absurd.asked)[0]).toBe(1_000)
    }
  })

  it('asks quickly again once something has changed', async () => {
    const { clock, asked, leave } = makeTable({
      statuses: ['queued', 'queued', 'queued', 'queued', 'in_progress'],
    })
    await clock.advance(60_000)
    leave()
    const between = gaps(asked)
    const slow = between.findIndex((gap, n) => gap > (between[n + 1] ?? Infinity))
    expect(between[slow + 1]).toBe(1_000)
  })

  it('tells the run last, after its messages and steps, each as it is', async () => {
    const { clock, events, asked, done } = makeTable({ statuses: ['in_progress', 'completed'] })
    await clock.advance(5_000)
    await done
    expect(events.map(({ event }) => event)).toEqual([
      'thread.run.in_progress',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    expect(events[1]?.data.id).toBe('m2')
    expect(asked.map(([, what]) => what)).toEqual(['run_1', 'run_1', 'messages', 'steps'])
  })

  it('ends when the run asks', async () => {
    const { clock, events, done } = makeTable({ statuses: ['requires_action'] })
    await clock.advance(1_000)
    await done
    expect(events.at(-1)?.event).toBe('thread.run.requires_action')
    expect(clock.pending).toBe(0)
  })
})
