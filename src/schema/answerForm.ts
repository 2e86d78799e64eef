import { type CheckedSchema, prepareSchema } from './checkSchema.js'
import { type Draft, type FormNotes, readDraft, startDraft, valueToCheck } from './draft.js'
import { drawFields } from './drawFields.js'
import type { Fault } from './faults.js'
import type { Field } from './fields.js'
import { initialValue } from './initialValue.js'
import { chosenIn } from './locate.js'
import {
  type AnySchema,
  isStandardSchema,
  type JsonSchema,
  toJsonSchema,
} from './standardSchema.js'
import { type CheckedAnswer, validateAnswer, validateValue } from './validateValue.js'

/** A schema made ready for asking a person. */
export interface AnswerForm {
  schema: AnySchema
  checked: CheckedSchema
  field: Field
}

const made = new WeakMap<AnySchema, Promise<AnswerForm>>()

const jsonOf = (schema: AnySchema): JsonSchema | true => {
  try {
    return toJsonSchema(schema)
  } catch {
    // Some libraries cannot tell: then any JSON may be written, and they say what is wrong with it.
    return true
  }
}

/** Makes a schema ready, once. Never throws because of it; rejects when what it needs cannot be loaded. */
export function makeAnswerForm(schema: AnySchema): Promise<AnswerForm> {
  const known = made.get(schema)
  if (known) return known
  const making = prepareSchema(jsonOf(schema)).then((checked) => {
    // What is not enforced of a Standard Schema's JSON is enforced by the library itself.
    const drawn = isStandardSchema(schema) ? { ...checked, notesOf: new Map() } : checked
    return { schema, checked, field: drawFields(drawn) }
  })
  made.set(schema, making)
  // What judges patterns may not have come: it is asked for again next time.
  making.catch(() => made.delete(schema))
  return making
}

/** What was written in answer, as it is kept. */
export interface Written {
  text: string
  form?: FormNotes
}

/**
 * The draft that a form shows: where nothing was written, what the schema begins with. A text that is no JSON is taken
 * for an answer where one is wanted; elsewhere there is no draft until it can be read.
 */
export function draftOf({ field }: AnswerForm, written: Written | undefined): Draft | undefined {
  if (!written) return startDraft(initialValue(field))
  const draft = readDraft(written)
  return !draft && field.kind === 'text' ? { value: written.text, notes: {} } : draft
}

/** What is wrong with a draft, as far as it is known at once: what a Standard Schema says comes when it is handed in. */
export function findFaults({ schema, checked, field }: AnswerForm, draft: Draft): Fault[] {
  const { value, faults } = valueToCheck(draft)
  const found = isStandardSchema(schema)
    ? []
    : validateValue(checked, value, { chosen: chosenIn(field, draft) })
  return [...faults, ...found.filter((fault) => isWrong(fault) && !isToldBy(faults, fault))]
}

/** An answer that was checked: what is sent, as a value, or what is wrong. */
export async function finishAnswer(
  schema: AnySchema,
  written: Written | undefined,
): Promise<CheckedAnswer> {
  const form = await makeAnswerForm(schema)
  const draft = draftOf(form, written)
  if (!draft) return { ok: false, faults: [{ path: [], keyword: 'not-json', facts: {} }] }
  const { value, faults } = valueToCheck(draft)
  const chosen = chosenIn(form.field, draft)
  const answer = await validateAnswer(schema, value, { checked: form.checked, chosen })
  if (faults.length === 0) return answer
  const others = answer.ok ? [] : answer.faults.filter((fault) => !isToldBy(faults, fault))
  return { ok: false, faults: [...faults, ...others] }
}

const isWrong = ({ keyword }: Fault) => keyword !== 'unchecked'

/** Where what was typed cannot be read, that is what there is to mend. */
const isToldBy = (faults: readonly Fault[], { path }: Fault) =>
  faults.some(
    (known) =>
      known.path.length === path.length && known.path.every((step, at) => path[at] === step),
  )
