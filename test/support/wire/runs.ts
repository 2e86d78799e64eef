import * as v from 'valibot'
import type { ApiVersion } from '../../../src/api/index.js'
import { stepDetails } from './contents.js'
import {
  absent,
  anyId,
  id,
  maybe,
  metadata,
  open,
  orNull,
  responseFormat,
  seconds,
  type Shape,
  temperature,
  toolChoice,
  toolResources,
  tools,
  topP,
  truncation,
  usage,
} from './parts.js'

const call = open({
  id: anyId,
  type: v.literal('function'),
  function: open({ name: v.string(), arguments: v.string() }),
})

const statuses = {
  v1: [
    'queued',
    'in_progress',
    'requires_action',
    'cancelling',
    'cancelled',
    'failed',
    'completed',
    'expired',
  ],
  v2: [
    'queued',
    'in_progress',
    'requires_action',
    'cancelling',
    'cancelled',
    'failed',
    'completed',
    'incomplete',
    'expired',
  ],
}

const runBase = {
  id: id('run_'),
  object: v.literal('thread.run'),
  created_at: seconds,
  thread_id: id('thread_'),
  assistant_id: id('asst_'),
  required_action: orNull(
    open({
      type: v.literal('submit_tool_outputs'),
      submit_tool_outputs: open({ tool_calls: v.pipe(v.array(call), v.minLength(1)) }),
    }),
  ),
  last_error: orNull(
    open({
      code: v.picklist(['server_error', 'rate_limit_exceeded', 'invalid_prompt']),
      message: v.string(),
    }),
  ),
  expires_at: orNull(seconds),
  started_at: orNull(seconds),
  cancelled_at: orNull(seconds),
  failed_at: orNull(seconds),
  completed_at: orNull(seconds),
  incomplete_details: orNull(
    open({ reason: v.exactOptional(v.picklist(['max_completion_tokens', 'max_prompt_tokens'])) }),
  ),
  model: v.string(),
  instructions: orNull(v.string()),
  metadata,
  usage: orNull(usage),
  temperature: maybe(temperature),
  top_p: maybe(topP),
  max_prompt_tokens: orNull(v.pipe(v.number(), v.integer(), v.minValue(256))),
  max_completion_tokens: orNull(v.pipe(v.number(), v.integer(), v.minValue(256))),
  truncation_strategy: orNull(truncation),
}

interface RunFacts {
  status: string
  required_action: unknown
  last_error: unknown
  expires_at: unknown
  cancelled_at: unknown
  failed_at: unknown
  completed_at: unknown
}

const isSoundRun = (run: RunFacts) =>
  (run.status === 'requires_action') === (run.required_action !== null) &&
  (run.status === 'failed') === (run.last_error !== null) &&
  (run.status === 'failed') === (run.failed_at !== null) &&
  (run.status === 'cancelled') === (run.cancelled_at !== null) &&
  (run.status === 'completed') === (run.completed_at !== null) &&
  (run.status !== 'completed' || run.expires_at === null)

export const run: Record<ApiVersion, Shape> = {
  v1: v.pipe(
    open({
      ...runBase,
      status: v.picklist(statuses.v1),
      tools: tools.v1,
      tool_choice: orNull(toolChoice.v1),
      response_format: orNull(responseFormat.v1),
      file_ids: v.array(anyId),
      parallel_tool_calls: absent,
      tool_resources: absent,
    }),
    v.check((row) => isSoundRun(row), 'what a run says fits its status'),
  ),
  v2: v.pipe(
    open({
      ...runBase,
      status: v.picklist(statuses.v2),
      tools: tools.v2,
      tool_choice: orNull(toolChoice.v2),
      response_format: orNull(responseFormat.v2),
      parallel_tool_calls: v.exactOptional(v.boolean()),
      tool_resources: maybe(toolResources),
      file_ids: absent,
    }),
    v.check((row) => isSoundRun(row), 'what a run says fits its status'),
  ),
}

const stepOf = (edition: ApiVersion) =>
  v.pipe(
    open({
      id: id('step_'),
      object: v.literal('thread.run.step'),
      created_at: seconds,
      run_id: id('run_'),
      assistant_id: id('asst_'),
      thread_id: id('thread_'),
      type: v.picklist(['message_creation', 'tool_calls']),
      status: v.picklist(['in_progress', 'cancelled', 'failed', 'completed', 'expired']),
      step_details: stepDetails[edition],
      last_error: orNull(
        open({ code: v.picklist(['server_error', 'rate_limit_exceeded']), message: v.string() }),
      ),
      expires_at: maybe(seconds),
      expired_at: maybe(seconds),
      cancelled_at: orNull(seconds),
      failed_at: orNull(seconds),
      completed_at: orNull(seconds),
      metadata: v.exactOptional(metadata),
      usage: orNull(usage),
    }),
    v.check(
      (step) => step.type === step.step_details.type,
      'the details of a step are of its type',
    ),
    v.check(
      (step) =>
        ['cancelled', 'failed', 'completed', 'expired'].every(
          (end) => (step.status === end) === (step[`${end}_at`] !== null),
        ) && (step.status === 'failed') === (step.last_error !== null),
      'what a step says of its end fits its status',
    ),
  )

export const step: Record<ApiVersion, Shape> = { v1: stepOf('v1'), v2: stepOf('v2') }
