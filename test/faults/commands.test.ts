import { describe, expect, it } from 'vitest'
import { runSequences } from './commands/runSequences.js'
import { visitedLess, writeTable } from './commands/table.js'
import { isFull } from './size.js'

const count = Number(process.env['FAULT_RUNS'] ?? (isFull ? 2_000 : 200))
const seed = Number(process.env['FAULT_SEED'] ?? 1)

describe('a person, a model and somebody else, in any order', () => {
  it(`is seen as it should be in ${count} sequences`, { timeout: 1_200_000 }, async () => {
    const { sequences, events, visits, failure } = await runSequences(count, seed)
    console.log(
      `R3, commands: ${sequences} sequences, ${events} events, ${failure === null ? 0 : 1} divergences; ${writeTable(visits)}`,
    )
    expect(failure).toBeNull()
    expect(visitedLess(visits, isFull ? 5 : 0)).toEqual([])
  })
})
