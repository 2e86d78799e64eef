import { type AnySchema, type JsonSchema, toJsonSchema } from './standardSchema.js'

/** The words of an approval; what is not given is told from the names of its members. */
export interface ApprovalWords {
  /** On the choice that approves. @default 'Approve' */
  approve?: string
  /** On the choice that rejects. @default 'Reject' */
  reject?: string
  /** Above the field for the reason. @default 'Reason' */
  reason?: string
}

const rejection = ({ reject = 'Reject', reason = 'Reason' }: ApprovalWords) =>
  ({
    title: reject,
    type: 'object',
    properties: {
      decision: { const: 'reject' },
      reason: { type: 'string', title: reason, minLength: 1, contentMediaType: 'text/plain' },
    },
    required: ['decision', 'reason'],
    additionalProperties: false,
  }) as const

/**
 * Approve, or reject with a reason: `{ decision: 'approve' }` or `{ decision: 'reject', reason }`.
 *
 * @example defineTool({ parameters, output: forms.approval() })
 */
export const approval = (words: ApprovalWords = {}) =>
  ({
    oneOf: [
      {
        title: words.approve ?? 'Approve',
        type: 'object',
        properties: { decision: { const: 'approve' } },
        required: ['decision'],
        additionalProperties: false,
      },
      rejection(words),
    ],
  }) as const

/**
 * Change what the assistant asks with, and approve it; or reject it with a reason:
 * `{ decision: 'approve', arguments }` or `{ decision: 'reject', reason }`.
 *
 * @param parameters the tool's own, a Standard Schema that can tell its JSON Schema or a JSON Schema
 * @param args what the assistant asks with
 * @throws TypeError when a Standard Schema cannot tell its JSON Schema
 * @example defineTool({ parameters, output: (args) => forms.editedArguments(parameters, args) })
 */
export const editedArguments = (
  parameters: AnySchema,
  args: Readonly<Record<string, unknown>>,
  words: ApprovalWords & {
    /** Above the arguments. @default 'Arguments' */
    arguments?: string
  } = {},
): JsonSchema => ({
  oneOf: [
    {
      title: words.approve ?? 'Approve',
      type: 'object',
      properties: {
        decision: { const: 'approve' },
        arguments: {
          // A document of its own, so that its references still lead where they led.
          $id: 'urn:arguments',
          title: words.arguments ?? 'Arguments',
          ...toJsonSchema(parameters),
          default: args,
        },
      },
      required: ['decision', 'arguments'],
      additionalProperties: false,
    },
    rejection(words),
  ],
})

/** One of the values to choose from. */
export interface ChoiceOption {
  /** What is sent. */
  value: string | number | boolean
  /** What people read. @default the value */
  title?: string
  /** Says more, in smaller letters. */
  description?: string
}

const toBranch = (option: string | ChoiceOption): JsonSchema => {
  if (typeof option === 'string') return { const: option }
  const { value, ...said } = option
  return { const: value, ...said }
}

/**
 * One of several values, or several of them as a list.
 *
 * @example defineTool({ parameters, output: ({ flights }) => forms.choice(flights) })
 */
export const choice = (
  options: readonly (string | ChoiceOption)[],
  {
    several = false,
    other,
    ...said
  }: {
    /** Above the choice. */
    title?: string
    /** Says more, in smaller letters. */
    description?: string
    /** Any number of them. @default false */
    several?: boolean
    /** Lets people write something else, under this name. */
    other?: string
  } = {},
): JsonSchema => {
  const one = { oneOf: options.map(toBranch) }
  if (several) return { ...said, type: 'array', items: one, uniqueItems: true, minItems: 1 }
  if (other === undefined) return { ...said, ...one }
  const values = options.map((option) => (typeof option === 'string' ? option : option.value))
  const another = { title: other, type: 'string', minLength: 1, not: { enum: values } }
  return { ...said, oneOf: [...one.oneOf, another] }
}

/** Anything that can be said in words; sent as it is written. */
export const text = (
  said: {
    /** Above the field. */
    title?: string
    /** Says more, in smaller letters. */
    description?: string
    /** Characters, at most. */
    maxLength?: number
  } = {},
) => ({ ...said, type: 'string', minLength: 1, contentMediaType: 'text/plain' }) as const

/** One of a set of questions. */
export interface Question {
  /** Under which the answer is sent. */
  name: string
  /** What is asked. */
  question: string
  /** Says more, in smaller letters. */
  help?: string
  /** What an answer is. @default any text */
  answer?: JsonSchema
  /** Whether it may stay open. @default false */
  isOptional?: boolean
}

/** A set of questions, answered together: an object with an answer for each name. */
export const questions = (
  asked: readonly Question[],
  said: {
    /** Above the questions. */
    title?: string
    /** Says more, in smaller letters. */
    description?: string
  } = {},
): JsonSchema => ({
  ...said,
  type: 'object',
  properties: Object.fromEntries(
    asked.map(({ name, question, help, answer = text() }) => [
      name,
      { ...answer, title: question, ...(help !== undefined && { description: help }) },
    ]),
  ),
  required: asked.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
  additionalProperties: false,
})
