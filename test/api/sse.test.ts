import { describe, expect, it } from 'vitest'

import { isStreamError } from '../../src/api/index.js'
import { type Frame, readFrames } from '../../src/api/sse.js'
import { createManualClock, heldStream } from '../../src/testing/index.js'
import { allOf, countingSignal, watch } from './support.js'

const encoder = new TextEncoder()
const bytesOf = (text: string | Uint8Array) =>
  typeof text === 'string' ? encoder.encode(text) : text

/** A body in the given pieces. */
const bodyOf = (pieces: readonly Uint8Array[]) => {
  const left = [...pieces]
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}

const options = (more: Partial<Parameters<typeof readFrames>[1]> = {}) => ({
  operation: 'createRun',
  clock: { now: () => 0, after: () => () => {} },
  patience: () => 45_000,
  maxEventSize: 1_000,
  ...more,
})

/** All frames of a body, or the reason why it broke after the last of them. */
async function readAll(pieces: readonly Uint8Array[], more = {}): Promise<(Frame | string)[]> {
  const all: (Frame | string)[] = []
  try {
    for await (const frame of readFrames(bodyOf(pieces), options(more))) all.push(frame)
  } catch (error) {
    if (!isStreamError(error)) throw error
    all.push(error.reason)
  }
  return all
}

const bom = '\uFEFF'
const family = '👨‍👩‍👧‍👦'

/** What comes over the wire, and what the rules make of it. */
const table: [string, string, (Frame | string)[]][] = [
  ['one event', 'event: a\ndata: 1\n\n', [{ event: 'a', data: '1' }]],
  [
    'two events',
    'event: a\ndata: 1\n\nevent: b\ndata: 2\n\n',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  [
    'carriage returns and line feeds',
    'event: a\r\ndata: 1\r\n\r\nevent: b\r\ndata: 2\r\n\r\n',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  [
    'carriage returns alone',
    'event: a\rdata: 1\r\revent: b\rdata: 2\r\r',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  [
    'line ends of all kinds',
    'event: a\rdata: 1\n\r\nevent: b\ndata: 2\r\n\r',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  ['a byte order mark', `${bom}event: a\ndata: 1\n\n`, [{ event: 'a', data: '1' }]],
  ['a mark that is data', `data: ${bom}1\n\n`, [{ event: undefined, data: `${bom}1` }]],
  [
    'comments',
    ': hello\nevent: a\n:\ndata: 1\n: bye\n\n: still here\n\n',
    [{ event: 'a', data: '1' }],
  ],
  [
    'data of several lines',
    'data: {\ndata: "a": 1\ndata: }\n\n',
    [{ event: undefined, data: '{\n"a": 1\n}' }],
  ],
  [
    'data with an empty line in it',
    'data: a\ndata:\ndata: b\n\n',
    [{ event: undefined, data: 'a\n\nb' }],
  ],
  [
    'no name',
    'data: {"event":"a","data":{}}\n\n',
    [{ event: undefined, data: '{"event":"a","data":{}}' }],
  ],
  [
    'ids and pauses',
    'id: 7\nretry: 1000\nevent: a\ndata: 1\n\nretry: soon\n\n',
    [{ event: 'a', data: '1' }],
  ],
  ['no blank after the colon', 'event:a\ndata:1\n\n', [{ event: 'a', data: '1' }]],
  ['two blanks after the colon', 'event: a\ndata:  1\n\n', [{ event: 'a', data: ' 1' }]],
  ['colons in data', 'data: a:b: c\n\n', [{ event: undefined, data: 'a:b: c' }]],
  ['emoji', 'data: "😀 é ß 漢字"\n\n', [{ event: undefined, data: '"😀 é ß 漢字"' }]],
  ['joined emoji', `data: "${family}"\n\n`, [{ event: undefined, data: `"${family}"` }]],
  [
    'line separators of Unicode',
    'data: "a\u2028b\u2029c\u0085d"\n\n',
    [{ event: undefined, data: '"a\u2028b\u2029c\u0085d"' }],
  ],
  [
    'no blank line at the end',
    'event: a\ndata: 1\n\nevent: b\ndata: 2\n',
    [{ event: 'a', data: '1' }],
  ],
  ['no line end at the end', 'event: a\ndata: 1\n\nevent: b\ndata: 2', [{ event: 'a', data: '1' }]],
  ['half a letter at the end', 'data: 1\n\ndata: \u00e9', [{ event: undefined, data: '1' }]],
  ['a name and no data', 'event: a\n\ndata: 1\n\n', [{ event: undefined, data: '1' }]],
  [
    'data that is empty',
    'data\n\ndata:\n\nevent: a\ndata:\n\ndata: 1\n\n',
    [{ event: undefined, data: '1' }],
  ],
  ['two names', 'event: a\nevent: b\ndata: 1\n\n', [{ event: 'b', data: '1' }]],
  ['unknown fields', 'foo: bar\ndatum: x\nDATA: y\ndata: 1\n\n', [{ event: undefined, data: '1' }]],
  ['the end in words', 'event: done\ndata: [DONE]\n\n', [{ event: 'done', data: '[DONE]' }]],
  ['nothing', '', []],
  ['blank lines', '\n\n\r\n\r\n\r\r', []],
  ['HTML', '<!doctype html>\n<html>\n\n<body>\n</body>', []],
  ['JSON', '{"id":"run_1"}\n\n', []],
  [
    'an event at the cap',
    `data: ${'x'.repeat(40)}\n\n`,
    [{ event: undefined, data: 'x'.repeat(40) }],
  ],
  [
    'an event above the cap',
    `data: 1\n\ndata: ${'x'.repeat(41)}\n\ndata: 2\n\n`,
    [{ event: undefined, data: '1' }, 'too_large'],
  ],
  [
    'an event above the cap in lines',
    `data: 1\n\n${'data: xxxx\n'.repeat(9)}\ndata: 2\n\n`,
    [{ event: undefined, data: '1' }, 'too_large'],
  ],
  [
    'an event far above the cap',
    `data: 1\n\ndata: ${'x'.repeat(120)}`,
    [{ event: undefined, data: '1' }, 'too_large'],
  ],
]

describe('a body, however its bytes are cut (scenario 5)', () => {
  it.each(table)('%s', async (_, text, expected) => {
    const bytes = bytesOf(text)
    const more = { maxEventSize: 40 }
    await expect(readAll([bytes], more)).resolves.toEqual(expected)
    for (let cut = 0; cut <= bytes.length; cut++) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)]
      expect(await readAll(pieces, more), `cut at ${cut}`).toEqual(expected)
    }
    const single = Array.from(bytes.keys(), (at) => bytes.subarray(at, at + 1))
    await expect(readAll(single, more)).resolves.toEqual(expected)
  })

  it('with a byte that is no letter, shows a mark for it', async () => {
    const bytes = new Uint8Array([...bytesOf('data: '), 0xff, ...bytesOf('\n\n')])
    await expect(readAll([bytes])).resolves.toEqual([{ event: undefined, data: '\uFFFD' }])
  })
})

it('an event ended by carriage returns is told at once, not with the next one', async () => {
  const held = heldStream()
  const clock = createManualClock()
  const heard: Frame[] = []
  const body = held.response.body as ReadableStream<Uint8Array>
  const end = watch(
    (async () => {
      for await (const frame of readFrames(body, options({ clock }))) heard.push(frame)
    })(),
  )
  held.send('data: 1\r\r')
  await clock.settle()
  expect(heard).toEqual([{ event: undefined, data: '1' }])
  expect(end.state).toBe('pending')
})

describe('the reader', () => {
  function setUp(more: Partial<Parameters<typeof readFrames>[1]> = {}) {
    const held = heldStream()
    const clock = createManualClock()
    const heard: string[] = []
    let take: (data: string) => boolean = () => true
    const body = held.response.body as ReadableStream<Uint8Array>
    const end = watch(
      (async () => {
        for await (const { data } of readFrames(body, options({ clock, ...more }))) {
          heard.push(data)
          if (!take(data)) break
        }
      })(),
    )
    return { held, clock, heard, end, takeWhile: (next: typeof take) => (take = next) }
  }

  it('gives a silent body up, closes it, and leaves no timer (scenario 3)', async () => {
    const { held, clock, end } = setUp()
    await clock.advance(44_999)
    expect(end.state).toBe('pending')
    await clock.advance(1)
    expect(end.error).toMatchObject({ name: 'StreamError', reason: 'stalled' })
    expect(held.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it.each([[': still here\n\n'], [':'], ['d'], ['\n']])(
    'waits on for as long as %j comes now and then',
    async (byte) => {
      const { held, clock, end } = setUp()
      for (let turn = 0; turn < 20; turn++) {
        await clock.advance(44_000)
        held.send(byte)
      }
      await clock.advance(44_999)
      expect(end.state).toBe('pending')
      await clock.advance(1)
      expect(end.state).toBe('failed')
    },
  )

  it('counts no silence while the loop is busy with what it was given', async () => {
    const clock = createManualClock()
    const held = heldStream()
    const body = held.response.body as ReadableStream<Uint8Array>
    const frames = readFrames(body, options({ clock }))
    held.push('a', '1')
    await frames.next()
    expect(clock.pending).toBe(0)
    await clock.advance(100_000)
    held.push('b', '2')
    await expect(frames.next()).resolves.toMatchObject({ value: { event: 'b' } })
    await frames.return()
    expect(held.cancelled).toBe(true)
  })

  it('closes the body when the loop is left early', async () => {
    const { held, clock, heard, end, takeWhile } = setUp()
    takeWhile((data) => data !== '2')
    held.send('data: 1\n\ndata: 2\n\ndata: 3\n\n')
    await clock.settle()
    expect(heard).toEqual(['1', '2'])
    expect(end.state).toBe('done')
    expect(held.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('says that a body broke, and why', async () => {
    const { held, clock, heard, end } = setUp()
    const cause = new TypeError('reset')
    held.send('data: 1\n\ndata: 2')
    held.break(cause)
    await clock.settle()
    expect(heard).toEqual(['1'])
    expect(end.error).toMatchObject({ name: 'StreamError', reason: 'cut', cause })
    expect(clock.pending).toBe(0)
  })

  it('closes a body with an event above the cap, and quotes nothing of it (scenario 6)', async () => {
    const { held, clock, end } = setUp({ maxEventSize: 100 })
    for (let turn = 0; turn < 40; turn++) held.send('data: SECRET')
    await clock.settle()
    expect(end.error).toMatchObject({ name: 'StreamError', reason: 'too_large' })
    expect(allOf(end.error)).not.toContain('SECRET')
    expect(held.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('ends with the signal’s reason, closes the body, and listens no more', async () => {
    const { signal, abort, listening, added } = countingSignal()
    const { held, clock, heard, end } = setUp({ signal })
    for (let turn = 0; turn < 5; turn++) {
      held.push('a', String(turn))
      await clock.settle()
    }
    expect(added()).toBeGreaterThan(4)
    expect(listening()).toBe(1)
    const reason = new Error('enough')
    abort(reason)
    await clock.settle()
    expect(heard).toHaveLength(5)
    expect(end.error).toBe(reason)
    expect(held.cancelled).toBe(true)
    expect(listening()).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('tells nothing more after an abort, not even what came in the same piece', async () => {
    const { signal, abort } = countingSignal()
    const { held, clock, heard, end, takeWhile } = setUp({ signal })
    takeWhile(() => {
      abort('enough')
      return true
    })
    held.send('data: 1\n\ndata: 2\n\n')
    await clock.settle()
    expect(heard).toEqual(['1'])
    expect(end.error).toBe('enough')
    expect(held.cancelled).toBe(true)
  })

  it('that is aborted before it begins reads nothing', async () => {
    const { held, clock, heard, end } = setUp({ signal: AbortSignal.abort('no') })
    held.push('a', '1')
    await clock.settle()
    expect(heard).toEqual([])
    expect(end.error).toBe('no')
    expect(held.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })
})
