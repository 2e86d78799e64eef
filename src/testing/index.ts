export { type Bend, bendServer } from './bendServer.js'
export * as bends from './bends/index.js'
export { createOrigin, type Origin, type OriginTab } from './createOrigin.js'
export { createManualClock, type ManualClock } from './createManualClock.js'
export type { Cut } from './cutBody.js'
export {
  type Fault,
  type FaultyAnswer,
  type FaultyFetch,
  faultyFetch,
  type FaultyOptions,
} from './faultyFetch.js'
export { type Frames, frames } from './frames.js'
export { heldStream, type HeldStream } from './heldStream.js'
export {
  type RecordedFetch,
  type RecordedRequest,
  type RecordOptions,
  recordRequests,
} from './recordRequests.js'
export {
  type RecordedExchange,
  type RecordedPiece,
  recordSession,
  type RecordSessionOptions,
  type Session,
  type SessionRecorder,
} from './recordSession.js'
export { type ReplayOptions, replaySession } from './replaySession.js'
