import type { CheckedSchema } from './checkSchema.js'
import type { Option } from './fields.js'
import { flatten, type Parts, valuesOf } from './gatherParts.js'
import { firstOf, isText } from './said.js'
import type { JsonSchema } from './standardSchema.js'

export const labelOf = (value: unknown) => (isText(value) ? value : JSON.stringify(value))

function toOptions(values: readonly { value: unknown; said?: readonly JsonSchema[] }[]): Option[] {
  const offered = values.filter(({ value }) => value !== null)
  const different = new Map(offered.map((one) => [JSON.stringify(one.value), one]))
  return Array.from(different.values(), ({ value, said = [] }, at) => ({
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
