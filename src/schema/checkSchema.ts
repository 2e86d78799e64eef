import { copyKeyword, type CopyContext, openNames } from './copyKeyword.js'
import { cutEndless } from './cutEndless.js'
import { annotations, nothing } from './keywords.js'
import { isRecord } from './literals.js'
import type { Note } from './notes.js'
import type { CheckPattern } from './plainPattern.js'
import { createFindReference } from './references.js'
import type { JsonSchema } from './standardSchema.js'

/** A schema that is safe to draw and to enforce. */
export interface CheckedSchema {
  /** What is enforced. It has no `true`, a type of `nothing` for `false`, and `$ref`s that are keys of `references`. */
  schema: JsonSchema
  references: ReadonlyMap<string, JsonSchema>
  draft: '7' | '2020-12'
  /** What is not enforced, for a person to know. */
  notes: readonly Note[]
  /** The same notes by the checked schema that they are about. */
  notesOf: ReadonlyMap<JsonSchema, readonly Note[]>
  /** The keywords that it has. */
  uses: ReadonlySet<string>
}

/** How large a schema may be, and how much is said about what is wrong with it. */
const limits = { steps: 200, schemas: 5_000, notes: 100, work: 2_000_000 }

interface Task {
  source: JsonSchema
  copy: JsonSchema
  /** What a `$ref` without an address starts from: the schema with the nearest `$id`. */
  base: JsonSchema
}

const draftOf = (source: unknown): CheckedSchema['draft'] =>
  isRecord(source) && /draft-0[4-7]/.test(String(source.$schema)) ? '7' : '2020-12'

export interface CheckOptions {
  /** Tells which patterns are safe. @default only plain ones are */
  checkPattern?: CheckPattern
}

/** Without what can tell them apart, patterns that are not plain are not trusted. */
const refuseAll: CheckPattern = (detail) => ({
  reason: 'unsafe-pattern',
  detail,
  cause: 'too-complex',
})

/**
 * Looks at a JSON Schema, and loads what can judge patterns when there are some that are not plain. Never throws
 * because of a schema.
 */
export async function prepareSchema(source: JsonSchema | boolean): Promise<CheckedSchema> {
  const checked = checkSchema(source)
  if (!checked.notes.some(({ cause }) => cause)) return checked
  const { checkPattern } = await import('./checkPattern.js')
  return checkSchema(source, { checkPattern })
}

/**
 * Looks at a JSON Schema before it is used: what cannot be enforced safely is taken out and noted. Takes time in
 * proportion to the schema's size, and never throws.
 *
 * Patterns that are not plain are refused unless the options bring what can tell: `prepareSchema` does.
 */
export function checkSchema(
  source: JsonSchema | boolean,
  { checkPattern = refuseAll }: CheckOptions = {},
): CheckedSchema {
  const draft = draftOf(source)
  const notes: Note[] = []
  const notesOf = new Map<JsonSchema, Note[]>()
  const weak = new Set<JsonSchema>()
  const copies = new Map<object, JsonSchema>()
  const paths = new Map<JsonSchema, Note['path']>()
  const references = new Map<string, JsonSchema>()
  const keys = new Map<JsonSchema, string>()
  const findReference = createFindReference(source)
  const tasks: Task[] = []
  const work = { left: limits.work }
  /** What stands for every schema that is more than what is looked at. */
  let beyond: JsonSchema | undefined
  const uses = new Set<string>()

  const note = (copy: JsonSchema, told: Note) => {
    weak.add(copy)
    if (notes.length >= limits.notes) return
    const whole = { ...told, path: [...(paths.get(copy) ?? []), ...told.path] }
    notes.push(whole)
    notesOf.set(copy, [...(notesOf.get(copy) ?? []), whole])
  }
  const keyOf = (copy: JsonSchema) => {
    const key = keys.get(copy) ?? `#${keys.size}`
    keys.set(copy, key)
    references.set(key, copy)
    return key
  }

  const read = (given: unknown, pathOf: () => Note['path'], base: JsonSchema): JsonSchema => {
    if (given === true) return {}
    if (given === false) return { type: nothing }
    // What is met twice is shared, so that no circle and no heap of repetitions can grow.
    const known = copies.get(given as object)
    if (known) return { $ref: keyOf(known) }
    // A million of them cost next to nothing.
    if (beyond && isRecord(given)) return beyond
    const copy: JsonSchema = {}
    const path = pathOf()
    const refuse = (reason: Note['reason']) => note(copy, { path: [], reason })
    paths.set(copy, path)
    if (!isRecord(given)) refuse('malformed')
    else if (path.length > limits.steps) refuse('too-deep')
    else if (copies.size >= limits.schemas) {
      refuse('too-many')
      beyond = copy
    } else {
      const id = given.$id
      const isBase = typeof id === 'string' && !id.startsWith('#')
      copies.set(given, copy)
      tasks.push({ source: given, copy, base: isBase ? given : base })
    }
    return copy
  }

  const copyReference = ({ source: from, copy, base }: Task) => {
    // In one document there is nothing for a dynamic reference to lead to but what a plain one would.
    const given = from.$ref ?? from.$dynamicRef
    if (given === undefined) return
    const reference = typeof given === 'string' ? given : '?'
    const found = findReference(reference, base)
    if (found === undefined) {
      note(copy, { path: ['$ref'], reason: 'unknown-ref', detail: reference })
      return
    }
    const target = read(found, () => [...(paths.get(copy) ?? []), '$ref'], base)
    copy.$ref = target.$ref ?? keyOf(target)
  }

  const root = read(source, () => [], isRecord(source) ? source : {})
  for (const task of tasks) {
    const { source: from, copy, base } = task
    copyReference(task)
    const isAlone = draft === '7' && copy.$ref !== undefined
    const context: CopyContext = {
      copy,
      checkPattern,
      work,
      note: (told) => note(copy, told),
      read: (given, ...steps) => read(given, () => [...(paths.get(copy) ?? []), ...steps], base),
    }
    for (const [keyword, value] of Object.entries(from)) {
      if (!isAlone || annotations.test(keyword)) copyKeyword(keyword, value, context)
    }
    openNames(from, copy)
    for (const keyword of Object.keys(copy)) uses.add(keyword)
  }
  cutEndless({ root, references, weak, note })
  return { schema: root, references, draft, notes, notesOf, uses }
}
