import type { CheckedSchema } from './checkSchema.js'
import { isNothing, type nothing } from './keywords.js'
import { isRecord } from './literals.js'
import type { JsonSchema } from './standardSchema.js'

export type JsonType =
  | typeof nothing
  | 'null'
  | 'boolean'
  | 'object'
  | 'array'
  | 'number'
  | 'integer'
  | 'string'

/** All that a schema says about one place, with `$ref` and `allOf` followed and what is only for null set apart. */
export interface Parts {
  /** What is outermost comes first. */
  schemas: readonly JsonSchema[]
  /** Alternatives between which a person has to choose. */
  choices: readonly (readonly JsonSchema[])[]
  /** Alternatives that have been chosen from or need no choice. */
  used: ReadonlySet<unknown>
  isNullable: boolean
}

const listOf = (value: unknown): JsonSchema[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** The schemas that hold for one place without any choice, each once. */
export function flatten(
  start: readonly JsonSchema[],
  references: CheckedSchema['references'],
): JsonSchema[] {
  const found = new Set<JsonSchema>()
  const waiting = start.toReversed()
  for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
    if (found.has(schema)) continue
    found.add(schema)
    const target = references.get(String(schema.$ref))
    waiting.push(...listOf(schema.allOf).toReversed())
    if (target) waiting.push(target)
  }
  return [...found]
}

/** What the parts say about types: undefined when nothing, empty when no type fits all. */
export function typesOf(schemas: readonly JsonSchema[]): ReadonlySet<JsonType> | undefined {
  let types: Set<JsonType> | undefined
  for (const { type } of schemas) {
    if (type === undefined) continue
    // A checked schema has no other types, alone or in a list.
    const given = new Set([type].flat() as JsonType[])
    if (!types) types = given
    else {
      const both = (one: Set<JsonType>, other: Set<JsonType>) =>
        [...one].filter((name) => other.has(name) || (name === 'integer' && other.has('number')))
      types = new Set([...both(types, given), ...both(given, types)])
    }
  }
  return types
}

/** The values that are left to choose from, when the parts name any. */
export function valuesOf(schemas: readonly JsonSchema[]): unknown[] | undefined {
  let values: unknown[] | undefined
  for (const schema of schemas) {
    for (const keyword of ['enum', 'const']) {
      if (schema[keyword] === undefined) continue
      const given = keyword === 'enum' ? (schema.enum as unknown[]) : [schema.const]
      const texts = new Set(given.map((value) => JSON.stringify(value)))
      values = values?.filter((value) => texts.has(JSON.stringify(value))) ?? given
    }
  }
  return values
}

const onlyNull = (schemas: readonly JsonSchema[]) => {
  const types = typesOf(schemas)
  return (
    (types?.size === 1 && types.has('null')) ||
    (valuesOf(schemas)?.every((value) => value === null) ?? false)
  )
}

/** Whether an alternative shows anything: one that only says what is required or refused does not. */
const isShown = (schema: JsonSchema) =>
  Object.keys(schema).some(
    (keyword) => !['required', 'not', 'title', 'description'].includes(keyword),
  )

/** Gathers what is said about a place. */
export function gatherParts(
  start: readonly JsonSchema[],
  references: CheckedSchema['references'],
  usedBefore: ReadonlySet<unknown> = new Set(),
): Parts {
  const used = new Set(usedBefore)
  const choices: JsonSchema[][] = []
  let schemas = flatten(start, references)
  const outer = typesOf(schemas)
  let namesNull = false
  for (let isChanged = true; isChanged;) {
    isChanged = false
    for (const group of schemas.flatMap(({ anyOf, oneOf }) => [anyOf, oneOf])) {
      if (!Array.isArray(group) || used.has(group)) continue
      used.add(group)
      const all = listOf(group)
      const nulls = all.filter((inner) => onlyNull(flatten([inner], references)))
      const rest = all.filter((inner) => !nulls.includes(inner) && !isNothing(inner))
      const [only] = rest
      if (nulls.length > 0) namesNull = true
      if (rest.length === 0) schemas = flatten([...schemas, ...all.slice(0, 1)], references)
      else if (rest.length === 1 && only) schemas = flatten([...schemas, only], references)
      else if (rest.some(isShown)) choices.push(rest)
      else continue
      isChanged = true
    }
  }
  const types = typesOf(schemas)
  const values = valuesOf(schemas)
  return {
    schemas,
    choices,
    used,
    isNullable:
      (namesNull && outer?.has('null') !== false) ||
      types?.has('null') === true ||
      values?.includes(null) === true,
  }
}
