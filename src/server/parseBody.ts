import * as v from 'valibot'
import { invalid, type Refusal } from './refusals.js'

/**
 * Reads a JSON body. No body at all counts as an empty object.
 *
 * @throws Refusal when it is no JSON
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalid(
      'The body of the request is not valid JSON. Send a JSON object, encoded as UTF-8.',
    )
  }
}

/**
 * Checks a body against its schema.
 *
 * @throws Refusal that names the first member at fault
 */
export function parseBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body)
  if (result.success) return result.output
  throw explain(result.issues[0])
}

/** `tools[0].type`, the way in which the protocol names a member. */
function pathOf(issue: v.BaseIssue<unknown>): string | null {
  const path = issue.path
    ?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
  return path ? path.replace(/^\./, '') : null
}

const bounds: Record<string, 'above_max' | 'below_min'> = {
  max_length: 'above_max',
  max_entries: 'above_max',
  max_value: 'above_max',
  min_length: 'below_min',
  min_value: 'below_min',
}

function explain(issue: v.BaseIssue<unknown>): Refusal {
  const param = pathOf(issue)
  const at = param === null ? 'the body' : `'${param}'`
  const { type, expected, received, input } = issue

  if (expected === 'never') {
    return invalid(`Unknown parameter: ${at}.`, 'unknown_parameter', param)
  }
  if (issue.kind === 'schema' && input === undefined) {
    return invalid(`Missing required parameter: ${at}.`, 'missing_required_parameter', param)
  }
  const bound = bounds[type]
  if (bound) return explainBound(issue, bound, at, param)
  const isChoice =
    (type === 'variant' && expected !== 'Object') || ['picklist', 'literal'].includes(type)
  if (isChoice && typeof input === 'string') {
    return invalid(
      `Invalid value for ${at}: ${received}. It must be ${expected}.`,
      'invalid_value',
      param,
    )
  }
  if (issue.kind === 'schema' && type !== 'custom') {
    return invalid(
      `Invalid type for ${at}: expected ${expected}, got ${received}.`,
      'invalid_type',
      param,
    )
  }
  if (type === 'custom') {
    return invalid(
      `Invalid type for ${at}: expected Object, got ${received}.`,
      'invalid_type',
      param,
    )
  }
  if (type === 'integer') {
    return invalid(
      `Invalid type for ${at}: expected integer, got ${received}.`,
      'invalid_type',
      param,
    )
  }
  return invalid(
    `Invalid value for ${at}: ${received}. It must ${type === 'url' ? 'be a URL' : `match ${expected}`}.`,
    'invalid_value',
    param,
  )
}

function explainBound(
  { type, input, expected, received, path }: v.BaseIssue<unknown>,
  bound: 'above_max' | 'below_min',
  at: string,
  param: string | null,
): Refusal {
  const says = `: it must be ${expected}, and is ${received}.`
  if (type === 'max_entries') {
    return invalid(`Too many pairs in ${at}${says}`, `object_${bound}_properties`, param)
  }
  if (type.endsWith('_value')) {
    const number = Number.isInteger(input) ? 'integer' : 'decimal'
    return invalid(`Invalid value for ${at}${says}`, `${number}_${bound}_value`, param)
  }
  if (path?.at(-1)?.origin === 'key') {
    return invalid(`Name too long: ${at}${says}`, `property_name_${bound}_length`, param)
  }
  const kind = Array.isArray(input) ? 'array' : 'string'
  return invalid(`Invalid length of ${at}${says}`, `${kind}_${bound}_length`, param)
}
