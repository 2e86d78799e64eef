import type { Field, Limits } from './fields.js'
import type { JsonSchema } from './standardSchema.js'

/** Where a field stands in what is around it. */
export interface Place {
  name: string
  isRequired: boolean
  used?: ReadonlySet<unknown>
}

/** Draws one place: what `schemas` say about it together. */
export type Draw = (schemas: readonly JsonSchema[], place: Place) => Field

/** The first that any of the parts says, the outermost first. */
export const firstOf = <T>(
  schemas: readonly JsonSchema[],
  keyword: string,
  isRight: (value: unknown) => value is T,
): T | undefined => schemas.map((schema) => schema[keyword]).find(isRight)

export const isText = (value: unknown): value is string => typeof value === 'string'
export const isList = (value: unknown): value is unknown[] => Array.isArray(value)
export const isSaid = (value: unknown): value is unknown => value !== undefined

/** The bounds that the parts set together. */
export function limitsOf(schemas: readonly JsonSchema[]): Limits {
  const limits: Record<string, number> = {}
  for (const [keyword, value] of schemas.flatMap((schema) => Object.entries(schema))) {
    // Numbers stand in constants, too.
    if (typeof value !== 'number' || !/^(?:m|ex)/.test(keyword)) continue
    const narrower = /min/i.test(keyword) ? Math.max : Math.min
    limits[keyword] = narrower(limits[keyword] ?? value, value)
  }
  return limits
}

/** Drawn when it is asked for, and then once. */
export const lazily = (draw: () => Field) => {
  let drawn: Field | undefined
  return () => (drawn ??= draw())
}
