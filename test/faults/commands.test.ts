import { describe, expect, it } from 'vitest'
import { runSequences } from './commands/runSequences.js'
import { cells, visitedLess, writeTable } from './commands/table.js'
import { isFull } from './size.js'

const { FAULT_SEED, FAULT_RUNS } = process.env
const count = Number(FAULT_RUNS ?? (isFull ? 2_000 : 250))
const seed = Number(FAULT_SEED ?? 1)
/** In full nearly every cell that can be visited is, so often; a part comes to most of them. */
const least = isFull ? 5 : 1
const mostLeft = FAULT_RUNS === undefined ? cells.length * (isFull ? 0.05 : 0.15) : cells.length

describe('a person, a model and somebody else, in any order', () => {
  it(`see what they should in ${count} sequences`, { timeout: 1_200_000 }, async () => {
    const { sequences, events, visits, failure } = await runSequences(count, seed)
    console.log(
      `R3, commands: ${sequences} sequences, ${events} events, ${failure === null ? 0 : 1} divergences; ${writeTable(visits)}`,
    )
    expect(failure).toBeNull()
    const left = visitedLess(visits, least)
    expect(left.length > mostLeft ? left : []).toEqual([])
  })
})
