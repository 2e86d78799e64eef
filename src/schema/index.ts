export { checkSchema, prepareSchema } from './checkSchema.js'
export { drawFields } from './drawFields.js'
export type { ValuePath } from './faults.js'
export type { Field, ListField } from './fields.js'
export { emptyItem, initialValue, itemField, openedValue, variantOf } from './initialValue.js'
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
export { validateAnswer, validateValue } from './validateValue.js'
