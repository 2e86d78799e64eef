import { AssistantsError } from '../api/index.js'

/** A tool has a name that no server takes; nothing was sent. */
export class ToolNameError extends AssistantsError {
  override readonly name = 'ToolNameError'
  /** The name that no server takes. */
  readonly toolName: string

  constructor(toolName: string) {
    super(
      `No server takes "${toolName}" as the name of a tool. Use 1 to 64 letters of a to z, digits, underscores and hyphens.`,
      { operation: 'createAssistant' },
    )
    this.toolName = toolName
  }
}

/** An automatic call took longer than its tool allows. */
export class CallTimeoutError extends AssistantsError {
  override readonly name = 'CallTimeoutError'
  /** The tool that took too long. */
  readonly toolName: string
  /** What it was allowed, in milliseconds. */
  readonly timeout: number

  constructor(toolName: string, timeout: number) {
    super(
      `${toolName} was not done within ${timeout} ms, so its call was given up. Try it again, answer in its place, or allow it more time with \`timeout\`.`,
      { operation: 'submitToolOutputs' },
    )
    this.toolName = toolName
    this.timeout = timeout
  }
}

/** The person stopped an automatic call. */
export class CallStoppedError extends AssistantsError {
  override readonly name = 'CallStoppedError'
  /** The tool that was stopped. */
  readonly toolName: string

  constructor(toolName: string) {
    super(
      `${toolName} was stopped while it ran, and may have been done in part. Try it again, or answer in its place.`,
      { operation: 'submitToolOutputs' },
    )
    this.toolName = toolName
  }
}

/** The model called a tool with arguments that it does not take; it was not carried out. */
export class CallArgumentsError extends AssistantsError {
  override readonly name = 'CallArgumentsError'
  /** The tool that was called. */
  readonly toolName: string
  /** What is wrong, place by place; empty when they are no JSON object at all. */
  readonly issues: readonly string[]

  constructor(toolName: string, issues: readonly string[]) {
    super(
      issues.length === 0
        ? `The arguments of ${toolName} are no JSON object. Call it again with one.`
        : `The arguments of ${toolName} do not fit: ${issues.join('; ')}. Call it again with arguments that do.`,
      { operation: 'submitToolOutputs' },
    )
    this.toolName = toolName
    this.issues = issues
  }
}

/** The app does not let this person answer what is asked; nothing was sent. */
export class NotAllowedError extends AssistantsError {
  override readonly name = 'NotAllowedError'
  /** Why, by the id of the call. */
  readonly reasons: ReadonlyMap<string, string>

  constructor(reasons: ReadonlyMap<string, string>) {
    super(
      `submitToolOutputs was not sent: \`canAnswer\` does not let this person answer ${[...reasons.keys()].join(', ')}. Let somebody else answer the run.`,
      { operation: 'submitToolOutputs' },
    )
    this.reasons = reasons
  }
}

/** Whether the app does not let this person answer what is asked. */
export const isNotAllowedError = (error: unknown): error is NotAllowedError =>
  error instanceof NotAllowedError
/** Whether a tool has a name that no server takes. */
export const isToolNameError = (error: unknown): error is ToolNameError =>
  error instanceof ToolNameError
/** Whether an automatic call took longer than its tool allows. */
export const isCallTimeoutError = (error: unknown): error is CallTimeoutError =>
  error instanceof CallTimeoutError
/** Whether the person stopped an automatic call. */
export const isCallStoppedError = (error: unknown): error is CallStoppedError =>
  error instanceof CallStoppedError
/** Whether a tool was called with arguments that it does not take. */
export const isCallArgumentsError = (error: unknown): error is CallArgumentsError =>
  error instanceof CallArgumentsError
