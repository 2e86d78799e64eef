import { describe, expect, it } from 'vitest'
import { playEngine } from './playSchedule.js'
import { runSeeds } from './runSeeds.js'
import { outputs, refused, sends, streamed, tabs } from './schedule.js'
import { isFull } from './size.js'

const first = Number(process.env['FAULT_SEED'] ?? 1)

describe('where answers are lost', () => {
  it.each([
    { figure: 'R5, sends', focus: sends, full: 1_000, part: 100 },
    { figure: 'R6, tool outputs', focus: outputs, full: 1_000, part: 100 },
    { figure: 'R1, streams', focus: streamed, full: 1_000, part: 100 },
    { figure: 'R11, storage refused', focus: refused, full: 1_000, part: 100 },
    { figure: 'R10, two tabs', focus: tabs, full: 300, part: 50 },
  ])(
    '$figure: nothing is done twice, nothing is lost',
    { timeout: 1_200_000 },
    async ({ figure, focus, full, part }) => {
      const count = Number(process.env['FAULT_RUNS'] ?? (isFull ? full : part))
      const { schedules, steps, requests, tally, jottings, warnings } = await runSeeds(playEngine, {
        first,
        count,
        focus,
      })
      const struck = Object.values(tally).reduce((sum, times) => sum + times, 0)
      console.log(
        `${figure}: ${schedules} schedules, ${steps} steps, ${requests} requests, ${struck} faults; done twice 0, lost 0`,
      )
      if (jottings > 0) {
        console.log(
          `  ${jottings} answers written and not handed in at once, 0 lost; ${warnings.length} ends, told ${Math.floor(Math.min(...warnings))} s before or earlier`,
        )
      }
      expect(schedules).toBe(count)
    },
  )
})
