export {
  type AnswerForm,
  draftOf,
  findFaults,
  finishAnswer,
  makeAnswerForm,
  type Written,
} from './answerForm.js'
export { checkSchema, prepareSchema } from './checkSchema.js'
export {
  addItem,
  choiceKey,
  choose,
  type Draft,
  type FormNotes,
  leaveFor,
  listAt,
  moveItem,
  placeKey,
  putValue,
  textAt,
  typeAt,
  valueAt,
  writeDraft,
} from './draft.js'
export { drawFields } from './drawFields.js'
export * as forms from './forms.js'
export type { Fault, ValuePath } from './faults.js'
export type { Field, ListField } from './fields.js'
export {
  emptyItem,
  initialValue,
  isShort,
  itemField,
  openedValue,
  variantOf,
} from './initialValue.js'
export { isJsonWithin, isSameJson } from './literals.js'
export { chosenAt, inOrder, locate } from './locate.js'
export type { Note } from './notes.js'
export { chosenKeys, readAnswer, readJson, writeAnswer } from './readAnswer.js'
export {
  type AnySchema,
  type InferInput,
  type InferOutput,
  isStandardSchema,
  type JsonSchema,
  type StandardSchema,
  toJsonSchema,
  validate,
} from './standardSchema.js'
export { toNotes } from './toNotes.js'
export { validateAnswer, validateValue } from './validateValue.js'
