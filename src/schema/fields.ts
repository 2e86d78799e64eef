import type { Note } from './notes.js'

/** The bounds of a place, by keyword; of several the narrowest. */
export type Limits = Readonly<
  Partial<
    Record<
      | 'minimum'
      | 'maximum'
      | 'exclusiveMinimum'
      | 'exclusiveMaximum'
      | 'multipleOf'
      | 'minLength'
      | 'maxLength'
      | 'minItems'
      | 'maxItems'
      | 'minProperties'
      | 'maxProperties',
      number
    >
  >
>

/** What every field has. */
export interface FieldBase {
  /** The property it stands for; empty at the root and for items of a list. */
  readonly name: string
  /** The schema's title, or the name in a readable form; may be empty. */
  readonly label: string
  readonly help: string | undefined
  readonly examples: readonly unknown[]
  readonly default: unknown
  readonly limits: Limits
  readonly isRequired: boolean
  readonly isNullable: boolean
  readonly isReadOnly: boolean
  readonly isDeprecated: boolean
  /** What the schema says about this place and nobody enforces. */
  readonly notes: readonly Note[]
}

export interface TextField extends FieldBase {
  readonly kind: 'text'
  readonly format: string | undefined
  /** Asks for more than a line. */
  readonly isLong: boolean
  readonly patterns: readonly string[]
}

export interface NumberField extends FieldBase {
  readonly kind: 'number' | 'integer'
}

export interface BooleanField extends FieldBase {
  readonly kind: 'boolean'
}

/** One of the values to choose from. */
export interface Option {
  /** What a control can hold in the value's place. */
  readonly key: string
  readonly value: unknown
  readonly label: string
  readonly help: string | undefined
}

export interface ChoiceField extends FieldBase {
  readonly kind: 'choice'
  readonly options: readonly Option[]
}

export interface MultiChoiceField extends FieldBase {
  readonly kind: 'multi-choice'
  readonly options: readonly Option[]
}

export interface ConstantField extends FieldBase {
  readonly kind: 'constant'
  readonly value: unknown
}

/** A member of an object, drawn when it is asked for: schemas may go on without end. */
export interface Member {
  readonly name: string
  readonly isRequired: boolean
  readonly draw: () => Field
}

export interface ObjectField extends FieldBase {
  readonly kind: 'object'
  /** In the order of the schema. */
  readonly members: readonly Member[]
}

export interface ListField extends FieldBase {
  readonly kind: 'list'
  /** The fields of the first items, where each has its own. */
  readonly prefix: readonly (() => Field)[]
  /** The field of every further item; undefined when there may be none. */
  readonly item: (() => Field) | undefined
  readonly isUnique: boolean
}

/** One of the forms that a value can take. */
export interface Variant {
  readonly label: string
  readonly help: string | undefined
  /** Its place in the schema's `anyOf` or `oneOf`; -1 where it is one of several types. */
  readonly at: number
  readonly draw: () => Field
}

export interface VariantsField extends FieldBase {
  readonly kind: 'variants'
  readonly variants: readonly Variant[]
}

/** Why a place cannot be drawn. */
export type JsonReason =
  /** The schema does not say what it wants. */
  | 'any-value'
  /** An object whose names the person chooses. */
  | 'free-names'
  | 'too-many-members'
  /** Several choices at one place, or choices that depend on each other. */
  | 'several-choices'
  /** No value fits. */
  | 'contradiction'

/** A place that only JSON can be written into. */
export interface JsonField extends FieldBase {
  readonly kind: 'json'
  readonly reason: JsonReason
}

/** What a person fills in at one place. */
export type Field =
  | TextField
  | NumberField
  | BooleanField
  | ChoiceField
  | MultiChoiceField
  | ConstantField
  | ObjectField
  | ListField
  | VariantsField
  | JsonField
