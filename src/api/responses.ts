import { ApiError, ResponseError } from './errors.js'
import { readRetryAfter } from './retry.js'
import { isObject, parseLeniently, readSaid } from './said.js'

/**
 * Reads a successful answer.
 *
 * @throws ResponseError when it is no object of the protocol
 * @throws ApiError when it is a refusal that calls itself a success
 */
export async function readJson(
  operation: string,
  response: Response,
  now: number,
): Promise<Record<string, unknown>> {
  const text = await response.text()
  // The parser's own error quotes what it could not read, so it is not passed on.
  const value = parseLeniently(text)
  if (isObject(value)) {
    if ('object' in value || (!isSet(value['error']) && ('id' in value || 'data' in value))) {
      return value
    }
    if (isSet(value['error'] ?? value['detail'] ?? value['message'])) {
      throw refusalOf(operation, response, text, now)
    }
  }
  throw notProtocol(operation, response)
}

/** The error of an answer that is nothing of this protocol. */
export const notProtocol = (operation: string, { status, headers }: Response): ResponseError =>
  new ResponseError({
    operation,
    status,
    contentType: headers.get('content-type'),
    requestId: headers.get('x-request-id'),
  })

const isSet = (value: unknown): boolean => value !== undefined && value !== null

/** Makes an error of a refusal, whatever its body: an envelope, FastAPI's `detail`, plain text, HTML or nothing. */
export function refusalOf(
  operation: string,
  { status, statusText, headers }: Response,
  body: string,
  now: number,
): ApiError {
  const answer = parseLeniently(body)
  const { message, ...said } = readSaid(answer)
  // Some servers tell the request's number in the body alone.
  const inBody = isObject(answer) ? answer['request_id'] : null
  const retryAfter = readRetryAfter(headers, now)
  return new ApiError({
    operation,
    status,
    reason: message ?? (statusText || 'no reason given'),
    ...said,
    requestId: headers.get('x-request-id') ?? (typeof inBody === 'string' ? inBody : null),
    retryAfter,
    retryAt: retryAfter === null ? null : now + retryAfter,
  })
}
