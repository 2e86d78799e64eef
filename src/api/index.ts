export * from './bodies.js'
export {
  type AssistantsClient,
  type ClientOptions,
  createAssistantsClient,
  type ResumeOptions,
  type StreamOptions,
} from './client.js'
export { type Clock, elapsedOn, sleep, stopwatch, systemClock } from './clock.js'
export { type Dialect, dialects } from './dialects.js'
export type { ApiVersion, ByVersion, Register, RegisteredVersion } from './editions.js'
export {
  ApiError,
  AssistantsError,
  busyRunId,
  ConfigurationError,
  ConnectionError,
  type ErrorData,
  isAbort,
  isApiError,
  isAssistantsError,
  isConfigurationError,
  isConnectionError,
  isNotFound,
  isResponseError,
  isStreamError,
  isUnsupportedError,
  ResponseError,
  StreamError,
  type StreamFault,
  UnsupportedError,
} from './errors.js'
export {
  type AnnotationDelta,
  type CodeOutputDelta,
  type ContentDelta,
  type EventData,
  eventNames,
  eventOf,
  type MessageDelta,
  type RunEvent,
  type RunEventName,
  type RunStepDelta,
  type StepCallDelta,
} from './events.js'
export type { HeadersSource } from './headers.js'
export {
  type BareName,
  type ExtensionName,
  extensionRoutes,
  type Extensions,
  type FileListParams,
  fillRoute,
  type FilledRoute,
  type Include,
  missingInVersion,
  type OperationName,
  type Operations,
  type PageParams,
  type Params,
  type RequestName,
  type Result,
  routes,
  type StreamName,
} from './operations.js'
export { longestWait } from './retry.js'
export * from './types.js'
export type { Fetch, Progress, RequestOptions } from './wire.js'
