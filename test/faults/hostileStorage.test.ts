import { describe, expect, it } from 'vitest'
import { hostileRows } from './hostileStorage.js'
import { playHostileStorage } from './playHostileStorage.js'
import { isFull } from './size.js'
import { watchHarm } from './watchHarm.js'
import { createEnginePage } from './world/createEnginePage.js'

/** Of all rows each so many-th; the number divides the count of no place's values. */
const stride = isFull ? 1 : 19

describe('a storage into which somebody else has written', () => {
  it(
    'opens the thread, shows it, and keeps what is typed from then on',
    { timeout: 600_000 },
    async () => {
      const harm = watchHarm()
      const failures: string[] = []
      let struck = 0
      const tried = hostileRows.filter((_, at) => at % stride === 0)
      for (const row of tried) {
        try {
          if ((await playHostileStorage(createEnginePage, row)) > 0) struck++
        } catch (error) {
          const { message, cause } = error as Error
          const name = `${row.store} ${row.path.join('.')}: ${row.value.slice(0, 60)}`
          failures.push(`${name}\n  ${message} ${cause instanceof Error ? cause.stack : ''}`)
        }
      }
      harm.stop()
      console.log(
        `S6, hostile storage: ${tried.length} played, ${struck} of them struck, ${failures.length} failures, ${harm.unhandled.length} unhandled rejections`,
      )
      expect(failures.slice(0, 12)).toEqual([])
      expect(harm.unhandled).toEqual([])
      expect(harm.isPrototypeTouched()).toBe(false)
      expect('polluted' in {}).toBe(false)
      expect(struck).toBe(tried.length)
    },
  )
})
