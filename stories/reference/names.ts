import type { OperationName } from '../../src/api/index.js'

/** One operation under the names that others gave it. */
export interface Names {
  operation: OperationName
  /** In the Python SDK from which this surface comes, its spelling included; null for what joined later. */
  python: string | null
  /** Resource and method in versions 6 and 7 of the official npm package, `openai`. */
  npm: string | null
  /** In its version 4.36, for what the second edition left behind. */
  formerly?: string
}

export const names: readonly Names[] = [
  { operation: 'createAssistant', python: 'create_assistant', npm: 'beta.assistants.create' },
  { operation: 'listAssistants', python: 'list_assistants', npm: 'beta.assistants.list' },
  { operation: 'getAssistant', python: 'get_assistant', npm: 'beta.assistants.retrieve' },
  { operation: 'modifyAssistant', python: null, npm: 'beta.assistants.update' },
  { operation: 'deleteAssistant', python: 'delete_assistant', npm: 'beta.assistants.delete' },
  {
    operation: 'createAssistantFile',
    python: 'create_assistant_file',
    npm: null,
    formerly: 'beta.assistants.files.create',
  },
  {
    operation: 'listAssistantFiles',
    python: 'list_assistant_files',
    npm: null,
    formerly: 'beta.assistants.files.list',
  },
  {
    operation: 'getAssistantFile',
    python: 'get_assistant_file',
    npm: null,
    formerly: 'beta.assistants.files.retrieve',
  },
  {
    operation: 'deleteAssistantFile',
    python: 'delete_assistant_file',
    npm: null,
    formerly: 'beta.assistants.files.del',
  },
  { operation: 'createThread', python: 'create_thread', npm: 'beta.threads.create' },
  { operation: 'getThread', python: 'get_thread', npm: 'beta.threads.retrieve' },
  { operation: 'modifyThread', python: 'modify_thread', npm: 'beta.threads.update' },
  { operation: 'deleteThread', python: 'delete_thread', npm: 'beta.threads.delete' },
  { operation: 'createMessage', python: 'create_message', npm: 'beta.threads.messages.create' },
  { operation: 'listMessages', python: 'list_messages', npm: 'beta.threads.messages.list' },
  { operation: 'getMessage', python: 'get_message', npm: 'beta.threads.messages.retrieve' },
  { operation: 'modifyMessage', python: 'modify_message', npm: 'beta.threads.messages.update' },
  { operation: 'deleteMessage', python: null, npm: 'beta.threads.messages.delete' },
  {
    operation: 'listMessageFiles',
    python: 'list_message_files',
    npm: null,
    formerly: 'beta.threads.messages.files.list',
  },
  {
    operation: 'getMessageFile',
    python: 'get_message_file',
    npm: null,
    formerly: 'beta.threads.messages.files.retrieve',
  },
  { operation: 'createRun', python: 'create_run', npm: 'beta.threads.runs.create' },
  {
    operation: 'createThreadAndRun',
    python: 'create_thread_and_run',
    npm: 'beta.threads.createAndRun',
  },
  { operation: 'listRuns', python: 'list_runs', npm: 'beta.threads.runs.list' },
  { operation: 'getRun', python: 'get_run', npm: 'beta.threads.runs.retrieve' },
  { operation: 'modifyRun', python: 'modify_run', npm: 'beta.threads.runs.update' },
  { operation: 'cancelRun', python: 'cancel_run', npm: 'beta.threads.runs.cancel' },
  {
    operation: 'submitToolOutputs',
    python: 'submit_tool_ouputs_to_run',
    npm: 'beta.threads.runs.submitToolOutputs',
  },
  { operation: 'listRunSteps', python: 'list_run_steps', npm: 'beta.threads.runs.steps.list' },
  { operation: 'getRunStep', python: 'get_run_step', npm: 'beta.threads.runs.steps.retrieve' },
  { operation: 'uploadFile', python: null, npm: 'files.create' },
  { operation: 'listFiles', python: null, npm: 'files.list' },
  { operation: 'getFile', python: null, npm: 'files.retrieve' },
  { operation: 'deleteFile', python: null, npm: 'files.delete' },
  { operation: 'getFileContent', python: null, npm: 'files.content' },
]
