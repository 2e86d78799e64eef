import { stateOf } from './callKeeper.js'
import { answerFault, answerKey, type DraftState } from './drafts.js'
import type { Ask, ThreadState } from './liveRun.js'

/** The calls of an ask that have no usable output yet: not done by themselves, and not answered by the person. */
export const missingCalls = (
  { run, toolCalls }: Ask,
  calls: ThreadState['calls'],
  answers: DraftState['answers'],
): string[] =>
  toolCalls
    .filter(({ id }) => {
      const state = stateOf(calls, id)?.state
      if (state === 'done' || state === 'skipped') return false
      return state === 'running' || answerFault(answers[answerKey(run.id, id)])
    })
    .map(({ id }) => id)
