import { cap, cases } from '../../api/sseCases.js'
import { bytesOf, readAll } from '../../api/sseSupport.js'
import { playEngine } from '../playSchedule.js'
import { drawSchedule, everything, type Focus, sends, streamed } from '../schedule.js'

async function playAll(focus: Focus, count: number): Promise<string | null> {
  for (let seed = 1; seed <= count; seed++) {
    const { violation } = await playEngine(drawSchedule(seed, focus))
    if (violation) return `seed ${seed}, ${violation.message}`
  }
  return null
}

/** Each says what it caught, or null. All play seeds that the suite plays anyway. */
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
  'R1, streams': () => playAll(streamed, 300),
  R5: () => playAll(sends, 300),
  R1: () => playAll(everything, 600),
}
