export { ComposerInput as Input, type ComposerInputProps as InputProps } from './ComposerInput.js'
export { ComposerRoot as Root, type ComposerRootProps as RootProps } from './ComposerRoot.js'
export { ComposerSend as Send, type ComposerSendProps as SendProps } from './ComposerSend.js'
