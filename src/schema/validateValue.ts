import { validate } from '@cfworker/json-schema'
import { type CheckedSchema, prepareSchema } from './checkSchema.js'
import type { Fault } from './faults.js'
import { longestText } from './keywords.js'
import { tidy } from './readAnswer.js'
import { type AnySchema, isStandardSchema, validateStandard } from './standardSchema.js'
import { type Chosen, toFaults } from './toFaults.js'

/** A schema can make one value be looked at again and again: so often may a `$ref` be followed. */
const mostReferences = 50_000
/** Longer lists are not held against `uniqueItems`. */
const widestSet = 300

const unchecked: Fault = { path: [], keyword: 'unchecked', facts: {} }

/** What is wrong with a value; never throws and always comes to an end. Members that are `undefined` are not there. */
export function validateValue(
  checked: CheckedSchema,
  value: unknown,
  { chosen = () => undefined }: { chosen?: Chosen } = {},
): Fault[] {
  const uses = (keyword: string) => checked.uses.has(keyword)
  const { value: tidied, faults, longest, widest } = tidy(value)
  if (faults.some(({ path, keyword }) => keyword === 'unchecked' || path.length === 0))
    return faults
  // All items are compared with all.
  if (widest > widestSet && uses('uniqueItems')) return [...faults, unchecked]
  if (longest > longestText && uses('pattern')) faults.push(unchecked)
  try {
    const { errors } = validate(tidied, checked.schema, checked.draft, followed(checked), false)
    const found = toFaults(errors, tidied, chosen)
    // A place that is known to be unanswered was held for the validator only.
    return [...faults, ...found.filter((fault) => !faults.some((known) => isWithin(fault, known)))]
  } catch {
    return [...faults, unchecked]
  }
}

const isWithin = (fault: Fault, { path, keyword }: Fault) =>
  keyword !== 'unchecked' && path.every((step, at) => fault.path[at] === step)

/** The targets of `$ref`s, as the validator looks them up; it stops at too many. */
function followed({ references }: CheckedSchema) {
  let left = mostReferences
  return new Proxy<Record<string, Record<string, unknown>>>(
    {},
    {
      get: (_, key) => {
        if (--left < 0) throw new RangeError('references')
        return references.get(String(key))
      },
    },
  )
}

/** An answer that was checked: the value to send, or what is wrong. */
export type CheckedAnswer = { ok: true; value: unknown } | { ok: false; faults: Fault[] }

/**
 * Holds an answer against a schema of either kind. What a Standard Schema makes of a value is what is sent; it may take
 * its time. What could not be checked is no reason to refuse.
 *
 * @param known the same JSON Schema, where it was checked already, and what was chosen between alternatives
 */
export async function validateAnswer(
  schema: AnySchema,
  value: unknown,
  known: { checked?: CheckedSchema; chosen?: Chosen } = {},
): Promise<CheckedAnswer> {
  const { value: tidied, faults } = tidy(value)
  if (!isStandardSchema(schema)) {
    const checked = known.checked ?? (await prepareSchema(schema))
    const found = validateValue(checked, value, known).filter(isWrong)
    return found.length > 0 ? { ok: false, faults: found } : { ok: true, value: tidied }
  }
  const unfit = faults.filter(isWrong)
  if (unfit.length > 0) return { ok: false, faults: unfit }
  try {
    const verdict = await validateStandard(schema, tidied)
    if (verdict.ok) return verdict
    const said = verdict.issues.map(({ path, message }) => ({
      path,
      keyword: 'issue',
      facts: { message },
    }))
    return { ok: false, faults: said }
  } catch (error) {
    return { ok: false, faults: [{ path: [], keyword: 'broken', facts: { error } }] }
  }
}

const isWrong = ({ keyword }: Fault) => keyword !== 'unchecked'
