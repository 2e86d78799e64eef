import type { CanAnswer } from './controllerContext.js'
import type { Ask, ThreadState } from './liveRun.js'
import { ownOf } from './ownOf.js'

/** The calls that the person may not answer and that nothing else has answered, each with the reason. */
export const refusedCalls = (
  { run, toolCalls }: Ask,
  calls: ThreadState['calls'],
  canAnswer: CanAnswer | undefined,
): ReadonlyMap<string, string> =>
  new Map(
    toolCalls.flatMap((call): [string, string][] => {
      const verdict = canAnswer?.(call, run) ?? true
      return verdict === true || ownOf(calls, call.id)?.state === 'done' ? [] : [[call.id, verdict]]
    }),
  )
