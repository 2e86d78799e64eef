import { type Draw, drawFrom } from './draw.js'
import { faults } from './faults/index.js'
import { type FaultKind, faultKinds } from './kinds.js'
import type { Person } from './stage.js'
import { type Line, toolNames, type WorldOptions } from './world/createWorld.js'

/** What a person does of their own accord. */
export type Act = Extract<
  keyof Person,
  'send' | 'stop' | 'answer' | 'type' | 'retry' | 'takeBack' | 'askAgain' | 'look'
>

/** What somebody else does on the server. */
export type Elsewhere = 'starts a run' | 'writes a message' | 'cancels the run'

/** One thing that happens, and how long nothing else does after it. */
export type Step = { ms: number } & (
  | { act: Act }
  | { elsewhere: Elsewhere }
  | { fault: FaultKind; given: object }
)

/** All that happens in one small world. */
export interface Schedule extends WorldOptions {
  steps: readonly Step[]
}

export const longestSchedule = 40

const drawLine = (draw: Draw, at: number): Line =>
  draw.onceIn(3)
    ? [...new Set([draw.oneOf(toolNames), draw.oneOf(toolNames), draw.oneOf(toolNames)])]
    : Array.from(
        { length: draw.oneOf([1, 3, 6, 12]) },
        (_, n) => `${at}.${n}${draw.oneOf(['', 'ä', ' ', '👩‍🔧'])}`,
      ).join(' ')

const drawStep = (draw: Draw): Step => {
  const ms = draw.oneOf([0, 0, 120, 700, 2_500, 9_000])
  if (draw.onceIn(2)) {
    const [first, ...rest] = faultKinds
    const fault = draw.oneOf([first, ...rest])
    return { fault, given: faults[fault].draw(draw), ms }
  }
  if (draw.onceIn(9)) {
    const elsewhere = draw.oneOf<Elsewhere>(['starts a run', 'writes a message', 'cancels the run'])
    return { elsewhere, ms }
  }
  const act = draw.oneOf<Act>([
    'send',
    'send',
    'send',
    'send',
    'answer',
    'answer',
    'stop',
    'type',
    'retry',
    'takeBack',
    'askAgain',
    'look',
  ])
  return { act, ms }
}

/** The schedule of a seed: the same each time. */
export function drawSchedule(seed: number): Schedule {
  const draw = drawFrom(seed)
  const length = draw.oneOf([3, 6, 6, 10, 10, 16, 25, longestSchedule])
  return {
    lines: Array.from({ length: draw.between(2, 8) }, (_, at) => drawLine(draw, at)),
    pace: draw.oneOf([0, 50, 200, 200, 900]),
    dialect: draw.onceIn(3) ? 'generic' : 'ownServer',
    steps: Array.from({ length: draw.between(2, length) }, () => drawStep(draw)),
  }
}

/** A schedule as text that can be put into a test as it stands. */
export const writeSchedule = (schedule: Schedule): string =>
  [
    `{ pace: ${schedule.pace}, dialect: '${schedule.dialect}', lines: ${JSON.stringify(schedule.lines)}, steps: [`,
    ...schedule.steps.map((step) => `  ${JSON.stringify(step)},`),
    '] }',
  ].join('\n')
