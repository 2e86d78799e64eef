import type { RunStepV2, RunV2, ToolOutput } from '../../api/index.js'
import { invalid } from '../refusals.js'

/** Ids as the protocol's refusals list them. */
const listIds = (ids: readonly string[]) => `[${ids.map((id) => `'${id}'`).join(', ')}]`

/**
 * Checks that outputs are what the run waits for: one for every call, each once, in any order. `shown` is what the
 * caller's edition calls its status.
 *
 * @throws Refusal
 */
export function checkOutputs(run: RunV2, outputs: readonly ToolOutput[], shown: string): void {
  if (run.status !== 'requires_action') {
    throw invalid(`Runs in status "${shown}" do not accept tool outputs.`)
  }
  const waiting = run.required_action?.submit_tool_outputs.tool_calls.map(({ id }) => id) ?? []
  const got = outputs.map(({ tool_call_id }) => tool_call_id)
  if (got.length !== waiting.length || waiting.some((id) => !got.includes(id))) {
    throw invalid(`Expected tool outputs for call_ids ${listIds(waiting)}, got ${listIds(got)}`)
  }
}

/** The step with the outputs of its calls. */
export function answerStep(step: RunStepV2, outputs: readonly ToolOutput[]): RunStepV2 {
  if (step.step_details.type !== 'tool_calls') return step
  const byId = new Map(outputs.map(({ tool_call_id, output }) => [tool_call_id, output]))
  const tool_calls = step.step_details.tool_calls.map((call) =>
    call.type === 'function'
      ? { ...call, function: { ...call.function, output: byId.get(call.id) ?? null } }
      : call,
  )
  return { ...step, step_details: { type: 'tool_calls', tool_calls } }
}
