export * as ActionInbox from './parts.js'
