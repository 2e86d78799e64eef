import { AssistantsError } from '../api/index.js'
import type { Fault } from '../schema/index.js'

/** Outputs were to be handed in while some calls have none; nothing was sent. */
export class MissingOutputsError extends AssistantsError {
  override readonly name = 'MissingOutputsError'
  /** The calls that have no usable answer yet. */
  readonly callIds: readonly string[]
  /** What is wrong with answers that have a schema, by the id of their call. */
  readonly faults: ReadonlyMap<string, readonly Fault[]>

  constructor(
    callIds: readonly string[],
    faults: ReadonlyMap<string, readonly Fault[]> = new Map(),
  ) {
    super(
      `submitToolOutputs needs an output for every call, and ${callIds.length} of them ${callIds.length === 1 ? 'has' : 'have'} none that could be sent, so nothing was sent. Answer ${callIds.join(', ')} and submit again.`,
      { operation: 'submitToolOutputs' },
    )
    this.callIds = callIds
    this.faults = faults
  }
}

/** The run asks for nothing, or for something else by now; nothing was sent. */
export class NotAskingError extends AssistantsError {
  override readonly name = 'NotAskingError'

  constructor() {
    super(
      'submitToolOutputs was not sent: the run of this thread is not waiting for outputs. Read the live run before you submit.',
      { operation: 'submitToolOutputs' },
    )
  }
}

/** The run asks for something else by now than what the person has answered; nothing was sent. */
export class AskChangedError extends AssistantsError {
  override readonly name = 'AskChangedError'

  constructor() {
    super(
      'submitToolOutputs was not sent: the run asks for something else than when it was answered. Look at what it asks now; what was written for the same tool is there.',
      { operation: 'submitToolOutputs' },
    )
  }
}

/** A message was to be sent and nobody is there to answer it; nothing was sent. */
export class NoAssistantError extends AssistantsError {
  override readonly name = 'NoAssistantError'

  constructor() {
    super(
      'createRun needs an assistant and none was chosen, so nothing was sent. Give ThreadProvider an `assistantId`, or pass one to send().',
      { operation: 'createRun' },
    )
  }
}

/** What is loaded when it is first needed did not come: the connection is lost, or the app has been built anew since. */
export class PartNotLoadedError extends AssistantsError {
  override readonly name = 'PartNotLoadedError'

  constructor(cause: unknown) {
    super(
      'A part of the page that is loaded when it is needed did not come, so nothing was sent. Try again once the network is there; where the app has been built anew meanwhile, load the page anew.',
      { operation: 'submitToolOutputs', cause },
    )
  }
}

/** The answer to a request was lost, and so was the look-up: whether the server did it is unknown. */
export class UnknownOutcomeError extends AssistantsError {
  override readonly name = 'UnknownOutcomeError'

  constructor(operation: string, cause: unknown) {
    super(
      `The answer to ${operation} was lost and it could not be looked up, so it may or may not have happened. Nothing is sent again by itself; check, then decide.`,
      { operation, cause },
    )
  }
}

/** The page was left while something was on its way, and the server does not have it. */
export class InterruptedError extends AssistantsError {
  override readonly name = 'InterruptedError'

  constructor(operation: string) {
    super(
      `${operation} was interrupted when the page was left, and nothing is sent by itself. Send it again if you still want it.`,
      { operation },
    )
  }
}

/** Whether outputs were held back because a call has none that could be sent. */
export const isMissingOutputsError = (error: unknown): error is MissingOutputsError =>
  error instanceof MissingOutputsError
/** Whether outputs were held back because the run waits for none. */
export const isNotAskingError = (error: unknown): error is NotAskingError =>
  error instanceof NotAskingError
/** Whether outputs were held back because the run asks for something else by now. */
export const isAskChangedError = (error: unknown): error is AskChangedError =>
  error instanceof AskChangedError
/** Whether a part of the page that was needed could not be loaded. */
export const isPartNotLoadedError = (error: unknown): error is PartNotLoadedError =>
  error instanceof PartNotLoadedError
/** Whether nothing was sent because nobody was chosen to answer. */
export const isNoAssistantError = (error: unknown): error is NoAssistantError =>
  error instanceof NoAssistantError
/** Whether nobody knows if the server did what it was asked. */
export const isUnknownOutcomeError = (error: unknown): error is UnknownOutcomeError =>
  error instanceof UnknownOutcomeError
/** Whether the page was left before the server had what was sent. */
export const isInterruptedError = (error: unknown): error is InterruptedError =>
  error instanceof InterruptedError
