export { createManualClock, type ManualClock } from './createManualClock.js'
