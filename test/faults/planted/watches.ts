import { cap, cases } from '../../api/sseCases.js'
import { bytesOf, readAll } from '../../api/sseSupport.js'
import { hostilePlaces, hostileValues } from '../hostile.js'
import { killPort } from '../killPort.js'
import { countLeft } from '../countLeft.js'
import { sayHostile } from '../playHostile.js'
import { runSequences } from '../commands/runSequences.js'
import { playEngine } from '../playSchedule.js'
import {
  drawSchedule,
  everything,
  type Focus,
  outputs,
  refused,
  sends,
  streamed,
} from '../schedule.js'
import { watchSecrets } from '../watchSecrets.js'
import { createEnginePage } from '../world/createEnginePage.js'

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
  R6: () => playAll(outputs, 100),
  R9: async () => {
    const left = Object.entries(await countLeft(3)).filter(([, count]) => count > 0)
    return left.length === 0 ? null : left.map(([name, count]) => `${count} ${name}`).join()
  },
  R11: async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { steps } = await killPort(seed, Infinity)
      for (let step = 0; step < steps; step++) {
        const { lost } = await killPort(seed, step)
        if (lost !== null) return `seed ${seed}, killed at step ${step}: ${lost}`
      }
    }
    return null
  },
  'R11, refused': () => playAll(refused, 100),
  S6: async () => {
    for (const place of hostilePlaces.filter(({ operation }) => operation === 'createMessage')) {
      for (const value of hostileValues) {
        const told = await sayHostile(createEnginePage, place, value).catch(
          (error: unknown) => error,
        )
        if (told instanceof Error) return `${place.path.join('.')} is ${value}: ${told.message}`
      }
    }
    return null
  },
  S8: async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { leaks } = await watchSecrets(drawSchedule(seed), createEnginePage)
      if (leaks[0] !== undefined) return `seed ${seed}, ${leaks[0]}`
    }
    return null
  },
  R3: async () => (await runSequences(300, 1, { isShrunk: false })).failure,
}
