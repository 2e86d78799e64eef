import type { RunStepV2, RunV2, ToolChoice } from '../../api/index.js'
import type { ModelMessage, ModelTurn } from '../models/model.js'
import { listRows, readRow, type RunRow } from '../rows.js'
import type { Store } from '../stores/store.js'

/** What a model is asked next, read from the rows alone: a run that waited outlives the process that began it. */
export async function readTurn(
  store: Store,
  { run, reasoningEffort, usage }: RunRow,
  signal: AbortSignal,
): Promise<ModelTurn> {
  const soFar = await readSteps(store, run)
  const hasAsked = soFar.some(({ type }) => type === 'tool-calls')
  return {
    model: run.model,
    instructions: run.instructions,
    messages: [...(await readThread(store, run)), ...soFar],
    tools: run.tools,
    toolChoice: hasAsked ? relaxed(run.tool_choice ?? 'auto') : (run.tool_choice ?? 'auto'),
    parallelToolCalls: run.parallel_tool_calls ?? true,
    responseFormat: run.response_format ?? 'auto',
    temperature: run.temperature ?? null,
    topP: run.top_p ?? null,
    reasoningEffort,
    maxCompletionTokens:
      run.max_completion_tokens === null
        ? null
        : run.max_completion_tokens - (usage?.completion_tokens ?? 0),
    signal,
    run,
  }
}

/** A call that stays forced after its outputs came would be made for ever. */
const relaxed = (choice: ToolChoice<'v2'>): ToolChoice<'v2'> =>
  choice === 'none' ? choice : 'auto'

async function readThread(store: Store, run: RunV2): Promise<ModelMessage[]> {
  const messages = await listRows(store, 'message', run.thread_id)
  const earlier = messages.filter(({ run_id }) => run_id !== run.id)
  const { type, last_messages } = run.truncation_strategy ?? { type: 'auto' }
  const kept = type === 'last_messages' ? earlier.slice(-(last_messages ?? 1)) : earlier
  return kept.map(({ role, content }) => ({ type: 'message', role, content }))
}

async function readSteps(store: Store, run: RunV2): Promise<ModelMessage[]> {
  const steps = await listRows(store, 'step', run.id)
  return (await Promise.all(steps.map((step) => readStep(store, step)))).flat()
}

async function readStep(store: Store, { step_details }: RunStepV2): Promise<ModelMessage[]> {
  if (step_details.type === 'message_creation') {
    const message = await readRow(store, 'message', step_details.message_creation.message_id)
    return message ? [{ type: 'message', role: 'assistant', content: message.content }] : []
  }
  const calls = step_details.tool_calls.filter((call) => call.type === 'function')
  return [
    {
      type: 'tool-calls',
      calls: calls.map(({ id, type, function: { name, arguments: text } }) => ({
        id,
        type,
        function: { name, arguments: text },
      })),
    },
    ...calls.map(({ id, function: { name, output } }) => ({
      type: 'tool-output' as const,
      id,
      name,
      output: output ?? '',
    })),
  ]
}
