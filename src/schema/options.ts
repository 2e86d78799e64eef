import type { CheckedSchema } from './checkSchema.js'
import type { Option } from './fields.js'
import { flatten, type Parts, valuesOf } from './gatherParts.js'
import { isSameJson } from './literals.js'
import { firstOf, isText } from './said.js'
import type { JsonSchema } from './standardSchema.js'

const labelOf = (value: unknown) => (isText(value) ? value : JSON.stringify(value))

function toOptions(values: readonly { value: unknown; said?: readonly JsonSchema[] }[]): Option[] {
  const different = values.filter(
    ({ value }, at) =>
      value !== null &&
      // Comparing all with all is for short lists; in a long one a repetition shows twice.
      (values.length > 500 || values.findIndex((other) => isSameJson(other.value, value)) === at),
  )
  return different.map(({ value, said = [] }, at) => ({
    key: String(at),
    value,
    label: firstOf(said, 'title', isText) ?? labelOf(value),
    help: firstOf(said, 'description', isText),
  }))
}

/** The values that a place can have, when they can all be named; null is told apart. */
export function findOptions(
  { schemas, choices }: Pick<Parts, 'schemas' | 'choices'>,
  references: CheckedSchema['references'],
): Option[] | undefined {
  const values = valuesOf(schemas)
  if (values) return toOptions(values.map((value) => ({ value })))
  const [choice, ...more] = choices
  if (!choice || more.length > 0) return undefined
  const offered = choice.map((inner) => {
    const said = flatten([inner], references)
    return { said, values: valuesOf(said) }
  })
  if (!offered.every((one) => one.values)) return undefined
  return toOptions(
    offered.flatMap(({ said, values: some = [] }) =>
      some.map((value) => (some.length === 1 ? { value, said } : { value })),
    ),
  )
}
