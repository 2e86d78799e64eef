import { ApiError, ResponseError } from './errors.js'
import { readRetryAfter } from './retry.js'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a successful answer.
 *
 * @throws ResponseError when it is no JSON object
 */
export async function readJson<T>(operation: string, response: Response): Promise<T> {
  const fault = (cause?: unknown) =>
    new ResponseError({
      operation,
      status: response.status,
      contentType: response.headers.get('content-type'),
      requestId: response.headers.get('x-request-id'),
      cause,
    })
  const text = await response.text()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw fault(cause)
  }
  if (!isObject(value)) throw fault()
  if (isObject(value['error']) && !('object' in value)) {
    throw apiError(operation, response, value, null)
  }
  return value as T
}

/** Makes an error of a refusal, whatever its body: an envelope, FastAPI's `detail`, plain text, HTML or nothing. */
export async function readError(
  operation: string,
  response: Response,
  now: number,
): Promise<ApiError> {
  const text = await response.text().catch(() => '')
  let body: unknown = text
  try {
    body = JSON.parse(text)
  } catch {
    // Not JSON: proxies and frameworks answer in their own words.
  }
  return apiError(operation, response, body, readRetryAfter(response.headers, now))
}

function apiError(
  operation: string,
  response: Response,
  body: unknown,
  retryAfter: number | null,
): ApiError {
  const envelope = isObject(body) ? body : {}
  const said = isObject(envelope['error']) ? envelope['error'] : envelope
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  const plain = typeof body === 'string' && !/^\s*</.test(body) ? body.trim().slice(0, 300) : null
  return new ApiError({
    operation,
    status: response.status,
    reason:
      text(said['message']) ??
      text(envelope['error']) ??
      text(envelope['detail']) ??
      text(plain) ??
      text(response.statusText) ??
      'no reason given',
    code: text(said['code']),
    type: text(said['type']),
    param: text(said['param']),
    requestId: response.headers.get('x-request-id'),
    retryAfter,
  })
}
