import {
  type ApiError,
  isApiError,
  isConnectionError,
  isResponseError,
  isStreamError,
  isUnsupportedError,
} from '../../api/index.js'
import {
  isAskChangedError,
  isCallArgumentsError,
  isCallStoppedError,
  isCallTimeoutError,
  isInterruptedError,
  isNoAssistantError,
  isNotAskingError,
  isPartNotLoadedError,
  isUnknownOutcomeError,
} from '../../run/index.js'
import type { Labels } from './english.js'

/** What an error means to the person who reads it, in their language; the server's own words are quoted. */
export function explainError(error: Error, { errors }: Labels): string {
  if (isApiError(error)) {
    const cause = causeOf(error, errors)
    return hasReason(error.reason) ? `${cause} ${errors.said(error.reason)}` : cause
  }
  if (isStreamError(error)) {
    return error.said ? `${errors.server} ${errors.said(error.said.message)}` : errors.stream
  }
  if (isConnectionError(error)) return error.timedOut ? errors.timedOut : errors.connection
  if (isResponseError(error)) return errors.notProtocol
  if (isUnknownOutcomeError(error)) return errors.unknown
  if (isInterruptedError(error)) return errors.interrupted
  if (isNoAssistantError(error)) return errors.noAssistant
  if (isAskChangedError(error)) return errors.askChanged
  if (isNotAskingError(error)) return errors.notAsking
  if (isPartNotLoadedError(error)) return errors.notLoaded
  if (isUnsupportedError(error)) return errors.unsupported
  if (isCallStoppedError(error)) return errors.callStopped
  if (isCallTimeoutError(error)) return errors.callTimedOut
  if (isCallArgumentsError(error)) return errors.callArguments
  return errors.other(asSentence(error.message))
}

/** Apps end their reasons with a full stop, or do not. */
const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

function causeOf({ status, retryAt }: ApiError, errors: Labels['errors']): string {
  if (status !== 429 || retryAt === null) return errors[kindOf(status)]
  const time = new Date(retryAt)
  // What no calendar holds is no time.
  return Number.isNaN(time.getTime())
    ? errors.tooMany
    : errors.tooManyUntil(time.toLocaleTimeString(undefined, { timeStyle: 'short' }))
}

function kindOf(status: number) {
  switch (status) {
    case 401:
      return 'signIn'
    case 403:
      return 'forbidden'
    case 404:
      return 'notFound'
    case 429:
      return 'tooMany'
    default:
      return status >= 500 ? 'server' : 'refused'
  }
}

/** The client's own stand-in for a reason is no word of the server's. */
const hasReason = (reason: string): boolean => reason !== '' && reason !== 'no reason given'
