import { type CheckedSchema, prepareSchema } from './checkSchema.js'
import type { Fault } from './faults.js'
import { type Chosen, holdValue } from './holdValue.js'
import { longestText } from './keywords.js'
import { tidy } from './readAnswer.js'
import { type AnySchema, isStandardSchema, validateStandard } from './standardSchema.js'

/** More faults would not be read. */
const mostFaults = 500

const unchecked: Fault = { path: [], keyword: 'unchecked', facts: {} }

/** What is wrong with a value; never throws and always comes to an end. Members that are `undefined` are not there. */
export function validateValue(
  checked: CheckedSchema,
  value: unknown,
  { chosen = () => undefined }: { chosen?: Chosen } = {},
): Fault[] {
  const { value: tidied, faults, longest } = tidy(value)
  if (faults.some(({ path, keyword }) => keyword === 'unchecked' || path.length === 0))
    return faults
  if (longest > longestText && checked.uses.has('pattern')) faults.push(unchecked)
  try {
    const found = holdValue(checked, tidied, chosen).slice(0, mostFaults)
    // A place that is known to be unanswered was held for the validator only.
    return [...faults, ...found.filter((fault) => !faults.some((known) => isWithin(fault, known)))]
  } catch {
    return [...faults, unchecked]
  }
}

const isWithin = (fault: Fault, { path, keyword }: Fault) =>
  keyword !== 'unchecked' && path.every((step, at) => fault.path[at] === step)

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
