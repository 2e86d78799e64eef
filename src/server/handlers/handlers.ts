import type { RequestName } from '../../api/index.js'
import * as assistants from './assistants.js'
import * as fileLinks from './fileLinks.js'
import * as files from './files.js'
import type { Handler } from './handler.js'
import * as messages from './messages.js'
import * as runs from './runs.js'
import * as threads from './threads.js'

/** Who answers which operation. Whether an edition has it is for the route to say. */
export const handlers: Record<RequestName, Handler> = {
  createAssistant: assistants.createAssistant,
  listAssistants: assistants.listAssistants,
  getAssistant: assistants.getAssistant,
  modifyAssistant: assistants.modifyAssistant,
  deleteAssistant: assistants.deleteAssistant,
  createAssistantFile: fileLinks.createAssistantFile,
  listAssistantFiles: fileLinks.listAssistantFiles,
  getAssistantFile: fileLinks.getAssistantFile,
  deleteAssistantFile: fileLinks.deleteAssistantFile,
  createThread: threads.createThread,
  getThread: threads.getThread,
  modifyThread: threads.modifyThread,
  deleteThread: threads.deleteThread,
  createMessage: messages.createMessage,
  listMessages: messages.listMessages,
  getMessage: messages.getMessage,
  modifyMessage: messages.modifyMessage,
  deleteMessage: messages.deleteMessage,
  listMessageFiles: fileLinks.listMessageFiles,
  getMessageFile: fileLinks.getMessageFile,
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
  listThreads: threads.listThreads,
  resumeRun: runs.resumeRun,
}
