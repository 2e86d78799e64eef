import { describe, expect, it } from 'vitest'

import type { Frame, ReadFramesOptions } from '../../src/api/sse.js'
import { createManualClock, heldStream } from '../../src/testing/index.js'
import { options, readFrames } from './sseSupport.js'
import { allOf, countingSignal, watch } from './support.js'

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
  function setUp(more: Partial<ReadFramesOptions> = {}) {
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
    await clock.advance(100_000)
    held.push('b', '2')
    await expect(frames.next()).resolves.toMatchObject({ value: { event: 'b' } })
    await frames.return()
    expect(held.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('sets no timer for each of many pieces, and gives up just as punctually', async () => {
    const { held, clock, heard, end } = setUp()
    for (let turn = 0; turn < 100; turn++) {
      held.push('a', String(turn))
      await clock.advance(1)
      expect(clock.pending).toBe(1)
    }
    expect(heard).toHaveLength(100)
    await clock.advance(44_998)
    expect(end.state).toBe('pending')
    await clock.advance(1)
    expect(end.error).toMatchObject({ reason: 'stalled' })
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
    expect(added()).toBe(1)
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
