import { describe, expect, it } from 'vitest'
import { playSchedule } from './playSchedule.js'
import { runSeeds, tellCounts } from './runSeeds.js'
import { isFull } from './size.js'
import { createTreePage, treeWatch } from './world/createTreePage.js'

const first = Number(process.env['FAULT_SEED'] ?? 1)
const count = Number(process.env['FAULT_RUNS'] ?? (isFull ? 300 : 100))

describe('the real tree under faults', () => {
  it(`keeps its promises in ${count} schedules in StrictMode`, { timeout: 1_200_000 }, async () => {
    // React renders when it would on a page, not when a test says so.
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
    const counts = await runSeeds((schedule) => playSchedule(schedule, createTreePage), {
      first,
      count,
      replayEach: Infinity,
    })
    console.log(tellCounts('R2, the real tree', counts))
    console.log(
      `A2: ${treeWatch.announced.length} announcements, ${treeWatch.focusMoves} moves of focus that nobody asked for`,
    )
    expect(counts.schedules).toBe(count)
    expect(treeWatch.focusMoves).toBe(0)
  })
})
