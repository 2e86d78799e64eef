import { type Draw, drawFrom } from './draw.js'
import { faults } from './faults/index.js'
import { type FaultKind, faultKinds } from './kinds.js'
import type { Person } from './stage.js'
import { type Line, toolNames, type WorldOptions } from './world/createWorld.js'

/** What a person does of their own accord. */
export type Act = Extract<
  keyof Person,
  | 'send'
  | 'stop'
  | 'answer'
  | 'type'
  | 'sendDraft'
  | 'jot'
  | 'retry'
  | 'takeBack'
  | 'askAgain'
  | 'look'
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

const longestSchedule = 40

const drawLine = (draw: Draw, at: number, { asksOnceIn }: Focus): Line =>
  draw.onceIn(asksOnceIn)
    ? [...new Set([draw.oneOf(toolNames), draw.oneOf(toolNames), draw.oneOf(toolNames)])]
    : Array.from(
        { length: draw.oneOf([1, 3, 6, 12]) },
        (_, n) => `${at}.${n}${draw.oneOf(['', 'ä', ' ', '👩‍🔧'])}`,
      ).join(' ')

/** What a schedule is about: everything, or what matters to one promise. */
export interface Focus {
  faults: readonly [FaultKind, ...FaultKind[]]
  acts: readonly [Act, ...Act[]]
  /** How often, once in so many turns, the model asks. */
  asksOnceIn: number
  /** How long nothing else may happen after a step, in milliseconds. @default moments, up to 9 seconds */
  waits?: readonly [number, ...number[]]
}

const [firstKind, ...otherKinds] = faultKinds

export const everything: Focus = {
  faults: [firstKind, ...otherKinds],
  acts: [
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
  ],
  asksOnceIn: 3,
}

const lostAnswers = [
  'apply then lose response',
  'lose request',
  'fail before send',
  '5xx',
  'HTML 200',
  'JSON-error 200',
  '408',
  'overtaken response',
  'drop at byte k',
  'offline and online',
  'unmount and remount',
] as const

/** R5: what is sent, when answers are lost. */
export const sends: Focus = {
  faults: [...lostAnswers, '429', '400 active run', 'double act', 'thread switch'],
  acts: ['send', 'send', 'send', 'send', 'retry', 'stop', 'askAgain'],
  asksOnceIn: 20,
}

/** R6: what is handed in, when answers are lost and runs expire. */
export const outputs: Focus = {
  faults: [...lostAnswers, 'server-side expiry', 'clock skew', 'double act', 'freeze', '409'],
  acts: ['send', 'send', 'send', 'answer', 'answer', 'jot', 'jot', 'jot', 'stop', 'look'],
  asksOnceIn: 1,
  waits: [0, 0, 0, 120, 120, 280, 700, 2_500, 9_000, 90_000, 290_000],
}

/** What is heard word by word, when streams misbehave. */
export const streamed: Focus = {
  faults: [
    'drop at byte k',
    'clean EOF at byte k',
    'stall',
    're-chunk',
    'replay from 0',
    'replay with overlap',
    'heartbeat',
    'unknown event',
    'unknown status',
    'late duplicate',
    'late duplicate',
    'JSON-error 200',
    'freeze',
  ],
  acts: ['send', 'send', 'send', 'answer', 'look'],
  asksOnceIn: 4,
}

/** R11: what is kept, when the page dies in the middle of keeping it. */
export const keeping: Focus = {
  faults: ['thread switch', 'lose request', 'apply then lose response', '400 active run'],
  acts: ['type', 'type', 'sendDraft', 'sendDraft', 'send', 'jot', 'jot', 'answer', 'stop', 'look'],
  asksOnceIn: 2,
  waits: [0, 0, 120, 280, 700, 2_500],
}

/** R11: what is kept, when storage is refused for a while. */
export const refused: Focus = {
  faults: [
    'storage abort',
    'storage closed',
    'storage blocked',
    'storage quota',
    'unmount and remount',
    'unmount and remount',
    'unmount and remount',
    'thread switch',
  ],
  acts: ['type', 'type', 'type', 'sendDraft', 'send', 'jot', 'jot', 'answer', 'look'],
  asksOnceIn: 2,
  waits: [0, 120, 280, 700, 2_500, 9_000],
}

/** R10: two tabs on one thread. */
export const tabs: Focus = {
  faults: [
    'second tab',
    'second tab',
    'second tab',
    'thread switch',
    ...lostAnswers,
    'hidden and throttled',
    'freeze',
    'double act',
  ],
  acts: ['send', 'send', 'send', 'answer', 'answer', 'stop', 'type'],
  asksOnceIn: 2,
}

const moments = [0, 0, 120, 700, 2_500, 9_000] as const

const drawStep = (draw: Draw, { faults: kinds, acts, waits = moments }: Focus): Step => {
  const ms = draw.oneOf(waits)
  if (draw.onceIn(2)) {
    const fault = draw.oneOf(kinds)
    return { fault, given: faults[fault].draw(draw), ms }
  }
  if (draw.onceIn(9)) {
    const elsewhere = draw.oneOf<Elsewhere>(['starts a run', 'writes a message', 'cancels the run'])
    return { elsewhere, ms }
  }
  return { act: draw.oneOf(acts), ms }
}

/** The schedule of a seed: the same each time. */
export function drawSchedule(seed: number, focus: Focus = everything): Schedule {
  const draw = drawFrom(seed)
  const length = draw.oneOf([3, 6, 6, 10, 10, 16, 25, longestSchedule])
  const lines = Array.from({ length: draw.between(2, 8) }, (_, at) => drawLine(draw, at, focus))
  const pace = draw.oneOf([0, 50, 200, 200, 900])
  const isPlain = draw.onceIn(3)
  const steps = Array.from({ length: draw.between(2, length) }, () => drawStep(draw, focus))
  // Who does not know that a stream can be taken up again is never told anything twice.
  const isReplayed = steps.some((step) => 'fault' in step && step.fault.startsWith('replay'))
  return { lines, pace, dialect: isPlain && !isReplayed ? 'generic' : 'ownServer', steps }
}

/** A schedule as text that can be put into a test as it stands. */
export const writeSchedule = (schedule: Schedule): string =>
  [
    `{ pace: ${schedule.pace}, dialect: '${schedule.dialect}', lines: ${JSON.stringify(schedule.lines)}, steps: [`,
    ...schedule.steps.map((step) => `  ${JSON.stringify(step)},`),
    '] }',
  ].join('\n')
