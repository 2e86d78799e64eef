export { ActionInbox } from './action-inbox/index.js'
export { AssistantChat, type AssistantChatProps } from './assistant-chat/index.js'
export { AssistantsProvider, type AssistantsProviderProps } from './AssistantsProvider.js'
export { Composer } from './composer/index.js'
export {
  english,
  englishForm,
  englishInbox,
  type FormLabels,
  type InboxLabels,
  type Labels,
  LabelsProvider,
  type LabelsProviderProps,
  useLabels,
} from './labels/index.js'
export type { MarkdownCodeBlock, MarkdownFormula, MarkdownOptions } from './markdown/index.js'
export { MessageView } from './message-view/index.js'
export { RunStatus } from './run-status/index.js'
export { ThreadView } from './thread-view/index.js'
export { ToolOutputForm } from './tool-output-form/index.js'
