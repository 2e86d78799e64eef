import { addTally, emptyTally, faultKinds, type Tally } from './kinds.js'
import type { Warnings } from './invariants/checkJotted.js'
import type { Played } from './playSchedule.js'
import { drawSchedule, everything, type Focus, type Schedule, writeSchedule } from './schedule.js'
import { shrink } from './shrink.js'

type Play = (schedule: Schedule) => Promise<Played>

export interface Counts {
  schedules: number
  steps: number
  requests: number
  tally: Tally
  /** Schedules that were played twice to see that they come out the same. */
  replayed: number
  jottings: number
  warnings: Warnings
}

export interface SeedOptions {
  first: number
  count: number
  /** What the schedules are about. @default everything */
  focus?: Focus
  /** Each so many-th schedule is played twice. @default 25 */
  replayEach?: number
}

/** Each seed's schedule, and its shrunk story when a promise is not kept. */
export async function runSeeds(
  play: Play,
  { first, count, focus = everything, replayEach = 25 }: SeedOptions,
): Promise<Counts> {
  const counts = {
    schedules: 0,
    steps: 0,
    requests: 0,
    tally: emptyTally(),
    replayed: 0,
    jottings: 0,
    warnings: [] as Warnings,
  }
  for (let seed = first; seed < first + count; seed++) {
    const schedule = drawSchedule(seed, focus)
    const played = await play(schedule)
    if (played.violation) throw new Error(await tellFailure(play, seed, schedule, played.violation))
    counts.schedules++
    counts.steps += played.steps
    counts.requests += played.requests
    counts.jottings += played.jottings
    counts.warnings.push(...played.warnings)
    addTally(counts.tally, played.tally)
    if (seed % replayEach !== 0) continue
    counts.replayed++
    const again = await play(schedule)
    if (again.trace !== played.trace) {
      throw new Error(
        `Seed ${seed} does not come out the same twice.\n${firstApart(played, again)}`,
      )
    }
  }
  return counts
}

const firstApart = ({ trace }: Played, again: Played): string => {
  const [one, two] = [trace.split('\n'), again.trace.split('\n')]
  const at = one.findIndex((line, n) => line !== two[n])
  return `Request ${at}: first "${one[at]}", then "${two[at]}".`
}

/** What fails, in as few steps as were found, and how to see it alone. */
async function tellFailure(
  play: Play,
  seed: number,
  schedule: Schedule,
  violation: Error,
): Promise<string> {
  const [kind] = violation.message.split(':')
  const smallest = await shrink(schedule, async (candidate) => {
    const again = await play(candidate)
    return again.violation?.message.split(':')[0] === kind
  })
  const { violation: last } = await play(smallest)
  return [
    `Seed ${seed} breaks a promise: ${violation.message}`,
    `Alone: FAULT_SEED=${seed} FAULT_RUNS=1 npx vitest run test/faults`,
    `Shrunk to ${smallest.steps.length} of ${schedule.steps.length} steps (${last?.message ?? 'gone'}):`,
    writeSchedule(smallest),
  ].join('\n')
}

/** What was played, and how often each kind of fault struck. */
export const tellCounts = (
  title: string,
  { schedules, steps, requests, replayed, tally }: Counts,
): string =>
  [
    `${title}: ${schedules} schedules, ${steps} steps, ${requests} requests, ${replayed} replayed, 0 violations`,
    ...faultKinds.map((kind) => `  ${String(tally[kind]).padStart(7)}  ${kind}`),
  ].join('\n')
