export {
  ActionInboxCount as Count,
  type ActionInboxCountProps as CountProps,
} from './ActionInboxCount.js'
export {
  ActionInboxEmpty as Empty,
  type ActionInboxEmptyProps as EmptyProps,
} from './ActionInboxEmpty.js'
export {
  ActionInboxFilter as Filter,
  type ActionInboxFilterProps as FilterProps,
} from './ActionInboxFilter.js'
export {
  ActionInboxItem as Item,
  type ActionInboxItemProps as ItemProps,
} from './ActionInboxItem.js'
export {
  ActionInboxList as List,
  type ActionInboxListProps as ListProps,
} from './ActionInboxList.js'
export {
  ActionInboxRefused as Refused,
  type ActionInboxRefusedProps as RefusedProps,
} from './ActionInboxRefused.js'
export {
  ActionInboxRoot as Root,
  type ActionInboxRootProps as RootProps,
} from './ActionInboxRoot.js'
