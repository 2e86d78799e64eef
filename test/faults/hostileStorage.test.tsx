import { describe, expect, it } from 'vitest'
import { hostileRows } from './hostileStorage.js'
import { playHostileStorage } from './playHostileStorage.js'
import { isFull } from './size.js'
import { watchHarm } from './watchHarm.js'
import { createTreePage } from './world/createTreePage.js'

/** Of all rows each so many-th; the number divides the count of no place's values. */
const stride = isFull ? 7 : 19

describe('the whole chat over a storage into which somebody else has written', () => {
  it('shows the thread, and its composer goes on', { timeout: 600_000 }, async () => {
    const harm = watchHarm()
    const failures: string[] = []
    const tried = hostileRows.filter((_, at) => at % stride === 0)
    for (const row of tried) {
      try {
        await playHostileStorage(createTreePage, row)
      } catch (error) {
        const { message } = error as Error
        failures.push(`${row.store} ${row.path.join('.')}: ${row.value.slice(0, 60)}: ${message}`)
      }
    }
    harm.stop()
    console.log(
      `S6, hostile storage in the tree: ${tried.length} played, ${failures.length} failures`,
    )
    expect(failures.slice(0, 12)).toEqual([])
    expect(harm.unhandled).toEqual([])
    expect(harm.isPrototypeTouched()).toBe(false)
  })
})
