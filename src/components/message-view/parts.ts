export {
  MessageViewContent as Content,
  type MessageViewContentProps as ContentProps,
} from './MessageViewContent.js'
export {
  MessageViewFile as File,
  type MessageViewFileProps as FileProps,
} from './MessageViewFile.js'
export {
  MessageViewImage as Image,
  type MessageViewImageProps as ImageProps,
} from './MessageViewImage.js'
export {
  MessageViewOutcome as Outcome,
  type MessageViewOutcomeProps as OutcomeProps,
} from './MessageViewOutcome.js'
export {
  MessageViewRoot as Root,
  type MessageViewRootProps as RootProps,
} from './MessageViewRoot.js'
export {
  MessageViewSources as Sources,
  type MessageViewSourcesProps as SourcesProps,
} from './MessageViewSources.js'
export {
  MessageViewText as Text,
  type MessageViewTextProps as TextProps,
} from './MessageViewText.js'
