import { describe, expect, it } from 'vitest'
import { drawFrom } from './draw.js'
import { textOf } from './invariants/checkShown.js'
import { isFull } from './size.js'
import { createEnginePage } from './world/createEnginePage.js'
import { createWorld } from './world/createWorld.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

const count = isFull ? 300 : 60
const look = 100

/** Cuts a page off in the middle of an answer, joins it again, and tells what it took until the view was true. */
async function recover(seed: number) {
  const draw = drawFrom(seed)
  const words = Array.from({ length: draw.between(3, 20) }, (_, n) => `w${n}`).join(' ')
  const dialect = draw.oneOf<'generic' | 'ownServer'>(['generic', 'ownServer'])
  const world = await createWorld({ lines: [words], pace: 200, dialect })
  const timers = withVirtualTimers(world.clock)
  const silent = () => {}
  const page = createEnginePage(world, 'page 1', {
    onChange: silent,
    onIntent: silent,
    onExecute: silent,
  })
  const [thread_id] = world.threadIds
  page.enter(thread_id)
  await world.pass(100)
  page.hands.send('Hello')
  await world.pass(draw.between(50, 2_000))
  page.line.cut(draw.oneOf(['break', 'hang']))
  if (draw.onceIn(2)) page.presence.hide()
  await world.pass(draw.oneOf([8_000, 20_000, 70_000]))
  const before = page.requests.length
  page.line.join()
  page.presence.show()
  const isTrue = async () => {
    const { data } = await world.other.listMessages({ thread_id })
    const truth = data.toReversed().map(textOf).join('\n')
    const shown = page.rows().map((row) => (row.kind === 'message' ? textOf(row.message) : '?'))
    return shown.join('\n') === truth
  }
  let ms = 0
  while (!(await isTrue()) && ms < 60_000) {
    await world.pass(look)
    ms += look
  }
  const requests = page.requests.length - before
  page.leave()
  world.close()
  await world.pass(50)
  timers.restore()
  return { ms, requests }
}

const highest = (values: readonly number[], share: number) =>
  values.toSorted((one, two) => one - two)[Math.ceil(values.length * share) - 1] ?? Infinity

describe('once the network is back', () => {
  it(
    'what is shown is true within two seconds and three requests',
    { timeout: 300_000 },
    async () => {
      const all: { ms: number; requests: number }[] = []
      for (let seed = 1; seed <= count; seed++) all.push(await recover(seed))
      const ms = all.map((one) => one.ms)
      const requests = all.map((one) => one.requests)
      console.log(
        `R7, recovery: ${count} cuts; p95 ${highest(ms, 0.95)} ms, most ${highest(ms, 1)} ms; requests p95 ${highest(requests, 0.95)}, most ${highest(requests, 1)}`,
      )
      expect(highest(ms, 0.95)).toBeLessThanOrEqual(2_000)
      expect(highest(requests, 0.95)).toBeLessThanOrEqual(3)
    },
  )
})
