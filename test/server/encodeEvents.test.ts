import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../src/server/index.js'
import { finish, heldModel, serverFor, text } from './serverFor.js'

/** A stream of a held model, read by hand. */
async function openStream(options: Parameters<typeof serverFor>[0] = {}) {
  const held = heldModel()
  const kit = serverFor({ model: held.model, ...options })
  const { assistant, thread } = await kit.setUp()
  const response = await kit.send('POST', `/threads/${thread.id}/runs`, {
    body: { assistant_id: assistant.id, stream: true },
  })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  const read = async () => {
    const { done, value } = await reader.read()
    return done ? null : decoder.decode(value)
  }
  const readAll = async () => {
    const all: string[] = []
    for (let piece = await read(); piece !== null; piece = await read()) all.push(piece)
    return all
  }
  return { ...kit, held, response, reader, read, readAll, thread_id: thread.id }
}

describe('the bytes of a stream', () => {
  it('are one frame an event, and end with [DONE]', async () => {
    const { held, response, readAll } = await openStream()
    held.say(text('Zeile 1\nZeile 2'), finish)
    const frames = await readAll()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    const end = frames.at(-1)
    for (const frame of frames) {
      expect(frame).toMatch(/^event: [\w.]+\ndata: [^\n]+\n(?:id: \S+\n)?\n$/)
      expect(frame.includes('\nid: ')).toBe(frame !== end)
    }
    expect(frames[0]).toMatch(/^event: thread\.run\.created\ndata: \{"id":"run_/)
    expect(frames.at(-2)).toMatch(/^event: thread\.run\.completed\n/)
    expect(frames.at(-1)).toBe('event: done\ndata: [DONE]\n\n')
  })

  it('hold a comment for every 15 seconds of silence', async () => {
    const { clock, held, read, readAll } = await openStream()
    for (const name of ['created', 'queued', 'in_progress']) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
      expect(await read()).toContain(`thread.run.${name}`)
    }
    const comment = read()
    await clock.advance(15_000)
    expect(await comment).toBe(': still here\n\n')
    const next = read()
    await clock.advance(14_999)
    held.say(text('Hi'), finish)
    expect(await next).toContain('thread.run.step.created')
    expect((await readAll()).join('')).not.toContain(': still here')
    expect(clock.pending).toBe(0)
  })

  it('lose nothing when the reader is slow', async () => {
    const { clock, held, readAll } = await openStream()
    held.say(...Array.from({ length: 500 }, (_, index) => text(`${index} `)), finish)
    await clock.advance(60_000)
    const deltas = (await readAll()).filter((frame) => frame.includes('thread.message.delta\n'))
    expect(deltas).toHaveLength(500)
  })

  it('stop for a reader who leaves, while the run goes on', async () => {
    const { client, clock, held, reader, read, thread_id } = await openStream()
    await read()
    await reader.cancel()
    held.say(text('Hi'), finish)
    await clock.settle()
    const { data } = await client.listRuns({ thread_id })
    expect(data[0]?.status).toBe('completed')
    expect(clock.pending).toBe(0)
  })

  it('say a broken stream both ways that clients look for it', async () => {
    const { server, clock, readAll } = await openStream()
    await clock.settle()
    server.close()
    const [error = '', done] = (await readAll()).slice(-2)
    const data = JSON.parse(error.slice(error.indexOf('data: ') + 6)) as Record<string, unknown>
    expect(error).toMatch(/^event: error\n/)
    expect(data).toMatchObject({ type: 'server_error', param: null, code: null })
    expect(data['error']).toEqual({
      message: data['message'],
      type: 'server_error',
      param: null,
      code: null,
    })
    expect(done).toBe('event: done\ndata: [DONE]\n\n')
    expect(clock.pending).toBe(0)
  })

  it('tell the end of a run whose thread is deleted', async () => {
    const { client, clock, held, readAll, thread_id } = await openStream()
    held.say(text('Hi'))
    await clock.settle()
    await client.deleteThread({ thread_id })
    const frames = (await readAll()).slice(-5).map((frame) => frame.split('\n')[0])
    expect(frames).toEqual([
      'event: thread.run.cancelling',
      'event: thread.message.incomplete',
      'event: thread.run.step.cancelled',
      'event: thread.run.cancelled',
      'event: done',
    ])
    expect(held.asked[0]?.signal.aborted).toBe(true)
  })

  it.each([
    ['what is said', [text('Hi')], 2],
    ['how it ended', [finish], 1],
  ])('end with an error when %s cannot be kept', async (_, said, times) => {
    const memory = memoryStore()
    let broken = false
    const errors: unknown[] = []
    const { clock, held, readAll } = await openStream({
      onError: (error) => errors.push(error),
      store: {
        ...memory,
        batch: (writes) => (broken ? Promise.reject(new Error('disk full')) : memory.batch(writes)),
      },
    })
    await clock.settle()
    broken = true
    held.say(...said)
    const frames = await readAll()
    expect(frames.at(-2)).toMatch(/^event: error\n/)
    expect(frames.join('')).not.toContain('disk full')
    expect(errors).toHaveLength(times)
  })

  it('are cut where a test wants them cut', async () => {
    const { held, readAll } = await openStream({
      chunk: (bytes) => [bytes.subarray(0, 3), bytes.subarray(3)],
    })
    held.say(text('Hi'), finish)
    const pieces = await readAll()
    expect(pieces[0]).toBe('eve')
    expect(pieces.join('')).toContain('event: thread.run.completed\n')
  })
})
