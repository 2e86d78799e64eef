import type { ThreadV2 } from '../../api/index.js'
import type { CreateRunInput } from '../bodies.js'
import { linkedIds } from '../fileLinks.js'
import type { AssistantRow, KeptRun, RunRow } from '../rows.js'
import type { Context } from './handler.js'

/** A run as it begins: the assistant as it is now, and over it what the request says. */
export function makeRun(
  { newId, now, expiresAfter }: Pick<Context, 'newId' | 'now' | 'expiresAfter'>,
  thread: ThreadV2,
  assistant: AssistantRow,
  body: CreateRunInput,
): RunRow {
  const created_at = now()
  const run: KeptRun = {
    id: newId('run_'),
    object: 'thread.run',
    created_at,
    thread_id: thread.id,
    assistant_id: assistant.id,
    status: 'queued',
    required_action: null,
    last_error: null,
    expires_at: null,
    started_at: null,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    incomplete_details: null,
    model: body.model ?? assistant.model,
    instructions: joinInstructions(
      body.instructions ?? assistant.instructions,
      body.additional_instructions,
    ),
    tools: body.tools ?? assistant.tools,
    tool_resources: body.tool_resources ?? assistant.tool_resources ?? {},
    metadata: body.metadata ?? {},
    usage: null,
    temperature: body.temperature ?? assistant.temperature ?? 1,
    top_p: body.top_p ?? assistant.top_p ?? 1,
    max_prompt_tokens: body.max_prompt_tokens ?? null,
    max_completion_tokens: body.max_completion_tokens ?? null,
    truncation_strategy: body.truncation_strategy ?? { type: 'auto', last_messages: null },
    tool_choice: body.tool_choice ?? 'auto',
    response_format: body.response_format ?? assistant.response_format ?? 'auto',
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    file_ids: linkedIds(assistant),
  }
  return {
    run: { ...run, expires_at: created_at + Math.ceil(expiresAfter(run)) },
    reasoningEffort: body.reasoning_effort ?? assistant.reasoning_effort,
    usage: null,
    stepUsage: null,
    laterText: '',
  }
}

function joinInstructions(base: string | null, more: string | null | undefined): string | null {
  if (!more) return base
  return base ? `${base}\n\n${more}` : more
}
