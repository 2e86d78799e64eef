/** The types that JSON Schema names. */
interface Named {
  string: string
  number: number
  integer: number
  boolean: boolean
  null: null
}

type Flat<T> = { [K in keyof T]: T[K] }

type Required<S> = S extends { readonly required: readonly (infer Name)[] } ? Name : never

type Members<S, P> = Flat<
  { -readonly [K in keyof P as K extends Required<S> ? K : never]: InferJson<P[K]> } & {
    -readonly [K in keyof P as K extends Required<S> ? never : K]?: InferJson<P[K]>
  }
>

type ObjectOf<S> = S extends { readonly properties: infer P }
  ? Members<S, P>
  : S extends { readonly additionalProperties: infer A extends object }
    ? Record<string, InferJson<A>>
    : Record<string, unknown>

type ListOf<S> = S extends { readonly items: infer I extends object } ? InferJson<I>[] : unknown[]

/** Distributes over several names. */
type OfType<Name, S> = Name extends keyof Named
  ? Named[Name]
  : Name extends 'object'
    ? ObjectOf<S>
    : Name extends 'array'
      ? ListOf<S>
      : unknown

/**
 * The values that a JSON Schema written in place describes, as far as types can tell: constants, choices, objects,
 * lists and alternatives. Anything else, and a schema that is only known at run time, is `unknown`.
 */
export type InferJson<S> = S extends { readonly const: infer Value }
  ? Value
  : S extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : S extends
          | { readonly oneOf: readonly (infer One)[] }
          | { readonly anyOf: readonly (infer One)[] }
      ? OneOf<One>
      : S extends { readonly type: readonly (infer Name)[] }
        ? OfType<Name, S>
        : S extends { readonly type: infer Name }
          ? OfType<Name, S>
          : S extends { readonly properties: object }
            ? ObjectOf<S>
            : unknown

type OneOf<One> = One extends unknown ? InferJson<One> : never
