import { createHook } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'

import { isResponseError, isStreamError } from '../../src/api/index.js'
import { heldStream, type HeldStream } from '../../src/testing/index.js'
import { allOf, answer, clientFor, countingSignal, listen, run, type Step } from './support.js'

const params = { thread_id: 't1', assistant_id: 'asst_1' }
const message = { id: 'msg_1', object: 'thread.message', content: [] }

function setUp(options = {}) {
  const held = heldStream()
  const setup = clientFor(() => held.response, options)
  const { signal, abort, listening } = countingSignal()
  const heard = listen(setup.client.stream.createRun(params, { signal }))
  return { held, ...setup, ...heard, abort, listening }
}

/** Counts the promises that are made. */
function countPromises() {
  let promises = 0
  const hook = createHook({
    init(_id, type) {
      if (type === 'PROMISE') promises++
    },
  }).enable()
  return { promises: () => promises, stop: () => hook.disable() }
}

/** How a stream of these acts ends. */
async function play(act: (held: HeldStream) => void) {
  const stream = setUp()
  act(stream.held)
  await stream.clock.settle()
  return stream
}

/** A stream that is nothing but this body. */
async function hear(body: Step) {
  const setup = clientFor(body)
  const heard = listen(setup.client.stream.createRun(params))
  await setup.clock.settle()
  return { ...setup, ...heard }
}

describe('a stream of a run', () => {
  it('is told event by event, and ends with "done"', async () => {
    const { held, clock, names, heard, end, listening } = setUp()
    held.push('thread.run.created', run)
    await clock.settle()
    expect(heard).toEqual([{ event: 'thread.run.created', data: run }])
    held.push('thread.message.created', message)
    held.push('thread.run.completed', run)
    held.push('done', '[DONE]')
    await clock.settle()
    expect(names()).toEqual([
      'thread.run.created',
      'thread.message.created',
      'thread.run.completed',
    ])
    expect(end.state).toBe('done')
    expect(held.cancelled).toBe(true)
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('passes by what it does not know, whatever it carries (scenario 8)', async () => {
    const { names, end } = await play((held) => {
      held.push('thread.run.dreaming', run)
      held.push('ping', 'no JSON at all')
      held.push('keepalive', '[]')
      held.push('__proto__', '{}')
      held.push('thread.run.completed', run)
      held.push('done', '[DONE]')
    })
    expect(names()).toEqual(['thread.run.completed'])
    expect(end.state).toBe('done')
  })

  it('takes the name from beside the data where there is no event line', async () => {
    const { names, end } = await play((held) => {
      held.send(`data: ${JSON.stringify({ event: 'thread.run.queued', data: run })}\n\n`)
      held.push('message', { event: 'thread.message.created', data: message })
      held.push('message', { event: 'unheard.of', data: 7 })
      held.push('message', { hello: 'world' })
      held.send('data: {"event":"done","data":"[DONE]"}\n\n')
    })
    expect(names()).toEqual(['thread.run.queued', 'thread.message.created'])
    expect(end.state).toBe('done')
  })

  it('leaves alone what comes after "done", a second one too', async () => {
    const { names, end } = await play((held) => {
      held.push('thread.run.completed', run)
      held.push('done', '[DONE]')
      held.push('done', '[DONE]')
      held.push('thread.run.queued', run)
    })
    expect(names()).toEqual(['thread.run.completed'])
    expect(end.state).toBe('done')
  })

  it('knows the end by its data alone', async () => {
    const { end } = await play((held) => held.send('data: [DONE]\n\n'))
    expect(end.state).toBe('done')
  })

  it('gives hostile members on as data, and changes no prototype (scenario 9)', async () => {
    const data = '{"id":"msg_1","__proto__":{"polluted":true},"delta":{"content":[{"index":2e9}]}}'
    const { heard } = await play((held) => held.push('thread.message.delta', data))
    expect(heard).toHaveLength(1)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(heard[0]?.data)).toBe(Object.prototype)
  })
})

describe('a stream that ends too early', () => {
  it.each<[string, (held: HeldStream) => void]>([
    ['without a word (scenario 2)', (held) => held.close()],
    ['after the run began', (held) => (held.push('thread.run.in_progress', run), held.close())],
    ['by a break (scenario 1)', (held) => (held.push('thread.run.queued', run), held.break())],
    [
      'after the run went on again',
      (held) => {
        held.push('thread.run.requires_action', run)
        held.push('thread.run.queued', run)
        held.close()
      },
    ],
    [
      'with a last word that was not finished',
      (held) => {
        held.send(`event: thread.run.completed\ndata: ${JSON.stringify(run)}\n`)
        held.close()
      },
    ],
  ])('%s is cut', async (_, act) => {
    const { end, clock, listening } = await play(act)
    expect(end.error).toMatchObject({ name: 'StreamError', reason: 'cut', operation: 'createRun' })
    expect(String(end.error)).toContain('The run may go on; read getRun to catch up.')
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('that falls silent is stalled, and closed', async () => {
    const { held, clock, end, listening } = setUp({ idleTimeout: 10_000 })
    held.push('thread.run.in_progress', run)
    await clock.advance(9_999)
    held.comment()
    await clock.advance(9_999)
    expect(end.state).toBe('pending')
    await clock.advance(1)
    expect(end.error).toMatchObject({ name: 'StreamError', reason: 'stalled' })
    expect(held.cancelled).toBe(true)
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
  })
})

describe('after a last word', () => {
  const lastWords = [
    'thread.run.requires_action',
    'thread.run.completed',
    'thread.run.incomplete',
    'thread.run.failed',
    'thread.run.cancelled',
    'thread.run.expired',
  ]
  const step = { id: 'step_1', object: 'thread.run.step' }

  it.each(lastWords)('%s, nothing more is owed: the end and a break are the end', async (name) => {
    for (const act of ['close', 'break'] as const) {
      const { end, names, clock } = await play((held) => {
        held.push(name, run)
        held[act]()
      })
      expect(names()).toEqual([name])
      expect(end.state).toBe('done')
      expect(clock.pending).toBe(0)
    }
  })

  it.each(lastWords)('%s, a body that stays open is left after two seconds', async (name) => {
    const { held, clock, end, listening } = setUp()
    held.push(name, run)
    await clock.advance(1_999)
    expect(end.state).toBe('pending')
    await clock.advance(1)
    expect(end.state).toBe('done')
    expect(held.cancelled).toBe(true)
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('heartbeats do not make it last', async () => {
    const { held, clock, end } = setUp()
    held.push('thread.run.completed', run)
    for (let turn = 0; turn < 4; turn++) {
      await clock.advance(500)
      held.comment()
    }
    await clock.advance(500)
    expect(end.state).toBe('done')
    expect(held.cancelled).toBe(true)
  })

  it('what comes late is still told, and does not take the last word back', async () => {
    const { held, clock, names, end } = setUp()
    held.push('thread.run.completed', run)
    await clock.advance(1_000)
    held.push('thread.run.step.completed', step)
    held.push('thread.message.completed', message)
    held.close()
    await clock.settle()
    expect(names().slice(1)).toEqual(['thread.run.step.completed', 'thread.message.completed'])
    expect(end.state).toBe('done')
  })

  it('a run that goes on has its full patience again', async () => {
    const { held, clock, end } = setUp()
    held.push('thread.run.requires_action', run)
    held.push('thread.run.in_progress', run)
    await clock.advance(44_999)
    expect(end.state).toBe('pending')
    await clock.advance(1)
    expect(end.error).toMatchObject({ reason: 'stalled' })
  })

  it('an error of the server is still told', async () => {
    const { end } = await play((held) => {
      held.push('thread.run.completed', run)
      held.push('error', { message: 'Lost it' })
    })
    expect(end.error).toMatchObject({ reason: 'server_error' })
  })
})

describe('an error event', () => {
  const facts = { message: 'Overloaded', type: 'server_error', param: null, code: 'busy' }
  it.each<[string, unknown, object]>([
    ['bare', facts, facts],
    ['wrapped', { error: facts }, facts],
    ['both at once', { error: facts, ...facts }, facts],
    ['as plain text', 'Overloaded', { message: 'Overloaded' }],
    ['as a JSON text', '"Overloaded"', { message: 'Overloaded' }],
    ['without a reason', {}, { message: 'no reason given' }],
    ['as HTML', '<html>SECRET</html>', { message: 'no reason given' }],
    ['unfinished', '{"message":"SECRET', { message: 'no reason given' }],
  ])('%s breaks the stream in the server’s own words', async (_, data, said) => {
    const { end, clock, held } = await play((stream) => stream.push('error', data))
    expect(end.error).toMatchObject({ name: 'StreamError', reason: 'server_error', said })
    expect(allOf(end.error)).not.toContain('SECRET')
    expect(held.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('may come without its name', async () => {
    const lone = await play((held) => held.send(`data: ${JSON.stringify({ error: facts })}\n\n`))
    expect(lone.end.error).toMatchObject({ reason: 'server_error', said: facts })
    const beside = await play((held) =>
      held.send(`data: ${JSON.stringify({ event: 'error', data: facts })}\n\n`),
    )
    expect(beside.end.error).toMatchObject({ reason: 'server_error', said: facts })
    expect(String(beside.end.error)).toBe(
      'StreamError: The stream of createRun broke on the server: Overloaded. The run may go on; read getRun to catch up.',
    )
  })
})

describe('a frame that is no event (scenario 7)', () => {
  it.each([
    ['thread.message.delta', '{"id":"msg_1","delta":"SECRET'],
    ['thread.message.delta', 'SECRET'],
    ['thread.message.delta', '"SECRET"'],
    ['thread.message.delta', '[{"id":"SECRET"}]'],
    ['thread.message.delta', '{"secret":"SECRET"}'],
    ['thread.message.delta', '{"id":7,"secret":"SECRET"}'],
    ['thread.run.completed', 'null'],
    ['message', 'SECRET'],
    ['message', '{"event":"thread.run.queued","data":"SECRET"}'],
  ])('%s %s breaks the stream, and is quoted nowhere', async (name, data) => {
    const { end, heard, held, clock } = await play((stream) => {
      stream.push('thread.run.queued', run)
      stream.push(name, data)
    })
    expect(heard).toHaveLength(1)
    expect(end.error).toMatchObject({ name: 'StreamError', reason: 'malformed' })
    expect(allOf(end.error)).not.toContain('SECRET')
    expect(held.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('is named where it has a name', async () => {
    const { end } = await play((held) => held.push('thread.message.delta', '{'))
    expect(isStreamError(end.error) && end.error.event).toBe('thread.message.delta')
  })
})

describe('an answer that is no stream', () => {
  it.each([
    ['queued', 'queued', 'queued'],
    ['completed', 'completed', 'completed'],
    ['requires_action', 'requires_action', 'requires_action'],
    ['dreaming', 'unknown:dreaming', 'in_progress'],
  ])('but a run that is %s is told as one event', async (said, status, name) => {
    const { heard, end, clock } = await hear(answer({ ...run, status: said }))
    expect(heard).toMatchObject([{ event: `thread.run.${name}`, data: { id: run.id, status } }])
    expect(end.state).toBe('done')
    expect(clock.pending).toBe(0)
  })

  it.each<[string, Response]>([
    ['HTML', new Response('<html>SECRET</html>', { headers: { 'content-type': 'text/html' } })],
    ['nothing', new Response(null)],
    [
      'an empty event stream',
      new Response(null, { headers: { 'content-type': 'text/event-stream' } }),
    ],
  ])('but %s is a ResponseError', async (_, response) => {
    const { end } = await hear(response)
    expect(isResponseError(end.error)).toBe(true)
    expect(allOf(end.error)).not.toContain('SECRET')
  })

  it('but an error that calls itself a success is the refusal that it is', async () => {
    const { end } = await hear(answer({ error: { message: 'Overloaded' } }))
    expect(end.error).toMatchObject({ name: 'ApiError', status: 200, reason: 'Overloaded' })
  })

  it('but HTML that calls itself a stream is cut', async () => {
    const headers = { 'content-type': 'text/event-stream' }
    const { end } = await hear(new Response('<html>\n\n</html>\n\n', { headers }))
    expect(end.error).toMatchObject({ reason: 'cut' })
  })

  it('is known by its type, however that is written', async () => {
    const held = heldStream({ headers: { 'content-type': 'Text/Event-Stream; charset=utf-8' } })
    const { names, clock } = await hear(() => held.response)
    held.push('thread.run.queued', run)
    await clock.settle()
    expect(names()).toEqual(['thread.run.queued'])
  })
})

it('leaving the loop early closes the body and leaves nothing behind', async () => {
  const held = heldStream()
  const { client, clock } = clientFor(() => held.response)
  const { signal, listening } = countingSignal()
  held.push('thread.run.queued', run)
  held.push('thread.run.in_progress', run)
  for await (const event of client.stream.createRun(params, { signal })) {
    expect(event.event).toBe('thread.run.queued')
    break
  }
  expect(held.cancelled).toBe(true)
  expect(listening()).toBe(0)
  expect(clock.pending).toBe(0)
})

it('tells nothing more after an abort, not even what came in the same piece', async () => {
  const held = heldStream()
  const { client, clock } = clientFor(() => held.response)
  const { signal, abort } = countingSignal()
  const events = client.stream.createRun(params, { signal })[Symbol.asyncIterator]()
  const frame = `event: thread.run.created\ndata: ${JSON.stringify(run)}\n\n`
  held.send(frame + frame)
  await expect(events.next()).resolves.toMatchObject({ value: { event: 'thread.run.created' } })
  abort('enough')
  await expect(events.next()).rejects.toBe('enough')
  expect(held.cancelled).toBe(true)
  expect(clock.pending).toBe(0)
})

it('an event costs a reader ten promises, and one that came with others four', async () => {
  const { promises, stop } = countPromises()
  const events = 200
  const costOf = async (each: number) => {
    const delta = { id: 'msg_1', object: 'thread.message.delta', delta: { content: [] } }
    const frame = `event: thread.message.delta\ndata: ${JSON.stringify(delta)}\n\n`
    const bytes = new TextEncoder().encode(frame.repeat(each))
    let left = events / each
    // A body that makes no promises of its own.
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(bytes)
      },
    })
    const { client } = clientFor(
      () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    )
    const stream = client.stream.createRun(params)[Symbol.asyncIterator]()
    await stream.next()
    const before = promises()
    for (let at = 1; at < events; at++) await stream.next()
    return (promises() - before) / (events - 1)
  }
  const [alone, together] = [await costOf(1), await costOf(50)]
  stop()
  expect(Math.round(alone)).toBe(10)
  expect(Math.round(together)).toBe(4)
})

it('an abort ends a running stream with its reason', async () => {
  const { held, clock, names, end, abort, listening } = setUp()
  held.push('thread.run.queued', run)
  await clock.settle()
  abort('enough')
  held.push('thread.run.in_progress', run)
  await clock.settle()
  expect(names()).toEqual(['thread.run.queued'])
  expect(end.error).toBe('enough')
  expect(held.cancelled).toBe(true)
  expect(listening()).toBe(0)
  expect(clock.pending).toBe(0)
})

it('nothing is sent before the loop begins, and each loop is a request of its own', async () => {
  const { client, sent } = clientFor(answer(run))
  client.stream.createRun(params)
  expect(sent.requests).toHaveLength(0)
  for await (const _ of client.stream.createRun(params)) break
  expect(sent.count('createRun')).toBe(1)
})
