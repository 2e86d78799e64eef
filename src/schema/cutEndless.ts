import { innerSchemas } from './keywords.js'
import { isRecord } from './literals.js'
import type { Note } from './notes.js'
import type { JsonSchema } from './standardSchema.js'

interface Checked {
  root: JsonSchema
  references: ReadonlyMap<string, JsonSchema>
  /** Copies that let more through than what they were made from. */
  weak: Set<JsonSchema>
  note: (copy: JsonSchema, note: Note) => void
}

/** Steps in search of circles and of what is weak; the validator has a limit of its own, should there be more. */
const mostSteps = 500_000

/**
 * Takes out each `$ref` that leads back to itself without getting into the value, and then what would refuse right
 * answers because a part of it lets too much through.
 */
export function cutEndless({ root, references, note, weak }: Checked): void {
  let steps = 0
  const targetOf = ({ $ref }: JsonSchema) => references.get(String($ref)) ?? []
  const reach = (start: JsonSchema | JsonSchema[], onlyInPlace: boolean) => {
    const reached = new Set([start].flat())
    for (const schema of reached) {
      if (++steps > mostSteps) break
      for (const inner of [targetOf(schema), innerSchemas(schema, onlyInPlace)].flat()) {
        reached.add(inner)
      }
    }
    return reached
  }

  const all = reach(root, false)
  for (const schema of all) {
    // Every circle has a reference in it: all else was copied once.
    if (reach(targetOf(schema), true).has(schema)) {
      delete schema.$ref
      note(schema, { path: [], reason: 'endless-ref' })
    }
  }
  if (weak.size === 0) return

  const isWeak = (inner: unknown): boolean =>
    isRecord(inner) && ([...reach(inner, false)].some((one) => weak.has(one)) || steps > mostSteps)
  for (const schema of all) {
    const drop = (...keywords: string[]) => {
      if (schema[keywords[0] ?? ''] === undefined) return
      for (const keyword of keywords) delete schema[keyword]
      note(schema, { path: keywords.slice(0, 1), reason: 'weakened' })
    }
    const {
      not,
      if: condition,
      contains,
      oneOf,
      allOf = [],
      unevaluatedItems,
      unevaluatedProperties,
    } = schema
    if (isWeak(not)) drop('not')
    if (isWeak(condition)) drop('if', 'then', 'else')
    if (isWeak(contains)) drop('maxContains')
    if ((unevaluatedItems ?? unevaluatedProperties) && innerSchemas(schema, true).some(isWeak)) {
      drop('unevaluatedItems')
      drop('unevaluatedProperties')
    }
    if (Array.isArray(oneOf) && oneOf.some(isWeak)) {
      schema.allOf = [...(allOf as JsonSchema[]), { anyOf: oneOf }]
      drop('oneOf')
    }
  }
}
