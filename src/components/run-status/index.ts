export * as RunStatus from './parts.js'
