import { answerFault, answerKey, type DraftState } from './drafts.js'
import type { Ask, ThreadState } from './liveRun.js'
import { outputOf, toolOf, type ToolSet } from './tools.js'
import { ownOf } from './ownOf.js'

/**
 * The calls of an ask that have no usable output yet: not done by themselves, and not answered by the person. An answer
 * that has a schema is not looked at here: only the schema can tell.
 */
export const missingCalls = (
  { run, toolCalls }: Ask,
  calls: ThreadState['calls'],
  answers: DraftState['answers'],
  tools: ToolSet,
): string[] =>
  toolCalls
    .filter((call) => {
      const state = ownOf(calls, call.id)?.state
      if (state === 'done' || state === 'skipped') return false
      if (state === 'running') return true
      const answer = answers[answerKey(run.id, call.id)]
      return !outputOf(toolOf(tools, call), call) && answerFault(answer) !== null
    })
    .map(({ id }) => id)
