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
