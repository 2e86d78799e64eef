import type { RequestName } from '../../../src/api/index.js'
import type { Draw } from '../draw.js'
import type { Stage } from '../stage.js'

/** One kind of fault: what is drawn for it, and how it is brought about. What is drawn is plain data. */
export interface Kind<Given extends object> {
  /** What happens, in words. */
  what: string
  draw: (draw: Draw) => Given
  strike: (stage: Stage, given: Given) => void
}

/** A kind among others: only its own `draw` makes what its `strike` is given. */
export type AnyKind = Kind<object>

export const defineKind = <Given extends object>(kind: Kind<Given>): AnyKind =>
  // What is drawn by a kind is handed to no other.
  kind as unknown as AnyKind

/** Which requests a fault waits for. */
export interface Aim {
  operation: readonly RequestName[]
  nth: number
}

export const posts: readonly RequestName[] = [
  'createMessage',
  'createRun',
  'submitToolOutputs',
  'cancelRun',
]
export const reads: readonly RequestName[] = [
  'getRun',
  'listRuns',
  'listMessages',
  'listRunSteps',
  'resumeRun',
]
export const streams: readonly RequestName[] = ['createRun', 'submitToolOutputs', 'resumeRun']

/** One operation, or all of a group, and which of the requests that come. */
export function drawAim(draw: Draw, ...groups: (readonly RequestName[])[]): Aim {
  const group = draw.oneOf([groups[0] ?? posts, ...groups])
  const [first = 'getRun', ...rest] = group
  const operation = draw.onceIn(4) ? group : [draw.oneOf([first, ...rest])]
  return { operation, nth: draw.oneOf([1, 1, 1, 1, 2, 3]) }
}
