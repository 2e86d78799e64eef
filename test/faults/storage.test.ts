import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { killPort } from './killPort.js'
import { killAt } from './killPoints.js'
import { drawSchedule, keeping, writeSchedule } from './schedule.js'
import { isFull } from './size.js'

const points = Number(process.env['FAULT_RUNS'] ?? (isFull ? 300 : 60))
const first = Number(process.env['FAULT_SEED'] ?? 1)
/** Kill points in one script, at most, spread over all of its steps. */
const each = 4

describe('a page that dies while it keeps something', () => {
  it(
    `keeps what was acknowledged, at each of ${points} steps in a row`,
    { timeout: 120_000 },
    async () => {
      let tried = 0
      let scripts = 0
      for (let seed = first; tried < points; seed++) {
        const { steps, lost } = await killPort(seed, Infinity)
        expect(lost).toBeNull()
        scripts++
        for (let step = 0; step < steps; step++) {
          const killed = await killPort(seed, step)
          expect(killed, `seed ${seed}, killed at step ${step}`).toMatchObject({
            isDead: true,
            lost: null,
          })
          tried++
        }
      }
      console.log(
        `R11, storage alone: ${tried} kill points, every step of ${scripts} scripts, 0 acknowledged writes lost, 0 half written`,
      )
    },
  )

  it(`loses nothing that was kept, at ${points} kill points`, { timeout: 600_000 }, async () => {
    const moments: Partial<Record<string, number>> = {}
    let tried = 0
    let scripts = 0
    let shownTwice = 0
    for (let seed = first; tried < points; seed++) {
      const schedule = drawSchedule(seed, keeping)
      const { databaseSteps, violation } = await killAt(schedule, Infinity)
      expect(violation, `seed ${seed}\n${writeSchedule(schedule)}`).toBeNull()
      scripts++
      const stride = Math.max(1, databaseSteps / each)
      // Another offset in each script, so that no kind of step is always passed by.
      for (let at = seed % stride; at < databaseSteps && tried < points; at += stride) {
        const step = Math.floor(at)
        const killed = await killAt(schedule, step)
        expect(
          killed.violation,
          `seed ${seed}, killed at step ${step} of ${databaseSteps}\n${writeSchedule(schedule)}`,
        ).toBeNull()
        tried++
        shownTwice += killed.shownTwice
        const moment = killed.moment ?? 'not at all'
        moments[moment] = (moments[moment] ?? 0) + 1
      }
    }
    console.log(
      [
        `R11, kill points: ${tried} in ${scripts} scripts, 0 acknowledged writes lost, ${shownTwice} shown twice`,
        ...Object.entries(moments).map(
          ([name, count]) => `  ${String(count).padStart(7)}  ${name}`,
        ),
      ].join('\n'),
    )
    expect(moments['not at all']).toBeUndefined()
  })
})
