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

/** Steps in search of circles; the validator has a limit of its own, should there be more. */
const mostSteps = 500_000

/** Takes out each `$ref` that leads back to itself without getting into the value, then what must not be weakened. */
export function cutEndless({ root, references, note, weak }: Checked): void {
  const targetOf = (schema: JsonSchema) => references.get(String(schema.$ref))
  const next = (schema: JsonSchema, onlyInPlace: boolean) =>
    [targetOf(schema) ?? [], innerSchemas(schema, onlyInPlace)].flat()

  const all = new Set([root])
  const holders = new Map<JsonSchema, JsonSchema[]>()
  for (const schema of all) {
    for (const inner of next(schema, false)) {
      all.add(inner)
      holders.set(inner, holders.get(inner) ?? [])
      holders.get(inner)?.push(schema)
    }
  }

  // Every circle has a reference in it: all else was copied once.
  let steps = 0
  for (const schema of all) {
    const reached = new Set([targetOf(schema) ?? []].flat())
    for (const one of reached) {
      if (++steps > mostSteps) break
      for (const inner of next(one, true)) reached.add(inner)
    }
    if (reached.has(schema)) {
      delete schema.$ref
      note(schema, { path: [], reason: 'endless-ref' })
    }
  }

  // What holds something weak is weak.
  for (const schema of weak) for (const holder of holders.get(schema) ?? []) weak.add(holder)
  for (const schema of weak) loosen(schema, weak, note)
}

/** Takes out what would refuse right answers because a part of it lets too much through. */
function loosen(schema: JsonSchema, weak: Checked['weak'], note: Checked['note']): void {
  const isWeak = (inner: unknown) => isRecord(inner) && weak.has(inner)
  const drop = (...keywords: string[]) => {
    if (schema[keywords[0] ?? ''] === undefined) return
    for (const keyword of keywords) delete schema[keyword]
    note(schema, { path: keywords.slice(0, 1), reason: 'weakened' })
  }
  if (innerSchemas(schema, true).some(isWeak)) drop('unevaluatedProperties')
  if (innerSchemas(schema, true).some(isWeak)) drop('unevaluatedItems')
  if (isWeak(schema.not)) drop('not')
  if (isWeak(schema.if)) drop('if', 'then', 'else')
  if (isWeak(schema.contains)) drop('maxContains')
  const { oneOf, allOf } = schema
  if (Array.isArray(oneOf) && oneOf.some(isWeak)) {
    schema.allOf = [...((allOf as JsonSchema[] | undefined) ?? []), { anyOf: oneOf }]
    drop('oneOf')
  }
}
