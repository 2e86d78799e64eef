import type { RunV2 } from '../../src/api/index.js'

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
