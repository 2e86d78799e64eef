export { ComposerBusy as Busy, type ComposerBusyProps as BusyProps } from './ComposerBusy.js'
export { ComposerInput as Input, type ComposerInputProps as InputProps } from './ComposerInput.js'
export {
  ComposerNotSaved as NotSaved,
  type ComposerNotSavedProps as NotSavedProps,
} from './ComposerNotSaved.js'
export { ComposerRoot as Root, type ComposerRootProps as RootProps } from './ComposerRoot.js'
export { ComposerSend as Send, type ComposerSendProps as SendProps } from './ComposerSend.js'
export {
  ComposerStopAndSend as StopAndSend,
  type ComposerStopAndSendProps as StopAndSendProps,
} from './ComposerStopAndSend.js'
export { ComposerToAsk as ToAsk, type ComposerToAskProps as ToAskProps } from './ComposerToAsk.js'
