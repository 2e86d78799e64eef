import { isRecord } from './literals.js'
import type { JsonSchema } from './standardSchema.js'

/** Keywords whose value is data, whatever it looks like. */
const data = /^(?:const|default|enum|examples)$/

/** Keywords that hold something by name. */
export const maps = /^(?:properties|patternProperties|depend\w+)$/

/** Keywords that only say something about a place; they stand beside a `$ref` in draft 7, too. */
export const annotations = /^(?:title|description|default|examples|readOnly|deprecated)$/

/** Keywords whose schemas are held against the very value that the schema around them is. */
const inPlace = /Of$|^(?:not|if|then|else|depend\w+)$/

/** The schemas inside of a checked one; with `onlyInPlace` those for the same value. */
export function innerSchemas(schema: JsonSchema, onlyInPlace = false): JsonSchema[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (data.test(keyword) || (onlyInPlace && !inPlace.test(keyword))) return []
    const inner: unknown[] = Array.isArray(value)
      ? value
      : maps.test(keyword)
        ? Object.values(value as object)
        : [value]
    return inner.filter(isRecord)
  })
}

/** How `false`, which nothing fits, is written in a checked schema: as a type that no value has. */
export const nothing = 'nothing'

export const isNothing = (schema: unknown): boolean => isRecord(schema) && schema.type === nothing

/** Texts longer than this are not held against patterns: time may grow with the square of the length. */
export const longestText = 1_000

/** What stands before each pattern, so that it lets a longer text through at once. */
export const fitsLong = `^[^]{${longestText + 1}}|`
