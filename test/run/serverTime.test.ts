import { describe, expect, it } from 'vitest'
import { createServerTime } from '../../src/run/serverTime.js'

function setUp() {
  let now = Date.UTC(2026, 0, 1)
  let elapsed = 0
  const time = createServerTime({
    now: () => now,
    elapsed: () => elapsed,
    after: () => () => {},
  })
  return {
    time,
    start: now,
    pass: (ms: number, byElapsed = ms) => {
      now += ms
      elapsed += byElapsed
    },
    tell: (ms: number) =>
      time.onResponse(new Response(null, { headers: { date: new Date(ms).toUTCString() } })),
  }
}

describe('The time of the server', () => {
  it('is this device’s until an answer tells another', () => {
    const { time, start, pass, tell } = setUp()
    expect(time.now()).toBe(start)
    expect(time.isTold()).toBe(false)
    pass(1_000)
    tell(start + 601_000)
    expect(time.now()).toBe(start + 601_000)
    expect(time.ahead()).toBe(600_000)
  })

  it('is not moved by what whole seconds and the way here make up', () => {
    const { time, start, pass, tell } = setUp()
    tell(start + 600_000)
    for (const late of [900, 300, 700]) {
      pass(10_300)
      tell(time.now() - late)
      expect(time.ahead()).toBe(600_000)
    }
  })

  it('goes on while the machine sleeps, and when somebody sets its clock back', () => {
    const { time, start, pass, tell } = setUp()
    tell(start + 600_000)
    pass(60_000, 0)
    expect(time.now()).toBe(start + 660_000)
    pass(-3_600_000, 5_000)
    expect(time.now()).toBeGreaterThanOrEqual(start + 605_000)
    tell(start + 665_000)
    expect(time.now()).toBe(start + 665_000)
  })

  it('is not told by a header that is none', () => {
    const { time, start } = setUp()
    time.onResponse(new Response(null, { headers: { date: 'soon' } }))
    time.onResponse(new Response(null))
    expect(time.isTold()).toBe(false)
    expect(time.now()).toBe(start)
  })
})
