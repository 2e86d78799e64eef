export * as ThreadView from './parts.js'
