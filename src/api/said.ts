import type { ErrorData } from './errors.js'

export type Members = Record<string, unknown>

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects in a list, where it is one. */
export const listOf = (value: unknown): Members[] =>
  Array.isArray(value) ? value.filter(isObject) : []

/** What can name a thing in an address: text, and none that stands for no letter. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && !/\p{Cs}/u.test(value)

/** Long enough for every honest reason; what is longer is a page or a dump. */
const longestReason = 1_000

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longestReason) : null

/** FastAPI's list of what is wrong with a body: where, and why. What was sent stands in it too, and stays out. */
function readDetails(detail: unknown): string | null {
  if (!Array.isArray(detail)) return text(detail)
  const lines = detail.filter(isObject).map(({ loc, msg }) => {
    const path = Array.isArray(loc) ? loc.join('.') : ''
    return [path, text(msg)].filter(Boolean).join(': ')
  })
  return text(lines.join('; '))
}

/** Plain text is a reason; HTML and the torso of a JSON text are not. */
const readPlain = (body: string): string | null => (/^\s*[<{[]/.test(body) ? null : text(body))

/**
 * The server's own words for a failure: bare, wrapped in `error`, both at once, FastAPI's `detail`, or plain text.
 * Nothing else of a body ever gets into an error.
 */
export function readSaid(body: unknown): Omit<ErrorData, 'message'> & { message: string | null } {
  if (typeof body === 'string') return { message: readPlain(body) }
  if (!isObject(body)) return { message: null }
  const said = [body['error'], body['detail'], body].find(isObject) ?? body
  const { code } = said
  return {
    message: text(said['message']) ?? text(body['error']) ?? readDetails(body['detail']),
    type: text(said['type']),
    param: text(said['param']),
    code: typeof code === 'number' ? String(code) : text(code),
  }
}

/** The JSON in `body`, or `body` itself where it is none. */
export function parseLeniently(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
