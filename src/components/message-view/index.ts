export * as MessageView from './parts.js'
