import {
  type AnySchema,
  draftOf,
  finishAnswer,
  makeAnswerForm,
  type Written,
} from '../../../schema/index.js'
import { englishForm } from '../../labels/englishForm.js'
import type { FormLabels } from '../../labels/index.js'
import { type Problem, tellProblems } from './tellProblems.js'

/** What is wrong with an answer that was not given in a form, in words. */
export async function tellFaults({
  schema,
  written,
  name,
  words = englishForm,
}: {
  schema: AnySchema
  written: Written | undefined
  name: string
  words?: FormLabels | undefined
}): Promise<Problem[]> {
  const form = await makeAnswerForm(schema)
  const now = await finishAnswer(schema, written)
  const draft = draftOf(form, written) ?? { value: undefined, notes: {} }
  return tellProblems(form.field, draft, now.ok ? [] : now.faults, words, name)
}
