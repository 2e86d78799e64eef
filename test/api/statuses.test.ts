import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  eventNames,
  eventOf,
  type Message,
  type Run,
  type RunEvent,
  type RunEventName,
  type RunStep,
} from '../../src/api/index.js'
import { tidy, tidyEvent } from '../../src/api/tidy.js'
import { heldStream } from '../../src/testing/index.js'
import { answer, clientFor, listen, run } from './support.js'

const params = { thread_id: 't1', assistant_id: 'asst_1' }
const ids = { thread_id: 't1', run_id: 'run_1' }
const born = { id: 'x', created_at: 100 }

const anyText: unknown = expect.any(String)
const anyList: unknown = expect.any(Array)

/** What the types promise of each status, read off objects. */
const promises: Record<string, (bag: Record<string, unknown>) => void> = {
  'thread.run.requires_action': ({ required_action: action }) => {
    expect(action).toMatchObject({
      type: 'submit_tool_outputs',
      submit_tool_outputs: { tool_calls: anyList },
    })
    const { tool_calls } = (action as NonNullable<Run['required_action']>).submit_tool_outputs
    for (const call of tool_calls) {
      expect(call).toMatchObject({
        id: anyText,
        type: 'function',
        function: { name: anyText, arguments: anyText },
      })
    }
  },
  'thread.run.completed': ({ completed_at: at }) => expect(at).toBeTypeOf('number'),
  'thread.run.cancelled': ({ cancelled_at: at }) => expect(at).toBeTypeOf('number'),
  'thread.run.failed': ({ failed_at: at, last_error: error }) => {
    expect(at).toBeTypeOf('number')
    expect(error).toMatchObject({ code: anyText, message: anyText })
  },
  'thread.run.incomplete': ({ incomplete_details: details }) =>
    expect(details).toBeTypeOf('object'),
  'thread.message.completed': ({ completed_at: at }) => expect(at).toBeTypeOf('number'),
  'thread.message.incomplete': ({ incomplete_at: at, incomplete_details: details }) => {
    expect(at).toBeTypeOf('number')
    expect(details).toMatchObject({ reason: anyText })
  },
}
for (const end of ['completed', 'cancelled', 'failed']) {
  promises[`thread.run.step.${end}`] = promises[`thread.run.${end}`]!
}

const kinds = ['thread.run', 'thread.run.step', 'thread.message'] as const
const statuses = {
  'thread.run': ['queued', 'in_progress', 'requires_action', 'cancelling', 'completed'].concat(
    'failed',
    'cancelled',
    'expired',
    'incomplete',
  ),
  'thread.run.step': ['in_progress', 'completed', 'failed', 'cancelled', 'expired'],
  'thread.message': ['in_progress', 'completed', 'incomplete'],
}

/** Anything at all, and now and then something that is half right. */
const junk = fc.oneof(
  fc.anything(),
  fc.constantFrom(null, 'text', 7, [], {}, { tool_calls: 7 }, { code: 503 }, { reason: null }),
  fc.record({
    submit_tool_outputs: fc.record({
      tool_calls: fc.array(
        fc.oneof(
          fc.anything(),
          fc.record({ id: fc.oneof(fc.string(), fc.anything()), function: fc.anything() }),
        ),
      ),
    }),
  }),
)
const anyObject = fc
  .record(
    {
      status: fc.oneof(
        fc.constantFrom(...Object.values(statuses).flat(), 'created', 'delta', 'step.created'),
        fc.string(),
        fc.anything(),
      ),
      created_at: fc.oneof(fc.integer({ min: 0 }), junk),
      started_at: junk,
      completed_at: junk,
      failed_at: junk,
      cancelled_at: junk,
      incomplete_at: junk,
      required_action: junk,
      last_error: junk,
      incomplete_details: junk,
    },
    { requiredKeys: [] },
  )
  .map((members): Record<string, unknown> => Object.assign(members, { id: 'x' }))

const factsOf = ({
  status,
  required_action,
  last_error,
  incomplete_details,
}: Record<string, unknown>) => ({ status, required_action, last_error, incomplete_details })

describe.each(kinds)('%s, whatever a server makes of it,', (kind) => {
  it('has a status that its type knows, and the facts that the status promises', () => {
    fc.assert(
      fc.property(anyObject, (given) => {
        const held = tidy(given, kind, ids)
        const status = held['status']
        if (kind === 'thread.message' && (status === undefined || status === null)) return
        const isUnknown = typeof status === 'string' && status.startsWith('unknown:')
        expect(isUnknown || statuses[kind].some((known) => known === status)).toBe(true)
        promises[`${kind}.${String(status)}`]?.(held)
        // A second look changes nothing.
        expect(factsOf(tidy({ ...held }, kind, ids))).toEqual(factsOf(held))
      }),
      { numRuns: 500 },
    )
  })

  it.each(statuses[kind])('is %s where the server says so', (status) => {
    expect(tidy({ ...born, status }, kind, ids)).toMatchObject({ status })
  })
})

describe('a status that the protocol does not name', () => {
  it.each<[(typeof kinds)[number], string]>([
    ['thread.run', 'paused'],
    ['thread.run', 'created'],
    ['thread.run', 'step.created'],
    ['thread.run.step', 'queued'],
    ['thread.message', 'failed'],
    ['thread.message', 'delta'],
  ])('is told as unknown: %s %s', (kind, status) => {
    expect(tidy({ ...born, status }, kind, ids)).toMatchObject({ status: `unknown:${status}` })
  })

  it('goes on: no status at all does, too, but for a message, which is complete', () => {
    expect(tidy<object>({ ...born }, 'thread.run', ids)).toMatchObject({ status: 'in_progress' })
    expect(tidy<object>({ ...born }, 'thread.run.step')).toMatchObject({ status: 'in_progress' })
    expect(tidy<object>({ ...born }, 'thread.message', ids)).not.toHaveProperty('status')
  })

  it('is told under an event that the protocol does name', () => {
    const data: Run = { ...run, status: 'unknown:paused' }
    expect(eventOf(data)).toEqual({ event: 'thread.run.in_progress', data })
  })
})

describe('what a server leaves out', () => {
  it('is made up for from what it told', () => {
    const over = { ...born, started_at: 150, status: 'failed' }
    expect(tidy<object>({ ...over }, 'thread.run', ids)).toMatchObject({
      failed_at: 150,
      completed_at: null,
      last_error: { code: 'server_error', message: '' },
      required_action: null,
    })
    expect(tidy<object>({ ...over, last_error: 'Boom.' }, 'thread.run')).toMatchObject({
      last_error: { code: 'server_error', message: 'Boom.' },
    })
    expect(
      tidy<object>({ ...over, last_error: { code: 503, doc: 'x' } }, 'thread.run'),
    ).toMatchObject({ last_error: { code: '503', message: '', doc: 'x' } })
    expect(tidy<object>({ ...born, status: 'incomplete' }, 'thread.message')).toMatchObject({
      incomplete_at: 100,
      incomplete_details: { reason: 'unknown' },
    })
  })

  it('is not made up for where it was told', () => {
    const asked = {
      type: 'submit_tool_outputs',
      submit_tool_outputs: {
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}', extra: 1 } },
        ],
      },
    }
    const told = {
      ...run,
      status: 'requires_action',
      required_action: asked,
      last_error: { code: 'rate_limit_exceeded', message: 'Later.' },
      failed_at: 7,
    }
    expect(tidy(structuredClone(told), 'thread.run', ids)).toEqual(told)
  })

  it('leaves out calls that nobody could answer', () => {
    const tool_calls = [null, { id: 7 }, { function: { name: 'f' } }, { id: 'call_1' }]
    const bent = {
      ...born,
      status: 'requires_action',
      required_action: { submit_tool_outputs: { tool_calls } },
    }
    expect(tidy<object>(bent, 'thread.run')).toMatchObject({
      required_action: {
        submit_tool_outputs: {
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: '', arguments: '' } }],
        },
      },
    })
  })
})

describe('an event', () => {
  const told = (event: RunEventName, data: object) =>
    // Servers bend what the type promises.
    tidyEvent({ event, data } as RunEvent, ids).data

  it('is trusted above the status inside', () => {
    expect(told('thread.run.failed', { ...run, status: 'in_progress' })).toMatchObject({
      status: 'failed',
      failed_at: 1,
      last_error: { code: 'server_error' },
    })
    expect(told('thread.run.in_progress', { ...run, status: 'thinking' })).toMatchObject({
      status: 'in_progress',
    })
    expect(told('thread.message.completed', { ...born, status: 'in_progress' })).toMatchObject({
      status: 'completed',
      completed_at: 100,
    })
  })

  it('of a birth leaves the status as it is, and what goes on may be complete already', () => {
    const done = { ...born, status: 'completed' }
    for (const event of ['thread.run.step.created', 'thread.run.step.in_progress'] as const) {
      expect(told(event, { ...done })).toMatchObject({ status: 'completed', completed_at: 100 })
    }
    expect(told('thread.message.in_progress', { ...done })).toMatchObject({ status: 'completed' })
  })

  const named = [...(eventNames as ReadonlySet<RunEventName>)].filter(
    (event) => !/(?:created|delta)$/.test(event),
  )

  it.each(named)('%s carries that status, whatever is inside', (event) => {
    const data = told(event, { ...born }) as Run | RunStep | Message
    expect(data.status).toBe(event.slice(event.lastIndexOf('.') + 1))
    promises[event]?.({ ...data })
  })
})

it('answers, pages and events all come through this door', async () => {
  const bent = { ...run, status: 'failed' }
  const mended = {
    ...run,
    status: 'failed',
    failed_at: 1,
    last_error: { code: 'server_error', message: '' },
  }
  const page = { object: 'list', data: [bent], first_id: null, last_id: null, has_more: false }
  const { client } = clientFor([answer(bent), answer(page)])
  await expect(client.getRun(ids)).resolves.toEqual(mended)
  await expect(client.listRuns({ thread_id: 't1' })).resolves.toMatchObject({ data: [mended] })

  const held = heldStream()
  const streamed = clientFor(() => held.response)
  const { heard } = listen(streamed.client.stream.createRun(params))
  held.push('thread.run.failed', { ...bent, status: 'in_progress' })
  await streamed.clock.settle()
  expect(heard).toEqual([{ event: 'thread.run.failed', data: mended }])

  const odd = { ...run, status: 'paused' }
  const ignored = clientFor(answer(odd))
  const whole = listen(ignored.client.stream.createRun(params))
  await ignored.clock.settle()
  expect(whole.heard).toEqual([
    { event: 'thread.run.in_progress', data: { ...run, status: 'unknown:paused' } },
  ])
})
