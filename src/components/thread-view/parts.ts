export {
  ThreadViewEmpty as Empty,
  type ThreadViewEmptyProps as EmptyProps,
} from './ThreadViewEmpty.js'
export {
  ThreadViewMessages as Messages,
  type ThreadViewMessagesProps as MessagesProps,
} from './ThreadViewMessages.js'
export {
  ThreadViewMissing as Missing,
  type ThreadViewMissingProps as MissingProps,
} from './ThreadViewMissing.js'
export {
  ThreadViewNewer as Newer,
  type ThreadViewNewerProps as NewerProps,
} from './ThreadViewNewer.js'
export {
  ThreadViewOlder as Older,
  type ThreadViewOlderProps as OlderProps,
} from './ThreadViewOlder.js'
export { ThreadViewRoot as Root, type ThreadViewRootProps as RootProps } from './ThreadViewRoot.js'
export {
  ThreadViewToLatest as ToLatest,
  type ThreadViewToLatestProps as ToLatestProps,
} from './ThreadViewToLatest.js'
export {
  ThreadViewViewport as Viewport,
  type ThreadViewViewportProps as ViewportProps,
} from './ThreadViewViewport.js'
