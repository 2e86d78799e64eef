import { isRecord } from './literals.js'
import type { JsonSchema } from './standardSchema.js'

const split = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Keywords whose value is data, whatever it looks like. */
const data = split('const default enum examples')

/** Keywords that hold something by name. */
export const maps = split(
  'properties patternProperties dependentSchemas dependencies dependentRequired',
)

/** Keywords that only say something about a place; they stand beside a `$ref` in draft 7, too. */
export const annotations = split('title description default examples readOnly deprecated')

/** Keywords whose schemas are held against the very value that the schema around them is. */
const inPlace = split('allOf anyOf oneOf not if then else dependentSchemas dependencies')

/** The schemas inside of a checked one; with `onlyInPlace` those for the same value. */
export function innerSchemas(schema: JsonSchema, onlyInPlace = false): JsonSchema[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (data.has(keyword) || (onlyInPlace && !inPlace.has(keyword))) return []
    const inner: unknown[] = Array.isArray(value)
      ? value
      : maps.has(keyword)
        ? Object.values(value as object)
        : [value]
    return inner.filter(isRecord)
  })
}

export const isNothing = (schema: unknown): boolean =>
  isRecord(schema) && isRecord(schema.not) && Object.keys(schema.not).length === 0
