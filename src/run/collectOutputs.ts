import type { Run, ToolCall, ToolOutput } from '../api/index.js'
import { type CallStates, stateOf } from './callKeeper.js'
import { answerKey, type Drafts } from './drafts.js'
import { MissingOutputsError } from './errors.js'
import { missingCalls } from './missingCalls.js'

/**
 * The outputs of all calls: what the automatic ones returned and what the person wrote.
 *
 * @throws MissingOutputsError when one has none
 */
export function collectOutputs(
  run: Run,
  toolCalls: readonly ToolCall[],
  calls: CallStates,
  drafts: Drafts,
): ToolOutput[] {
  const { answers } = drafts.store.getState()
  const missing = missingCalls({ run, toolCalls }, calls, answers)
  if (missing.length > 0) throw new MissingOutputsError(missing)
  return toolCalls.map(({ id }): ToolOutput => {
    const state = stateOf(calls, id)
    const output =
      state?.state === 'done' || state?.state === 'skipped'
        ? state.output
        : answers[answerKey(run.id, id)]?.text
    return { tool_call_id: id, output: output ?? '' }
  })
}
