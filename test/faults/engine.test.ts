import { describe, expect, it } from 'vitest'
import { faultKinds } from './kinds.js'
import { playEngine } from './playSchedule.js'
import { runSeeds, tellCounts } from './runSeeds.js'
import { isFull } from './size.js'

const first = Number(process.env['FAULT_SEED'] ?? 1)
/** Each kind strikes at least once in so many schedules. */
const eachKindIn = 100
const count = Number(process.env['FAULT_RUNS'] ?? (isFull ? 10_000 : 2_000))

describe('the engine under faults', () => {
  it(`keeps its promises in ${count} schedules`, { timeout: 1_200_000 }, async () => {
    const counts = await runSeeds(playEngine, { first, count })
    console.log(tellCounts('R1, the engine alone', counts))
    expect(counts.schedules).toBe(count)
    const least = Math.floor(count / eachKindIn)
    expect(faultKinds.filter((kind) => counts.tally[kind] < least)).toEqual([])
  })
})
