import type { Message, RunStep, RunV2 } from '../../src/api/index.js'

/** A run of which nothing is known but that it was queued. */
export const sampleRun: RunV2 = {
  id: 'run_1',
  object: 'thread.run',
  created_at: 1,
  thread_id: 't1',
  assistant_id: 'asst_1',
  status: 'queued',
  required_action: null,
  last_error: null,
  expires_at: null,
  started_at: null,
  cancelled_at: null,
  failed_at: null,
  completed_at: null,
  incomplete_details: null,
  model: 'm',
  instructions: null,
  tools: [],
  metadata: {},
  usage: null,
  max_prompt_tokens: null,
  max_completion_tokens: null,
  truncation_strategy: null,
  tool_choice: null,
  response_format: null,
}

/** A message of the assistant with nothing in it, as a server may send it that knows no more. */
export const sampleMessage = {
  id: 'msg_1',
  object: 'thread.message',
  created_at: 1,
  thread_id: 't1',
  role: 'assistant',
  content: [],
  assistant_id: 'asst_1',
  run_id: 'run_1',
  metadata: {},
  attachments: [],
  status: 'completed',
} satisfies Partial<Message>

/** A step that has begun. */
export const sampleStep: RunStep = {
  id: 'step_1',
  object: 'thread.run.step',
  created_at: 1,
  run_id: 'run_1',
  assistant_id: 'asst_1',
  thread_id: 't1',
  type: 'message_creation',
  status: 'in_progress',
  step_details: { type: 'message_creation', message_creation: { message_id: 'msg_1' } },
  last_error: null,
  cancelled_at: null,
  failed_at: null,
  completed_at: null,
  usage: null,
}
