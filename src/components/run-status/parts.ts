export {
  RunStatusAnnouncement as Announcement,
  type RunStatusAnnouncementProps as AnnouncementProps,
} from './RunStatusAnnouncement.js'
export {
  RunStatusError as Error,
  type RunStatusErrorProps as ErrorProps,
} from './RunStatusError.js'
export {
  RunStatusLabel as Label,
  type RunStatusLabelProps as LabelProps,
} from './RunStatusLabel.js'
export {
  RunStatusNoStop as NoStop,
  type RunStatusNoStopProps as NoStopProps,
} from './RunStatusNoStop.js'
export {
  RunStatusRetry as Retry,
  type RunStatusRetryProps as RetryProps,
} from './RunStatusRetry.js'
export {
  RunStatusOverdue as Overdue,
  type RunStatusOverdueProps as OverdueProps,
} from './RunStatusOverdue.js'
export { RunStatusRoot as Root, type RunStatusRootProps as RootProps } from './RunStatusRoot.js'
export {
  RunStatusSteps as Steps,
  type RunStatusStepsProps as StepsProps,
} from './RunStatusSteps.js'
export { RunStatusStop as Stop, type RunStatusStopProps as StopProps } from './RunStatusStop.js'
export {
  RunStatusUnanswered as Unanswered,
  type RunStatusUnansweredProps as UnansweredProps,
} from './RunStatusUnanswered.js'
