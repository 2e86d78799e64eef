import { describe, expect, it } from 'vitest'
import { runSequences } from './commands/runSequences.js'
import { visitedLess, writeTable } from './commands/table.js'
import { isFull } from './size.js'

const { FAULT_SEED, FAULT_RUNS } = process.env
const count = Number(FAULT_RUNS ?? (isFull ? 2_000 : 250))
const seed = Number(FAULT_SEED ?? 1)
/** Every cell that can be visited is, so often; whoever says how many sequences there are wants no others. */
const least = FAULT_RUNS === undefined ? (isFull ? 5 : 1) : 0

describe('a person, a model and somebody else, in any order', () => {
  it(`see what they should in ${count} sequences and more`, { timeout: 1_200_000 }, async () => {
    const { sequences, events, visits, failure } = await runSequences(count, seed, { least })
    console.log(
      `R3, commands: ${sequences} sequences, ${events} events, ${failure === null ? 0 : 1} divergences; ${writeTable(visits)}`,
    )
    expect(failure).toBeNull()
    expect(visitedLess(visits, least)).toEqual([])
  })
})
