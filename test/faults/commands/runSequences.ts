import * as fc from 'fast-check'
import { Divergence } from './compare.js'
import { createDesk, type Desk } from './desk.js'
import { type Event, events } from './events.js'
import type { Expectation } from './expectation.js'
import { begin, canHappen, playStep, type Step } from './playEvents.js'
import { situationOf } from './situations.js'
import { drawStart, drawStartAt, leads, type Start } from './starts.js'
import { createVisits, type Visits, visitedLess } from './table.js'

/** Of so many things that are drawn the first one that can happen does. */
const choices = 6
const longestSequence = 40
/** So many sequences are aimed at a cell before it counts as one that is not come to. */
const mostAimed = 60

/** What leads on comes more often than what happens in any case. */
const weights: Partial<Record<Event, number>> = {
  sends: 3,
  'hands in': 3,
  answers: 3,
  'is held up': 2,
  'somebody else asks for an answer': 2,
}
const drawn = fc.record({
  event: fc.constantFrom(
    ...events.flatMap((event) => Array<Event>(weights[event] ?? 1).fill(event)),
  ),
  at: fc.nat(5),
})

export interface Sequences {
  sequences: number
  events: number
  visits: Visits
  /** What is seen and should not be, with the fewest events that show it; null when nothing is. */
  failure: string | null
}

/**
 * Plays sequences of things that happen, and holds what is seen against what should be seen after each of them; then more
 * of them, each begun at a cell of the table that chance came to less than `least` times.
 */
export async function runSequences(
  count: number,
  seed: number,
  { isShrunk = true, least = 0 }: { isShrunk?: boolean; least?: number } = {},
): Promise<Sequences> {
  const visits = createVisits()
  let played = 0
  let steps: Step[] = []
  const play = async (desk: Desk, step: Step) => {
    steps.push(step)
    played++
    await playStep(desk, step, visits.visit)
  }
  const tryOne = async (desk: Desk, step: Step) => {
    if (steps.length < longestSequence && canHappen(desk, step)) await play(desk, step)
  }
  const command = fc
    .array(drawn, { minLength: choices, maxLength: choices })
    .map((list): fc.AsyncCommand<Expectation, Desk> => {
      const choose = (model: Expectation) => list.find((step) => canHappen({ model }, step))
      return {
        check: (model) => steps.length < longestSequence && choose(model) !== undefined,
        async run(model, desk) {
          const step = choose(model)
          if (step) await play(desk, step)
        },
        toString: () => '',
      }
    })
  const playFrom = (starts: fc.Arbitrary<Start>) =>
    fc.asyncProperty(
      starts,
      fc.commands([command], { maxCommands: longestSequence / 2, size: 'max' }),
      async (start, commands) => {
        steps = []
        const desk = await createDesk()
        try {
          await begin(desk)
          for (const step of start.steps) await tryOne(desk, step)
          const isThere = () => situationOf(desk.model) === start.situation
          if (!isThere()) {
            throw new Error(
              `It is ${situationOf(desk.model)} and not ${start.situation} after\n${writeSteps(start.steps)}`,
            )
          }
          for (const aim of start.aims) {
            const ways = canHappen(desk, aim) ? [] : (leads[aim.event] ?? [])
            for (const event of ways[aim.at % ways.length] ?? [])
              await tryOne(desk, { event, at: 1 })
            if (isThere()) await tryOne(desk, aim)
            if (!isThere()) break
          }
          await fc.asyncModelRun(() => ({ model: desk.model, real: desk }), commands)
        } catch (thrown) {
          if (!(thrown instanceof Divergence)) throw thrown
          throw new Divergence(`${thrown.message}\n${writeSteps(steps)}`)
        } finally {
          desk.close()
        }
      },
    )
  let sequences = 0
  const check = async (starts: fc.Arbitrary<Start>, numRuns: number, from: number) => {
    const checked = await fc.check(playFrom(starts), {
      numRuns,
      seed: from,
      endOnFailure: !isShrunk,
    })
    sequences += checked.numRuns
    const { failed, errorInstance } = checked
    if (!failed) return null
    return errorInstance instanceof Error ? errorInstance.message : 'failed'
  }
  let failure = await check(drawStart, count, seed)
  for (const { situation, event } of visitedLess(visits, least)) {
    for (let turn = 1; turn <= mostAimed && failure === null; turn++) {
      if (visits.count(situation, event) >= least) break
      failure = await check(drawStartAt(situation, event), 1, seed + turn)
    }
  }
  return { sequences, events: played, visits, failure }
}

/** Events as text that can be put into a test as it stands. */
const writeSteps = (steps: readonly Step[]): string =>
  ['[', ...steps.map(({ event, at }) => `  { event: '${event}', at: ${at} },`), ']'].join('\n')
