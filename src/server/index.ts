export {
  type AssistantsServer,
  type AssistantsServerOptions,
  createAssistantsServer,
} from './createAssistantsServer.js'
export {
  type FinishReason,
  type Model,
  ModelError,
  type ModelErrorCode,
  type ModelMessage,
  type ModelPart,
  type ModelTurn,
  type TextSource,
} from './models/model.js'
export { type Script, scripted, type ScriptedOptions } from './models/scripted.js'
export { memoryStore } from './stores/memoryStore.js'
export type { ListOptions, Place, Row, RowKind, Store, Write } from './stores/store.js'
