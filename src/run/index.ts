export { type AnswerRecord, type CallRecord, readRecords } from './answerRecord.js'
export type { CanAnswer, ControllerSettings, RunParams, WhenBusy } from './controllerContext.js'
export { createRunController } from './createRunController.js'
export { toOutput } from './executeCall.js'
export { type Answer, answerFault, type Drafts, type DraftState } from './drafts.js'
export {
  type Again,
  explainRun,
  type NextStep,
  type RunCause,
  type RunExplanation,
  type RunWitness,
} from './explainRun.js'
export {
  AskChangedError,
  InterruptedError,
  isAskChangedError,
  isInterruptedError,
  isMissingOutputsError,
  isNoAssistantError,
  isNotAskingError,
  isPartNotLoadedError,
  isUnknownOutcomeError,
  MissingOutputsError,
  NoAssistantError,
  NotAskingError,
  PartNotLoadedError,
  UnknownOutcomeError,
} from './errors.js'
export {
  useAnswer,
  useClock,
  type KnownThreadsView,
  useComposerDraft,
  useIsEarly,
  useIsSaved,
  useKnownThreads,
  useHeldSeconds,
  useLiveRun,
  useMissingAnswers,
  usePendingActions,
  useRunController,
  useShownMessages,
  useThreadState,
  useTimeLeft,
  useTranscriptIds,
  useTranscriptMessage,
} from './hooks.js'
export {
  type Ask,
  type CallState,
  type FinalRun,
  isBusy,
  isFinal,
  type KeptAnswer,
  type Link,
  type LiveRun,
  type MessageInput,
  type PendingSend,
  type RunPhase,
  type Sought,
  type ThreadState,
  type Trouble,
  type Urgency,
} from './liveRun.js'
export type { KnownThread, KnownThreadsState } from './knownThreads.js'
export type { PendingAction } from './listActions.js'
export type { PendingActionsState } from './pendingActions.js'
export { mergeMessageDelta, mergeStepDelta } from './mergeDelta.js'
export { pollRun, type PollOptions } from './pollRun.js'
export { pagePresence, type Presence } from './presence.js'
export { reduceRun } from './reduceRun.js'
export { decidableCalls, decideAll } from './decideAll.js'
export { refusedCalls } from './refusedCalls.js'
export type { ControllerOptions, RunController } from './runController.js'
export { nextFrame, type Schedule } from './schedule.js'
export { indexedDbStorage, type IndexedDbStorageOptions } from './indexedDbStorage.js'
export { memoryStorage, type StoragePort } from './storage.js'
export type { RenderTool, ToolView } from './toolView.js'
export { pageTabs, soloTabs, type TabChannel, type TabHold, type Tabs } from './tabs.js'
export {
  type RunSettings,
  RunSettingsProvider,
  ThreadProvider,
  type ThreadProviderProps,
  useRunSettings,
  useThreadAssistantId,
  useThreadWhenBusy,
  useThreadEntry,
} from './ThreadProvider.js'
export { type ParsedArguments, parseArguments } from './parseArguments.js'
export { readPartial } from './readPartial.js'
export { toolDefinitions } from './toolDefinitions.js'
export {
  CallArgumentsError,
  CallStoppedError,
  CallTimeoutError,
  isCallArgumentsError,
  isNotAllowedError,
  NotAllowedError,
  isCallStoppedError,
  isCallTimeoutError,
  isToolNameError,
  ToolNameError,
} from './toolErrors.js'
export {
  type AutomaticTool,
  type CallProgress,
  defineTool,
  type ExecuteContext,
  type HumanTool,
  isAutomatic,
  outputOf,
  type ToolDefinition,
  toolOf,
  type ToolSet,
} from './tools.js'
export { parseJson } from './parseJson.js'
export { ownOf } from './ownOf.js'
export {
  createTranscriptReader,
  type Transcript,
  type TranscriptRow,
  type TranscriptSource,
} from './transcript.js'
