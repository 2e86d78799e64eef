import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { hostilePlaces, hostileValues, spokenPlaces } from './hostile.js'
import { sayHostile } from './playHostile.js'
import { isFull } from './size.js'
import { watchHarm } from './watchHarm.js'
import { createEnginePage } from './world/createEnginePage.js'

const megabyte = 1_024 * 1_024
/** Of all pairs of a place and a value, each so many-th; the number divides neither of their counts. */
const stride = isFull ? 1 : 7

describe('a hostile server', () => {
  it(
    'changes no prototype, fills no memory, and ends in a typed error or in the truth',
    { timeout: 600_000 },
    async () => {
      const harm = watchHarm()
      const ends = { 'as the server has it': 0, 'typed error': 0 }
      const failures: string[] = []
      let struck = 0
      let most = 0
      const pairs = [...hostilePlaces, ...spokenPlaces].flatMap((place) =>
        hostileValues.map((value) => ({ place, value })),
      )
      const tried = pairs.filter((_, at) => at % stride === 0)
      for (const { place, value } of tried) {
        const heap = process.memoryUsage().heapUsed
        const name = `${place.operation} ${place.event ?? ''} ${place.path.join('.')}: ${value.slice(0, 60)}`
        try {
          const { end, struck: times } = await sayHostile(createEnginePage, place, value)
          ends[end]++
          if (times > 0) struck++
        } catch (error) {
          const { message, cause } = error as Error
          failures.push(
            `${name}\n  ${message} ${cause instanceof Error ? `${cause.name}: ${cause.message}` : ''}`,
          )
        }
        most = Math.max(most, process.memoryUsage().heapUsed - heap)
      }
      harm.stop()
      console.log(
        `S6, hostile answers: ${tried.length} played, ${struck} of them struck; ${ends['as the server has it']} end as the server has it, ${ends['typed error']} in a typed error; ${harm.unhandled.length} unhandled rejections, at most ${Math.round(most / megabyte)} MB`,
      )
      expect(failures.slice(0, 12)).toEqual([])
      expect(harm.unhandled).toEqual([])
      expect(harm.isPrototypeTouched()).toBe(false)
      expect('polluted' in {}).toBe(false)
      expect(most).toBeLessThan(64 * megabyte)
      expect(struck).toBeGreaterThanOrEqual(200)
    },
  )
})
