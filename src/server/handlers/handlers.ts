import type { OperationName } from '../../api/index.js'
import * as assistants from './assistants.js'
import * as files from './files.js'
import type { Handler } from './handler.js'
import * as messages from './messages.js'
import * as runs from './runs.js'
import * as threads from './threads.js'

/** Who answers which operation. What is not here belongs to an edition that the server does not speak. */
export const handlers: Partial<Record<OperationName, Handler>> = {
  createAssistant: assistants.createAssistant,
  listAssistants: assistants.listAssistants,
  getAssistant: assistants.getAssistant,
  modifyAssistant: assistants.modifyAssistant,
  deleteAssistant: assistants.deleteAssistant,
  createThread: threads.createThread,
  getThread: threads.getThread,
  modifyThread: threads.modifyThread,
  deleteThread: threads.deleteThread,
  createMessage: messages.createMessage,
  listMessages: messages.listMessages,
  getMessage: messages.getMessage,
  modifyMessage: messages.modifyMessage,
  deleteMessage: messages.deleteMessage,
  createRun: runs.createRun,
  createThreadAndRun: runs.createThreadAndRun,
  listRuns: runs.listRuns,
  getRun: runs.getRun,
  modifyRun: runs.modifyRun,
  cancelRun: runs.cancelRun,
  submitToolOutputs: runs.submitToolOutputs,
  listRunSteps: runs.listRunSteps,
  getRunStep: runs.getRunStep,
  uploadFile: files.uploadFile,
  listFiles: files.listFiles,
  getFile: files.getFile,
  deleteFile: files.deleteFile,
  getFileContent: files.getFileContent,
}
