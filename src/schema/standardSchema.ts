import type { InferJson } from './inferJson.js'

/** A JSON Schema document, drafts 7 and 2020-12. */
export type JsonSchema = Record<string, unknown>

interface Issue {
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined
}

type Verdict<Output> =
  | { value: Output; issues?: undefined }
  | { issues: readonly Issue[]; value?: undefined }

/** The common shape of validators (zod, valibot, arktype and others), as far as this kit uses it. */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What every such library keeps under this name; see standardschema.dev. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => Verdict<Output> | Promise<Verdict<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
    /** Libraries that can tell their JSON Schema do so here. */
    readonly jsonSchema?:
      | { readonly input: (options: { target: string }) => Record<string, unknown> }
      | undefined
  }
}

/** Either kind of schema that a tool may bring. */
export type AnySchema = StandardSchema | JsonSchema

/** What a JSON Schema tells of an object; where it does not say, one of which nothing is known. */
type JsonObject<S> = unknown extends InferJson<S> ? Record<string, unknown> : InferJson<S>

/** What a tool's arguments are after they were validated; for any schema, an object of which nothing is known. */
export type InferOutput<S> = AnySchema extends S
  ? Record<string, unknown>
  : S extends StandardSchema<infer _Input, infer Output>
    ? Output
    : JsonObject<S>

/** What goes into a schema: the value of its form. For any schema, and where a JSON Schema does not say, `unknown`. */
export type InferInput<S> = AnySchema extends S
  ? unknown
  : S extends StandardSchema<infer Input, infer _Output>
    ? Input
    : InferJson<S>

export const isStandardSchema = (schema: object): schema is StandardSchema =>
  // What an app hands on from elsewhere may be no object.
  '~standard' in Object(schema)

/**
 * The JSON Schema of what goes in.
 *
 * @throws TypeError when a Standard Schema cannot tell its JSON Schema
 */
export function toJsonSchema(schema: AnySchema): JsonSchema {
  if (!isStandardSchema(schema)) return schema
  const { jsonSchema, vendor } = schema['~standard']
  if (!jsonSchema) {
    throw new TypeError(
      `This ${vendor} schema cannot tell its JSON Schema, so no server can be told of it. Convert it with the library's own converter and pass the result.`,
    )
  }
  return jsonSchema.input({ target: 'draft-2020-12' })
}

/** A value held against a schema: the value to go on with, or what is wrong with it. */
export type Validation<T, Said = string> =
  | { ok: true; value: T }
  | { ok: false; issues: readonly Said[] }

/** What a Standard Schema says of a value, place by place. */
export async function validateStandard(
  schema: StandardSchema,
  value: unknown,
): Promise<Validation<unknown, { path: (string | number)[]; message: string }>> {
  const verdict = await schema['~standard'].validate(value)
  if (!verdict.issues) return { ok: true, value: verdict.value }
  const issues = verdict.issues.map(({ message, path = [] }) => ({
    message,
    path: path.map((step) => {
      const key = typeof step === 'object' ? step.key : step
      return typeof key === 'number' ? key : String(key)
    }),
  }))
  return { ok: false, issues }
}

/** Holds a value against a Standard Schema; a JSON Schema is not enforced here. */
export async function validate(schema: AnySchema, value: unknown): Promise<Validation<unknown>> {
  if (!isStandardSchema(schema)) return { ok: true, value }
  const verdict = await validateStandard(schema, value)
  if (verdict.ok) return verdict
  return {
    ok: false,
    issues: verdict.issues.map(({ message, path }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : message,
    ),
  }
}
