export * as ToolOutputForm from './parts.js'
