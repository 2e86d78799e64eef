import { cap, cases } from '../../api/sseCases.js'
import { bytesOf, readAll } from '../../api/sseSupport.js'
import { playEngine } from '../playSchedule.js'
import { drawSchedule } from '../schedule.js'

/** Seeds that each planted fault is looked for in; all are among those that the suite plays anyway. */
const seeds = Number(process.env['PLANT_SEEDS'] ?? 1_000)

/** Each says what it caught, or null. */
export const watches: Record<string, () => Promise<string | null>> = {
  R4: async () => {
    for (const [name, text, expected] of cases) {
      const bytes = bytesOf(text)
      for (let cut = 0; cut <= bytes.length; cut++) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)]
        const told = await readAll(pieces, { maxEventSize: cap })
        const isSame = JSON.stringify(told) === JSON.stringify(expected)
        if (!isSame) return `"${name}" cut at ${cut}`
      }
    }
    return null
  },
  R1: async () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const { violation } = await playEngine(drawSchedule(seed))
      if (violation) return `seed ${seed}, ${violation.message}`
    }
    return null
  },
}
