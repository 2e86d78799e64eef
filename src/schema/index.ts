export { type CheckedSchema, checkSchema, prepareSchema } from './checkSchema.js'
export { drawFields } from './drawFields.js'
export type { Fault, ValuePath } from './faults.js'
export type {
  BooleanField,
  ChoiceField,
  ConstantField,
  Field,
  JsonField,
  JsonReason,
  ListField,
  Member,
  MultiChoiceField,
  NumberField,
  ObjectField,
  Option,
  TextField,
  Variant,
  VariantsField,
} from './fields.js'
export { emptyItem, initialValue, itemField, openedValue, variantOf } from './initialValue.js'
export type { Note, NoteReason, PatternCause } from './notes.js'
export { chosenKeys, readAnswer, type Reading, readJson, writeAnswer } from './readAnswer.js'
export {
  type AnySchema,
  type InferOutput,
  isStandardSchema,
  type JsonSchema,
  type StandardSchema,
  toJsonSchema,
  validate,
  type Validation,
} from './standardSchema.js'
export { type CheckedAnswer, validateAnswer, validateValue } from './validateValue.js'
