export { ClientProvider, type ClientProviderProps, useAssistantsClient } from './ClientProvider.js'
export {
  assistantFileQuery,
  assistantFilesQuery,
  assistantQuery,
  assistantsQuery,
  createAssistantFileMutation,
  createAssistantMutation,
  deleteAssistantFileMutation,
  deleteAssistantMutation,
  modifyAssistantMutation,
} from './assistants.js'
export {
  deleteFileMutation,
  fileContentQuery,
  fileQuery,
  filesQuery,
  uploadFileMutation,
} from './files.js'
export {
  createMessageMutation,
  deleteMessageMutation,
  messageFileQuery,
  messageFilesQuery,
  messageQuery,
  messagesQuery,
  modifyMessageMutation,
} from './messages.js'
export {
  cancelRunMutation,
  createRunMutation,
  createThreadAndRunMutation,
  modifyRunMutation,
  pollWhileActive,
  runQuery,
  runStepQuery,
  runStepsQuery,
  runsQuery,
  submitToolOutputsMutation,
} from './runs.js'
export {
  createThreadMutation,
  deleteThreadMutation,
  modifyThreadMutation,
  threadQuery,
} from './threads.js'
export {
  useAssistant,
  useAssistantFile,
  useAssistantFiles,
  useAssistants,
  useCreateAssistant,
  useCreateAssistantFile,
  useDeleteAssistant,
  useDeleteAssistantFile,
  useModifyAssistant,
  useSuspenseAssistant,
  useSuspenseAssistantFile,
  useSuspenseAssistantFiles,
  useSuspenseAssistants,
} from './hooks/assistants.js'
export {
  useDeleteFile,
  useFile,
  useFileContent,
  useFiles,
  useSuspenseFile,
  useSuspenseFileContent,
  useSuspenseFiles,
  useUploadFile,
} from './hooks/files.js'
export {
  useCreateMessage,
  useDeleteMessage,
  useMessage,
  useMessageFile,
  useMessageFiles,
  useMessages,
  useModifyMessage,
  useSuspenseMessage,
  useSuspenseMessageFile,
  useSuspenseMessageFiles,
  useSuspenseMessages,
} from './hooks/messages.js'
export {
  useCancelRun,
  useCreateRun,
  useCreateThreadAndRun,
  useModifyRun,
  useRun,
  useRunStep,
  useRunSteps,
  useRuns,
  useSubmitToolOutputs,
  useSuspenseRun,
  useSuspenseRunStep,
  useSuspenseRunSteps,
  useSuspenseRuns,
} from './hooks/runs.js'
export {
  useCreateThread,
  useDeleteThread,
  useModifyThread,
  useSuspenseThread,
  useThread,
} from './hooks/threads.js'
export { readGone } from './gone.js'
export { useIsSupported } from './hooks/useIsSupported.js'
export type {
  ReadListOptions,
  ReadOptions,
  SuspenseReadListOptions,
  SuspenseReadOptions,
  WriteOptions,
} from './hooks/readAndWrite.js'
export {
  type Effect,
  type EffectName,
  effects,
  readsTouchedBy,
  type SideEffect,
  type Untold,
} from './effects.js'
export { isActiveStatus, isOutdated } from './isOutdated.js'
export {
  type AssistantsKey,
  type ItemName,
  keyFor,
  type KeyParams,
  type ListName,
  type ListParams,
  type ReadName,
  rootKey,
  type WriteName,
} from './keyFor.js'
export type { ItemOptions, ListOptions } from './policies.js'
export { type ListData, listItems, type PageCursor } from './listCache.js'
export type { Kind } from './places.js'
export { putAround } from './putAround.js'
export { putEvent } from './putEvent.js'
export { putPage } from './putPage.js'
export type { MessagesParams } from './queryAround.js'
export { type PutOptions, putResource } from './putResource.js'
export type { WriteMutation, WriteParams } from './writes.js'
