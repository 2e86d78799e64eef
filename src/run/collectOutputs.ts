import type { ToolCall, ToolOutput } from '../api/index.js'
import type { Fault } from '../schema/index.js'
import { answerKey, type Drafts } from './drafts.js'
import { MissingOutputsError } from './errors.js'
import type { Ask, ThreadState } from './liveRun.js'
import { missingCalls } from './missingCalls.js'
import { toOutput } from './executeCall.js'
import { outputOf, toolOf, type ToolSet } from './tools.js'
import { withChecking } from './withChecking.js'
import { ownOf } from './ownOf.js'

/**
 * The outputs of all calls: what the automatic ones returned, and what the person wrote, held against its schema where
 * the tool has one.
 *
 * @throws MissingOutputsError when one has none that could be sent, PartNotLoadedError when that cannot be found out
 */
export async function collectOutputs(
  ask: Ask,
  calls: ThreadState['calls'],
  drafts: Drafts,
  tools: ToolSet,
): Promise<ToolOutput[]> {
  const { answers } = drafts.store.getState()
  const faults = new Map<string, readonly Fault[]>()
  const finish = async (call: ToolCall): Promise<ToolOutput> => {
    const state = ownOf(calls, call.id)
    const answer = answers[answerKey(ask.run.id, call.id)]
    const schema = outputOf(toolOf(tools, call), call)
    const told = (output: string) => ({ tool_call_id: call.id, output })
    if (state?.state === 'done' || state?.state === 'skipped') return told(state.output)
    if (!schema || state?.state === 'running') return told(answer?.text ?? '')
    // Comes with the form, which has been shown by now, if it could be loaded.
    const finished = await withChecking(({ finishAnswer }) => finishAnswer(schema, answer))
    if (finished.ok) return told(toOutput(finished.value))
    faults.set(call.id, finished.faults)
    return told('')
  }
  const outputs = await Promise.all(ask.toolCalls.map(finish))
  const missing = missingCalls(ask, calls, answers, tools)
  const unfit = ask.toolCalls
    .map(({ id }) => id)
    .filter((id) => faults.has(id) || missing.includes(id))
  if (unfit.length > 0) throw new MissingOutputsError(unfit, faults)
  return outputs
}
