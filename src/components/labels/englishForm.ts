import type { Fault, Field, Note } from '../../schema/index.js'

const list = (words: readonly string[]) => words.join(', ')

/** Which fault it is, and the field that it is told at. */
type SayFault = (field: Field, facts: Fault['facts']) => string

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const formats: Readonly<Record<string, string>> = {
  date: 'Give a date, such as 2026-03-31.',
  time: 'Give a time, such as 14:30:00.',
  'date-time': 'Give a date and a time.',
  email: 'Give an e-mail address, such as name@example.com.',
  uri: 'Give a whole web address, such as https://example.com.',
}

/** What is wrong, by keyword. */
const faults: Readonly<Record<string, SayFault>> = {
  required: (field) =>
    /choice|variants|boolean/.test(field.kind) ? 'Choose one of these.' : 'This is needed.',
  'not-a-number': () => 'This is not a number yet.',
  'ambiguous-number': () => 'This could be read as two numbers. Write it without separators.',
  'inexact-number': () => 'This number has more digits than can be kept.',
  'not-json': () => 'This is not valid JSON yet.',
  'no-option': () => 'Choose one of these.',
  'unsafe-name': () => 'This name cannot be used.',
  unexpected: () => 'Nothing may stand here.',
  issue: (_, { message }) => text(message),
  broken: () => 'This could not be checked: the check itself failed.',
  type: ({ kind }) =>
    kind === 'integer' ? 'Give a whole number.' : 'This is of another kind than what is asked for.',
  enum: () => 'This is none of the possible answers.',
  const: (field) =>
    field.kind === 'constant'
      ? `Only ${text(field.value)} fits here.`
      : 'Only one value fits here.',
  minimum: ({ limits }) => `Give at least ${limits.minimum}.`,
  maximum: ({ limits }) => `Give at most ${limits.maximum}.`,
  exclusiveMinimum: ({ limits }) => `Give more than ${limits.exclusiveMinimum}.`,
  exclusiveMaximum: ({ limits }) => `Give less than ${limits.exclusiveMaximum}.`,
  multipleOf: ({ limits }) => `Give a multiple of ${limits.multipleOf}.`,
  minLength: ({ limits }) => `Write at least ${limits.minLength} characters.`,
  maxLength: ({ limits }) => `Write at most ${limits.maxLength} characters.`,
  minItems: ({ limits }) => `At least ${limits.minItems} are needed.`,
  maxItems: ({ limits }) => `At most ${limits.maxItems} are possible.`,
  uniqueItems: () => 'Some of these are the same.',
  minProperties: ({ limits }) => `Fill in at least ${limits.minProperties} of these.`,
  maxProperties: ({ limits }) => `Fill in at most ${limits.maxProperties} of these.`,
  pattern: (field) =>
    field.examples.length > 0
      ? `This is not in the form that is asked for, such as ${text(field.examples[0])}.`
      : 'This is not in the form that is asked for.',
  format: (field) =>
    (field.kind === 'text' && formats[field.format ?? '']) ||
    'This is not in the form that is asked for.',
  oneOf: (_, { matches }) =>
    matches
      ? 'This fits several of the forms; it has to fit one alone.'
      : 'This fits none of the forms.',
  anyOf: () => 'This fits none of the forms.',
}

const notes: Readonly<Record<Note['reason'], string>> = {
  'unknown-ref': 'a part of the rules that is not there',
  'endless-ref': 'a rule that only leads back to itself',
  'unsafe-pattern': 'a pattern that could take too long',
  'bad-pattern': 'a pattern that cannot be read',
  'too-deep': 'rules that are nested too deeply',
  'too-many': 'rules that are too many',
  'impossible-size': 'a size that nobody could reach',
  malformed: 'a rule that cannot be read',
  'unsafe-name': 'a name that cannot be used',
  unsupported: 'a rule that is not known here',
  weakened: 'a rule that depends on one of these',
}

/** Every word of the forms that are drawn from a schema, in English. Loaded with them. */
export const englishForm = {
  /** Beside the name of a field that may be left empty. */
  optional: 'optional',
  /** Beside the name of a field that its schema calls deprecated. */
  deprecated: 'no longer used',
  /** The name of the two buttons that change between form and JSON. */
  view: 'How to answer',
  /** Shows the answer as a form. */
  asForm: 'Form',
  /** Shows the same answer as JSON. */
  asJson: 'JSON',
  /** The name of the field that holds an answer as JSON. */
  json: (name: string) => `${name} as JSON`,
  /** Where the form cannot be shown, because what was written is no JSON. */
  unreadable: 'This is not valid JSON yet. The form comes back as soon as it is.',
  /** Opens what would be sent, to the letter. */
  preview: 'What will be sent',
  /** In place of the preview, as long as something is missing or wrong. */
  notReady: 'Some answers are still needed.',
  /** In place of the preview, where an empty text would be sent. */
  nothing: 'An empty text',
  /** Below a field, from its schema's `examples`. */
  example: (values: readonly unknown[]) => `For example: ${list(values.map(text))}`,
  /** True, as a choice. */
  yes: 'Yes',
  /** False, as a choice. */
  no: 'No',
  /** In a list of choices, before one was made. */
  choose: 'Choose…',
  /** The choice that takes a choice back. */
  none: 'No answer',
  /** An alternative whose schema has no title, by its position from 1. */
  option: (at: number) => `Option ${at}`,
  /** An alternative whose schema has no title, by what is asked for. */
  kinds: {
    text: 'Text',
    number: 'Number',
    integer: 'Whole number',
    boolean: 'Yes or no',
    object: 'Several fields',
    list: 'A list',
    json: 'JSON',
    choice: 'A choice',
    'multi-choice': 'Several choices',
    constant: 'A fixed value',
    variants: 'Another choice',
  } satisfies Record<Field['kind'], string>,
  /** The name of an element of a list, by its position from 1. */
  item: (name: string, at: number) => (name ? `${name} ${at}` : `Item ${at}`),
  /** Puts an element at the end of a list. */
  addItem: (name: string) => (name ? `Add to ${name}` : 'Add an item'),
  /** In a list without elements. */
  empty: 'Nothing here yet.',
  /** Takes an element out of a list. */
  removeOf: (name: string) => `Remove ${name}`,
  /** Moves an element of a list one place up. */
  up: (name: string) => `Move ${name} up`,
  /** Moves an element of a list one place down. */
  down: (name: string) => `Move ${name} down`,
  /** Announced: an element was put into a list. */
  added: (name: string) => `${name} was added.`,
  /** Announced: an element was taken out of a list. */
  removed: (name: string) => `${name} was removed.`,
  /** Announced: where an element of a list stands now. */
  moved: (at: number, of: number) => `Now at place ${at} of ${of}.`,
  /** Adds a group of fields that may be left out. */
  include: (name: string) => `Add ${name || 'this part'}`,
  /** Takes a group of fields out again. */
  leaveOut: (name: string) => `Leave out ${name || 'this part'}`,
  /** Why a field is asked for in JSON, where no other can be drawn. */
  why: {
    'any-value': 'Any value in JSON',
    'free-names': 'Names and values of your own, in JSON',
    'too-many-members': 'Too much to show as fields: in JSON',
    'several-choices': 'Several choices that depend on each other: in JSON',
    contradiction: 'No value seems to fit: in JSON',
  },
  /** What a field takes, from its bounds. */
  limits: ({ limits }: Field) => {
    const { minLength, maxLength, minItems, maxItems } = limits
    // Some libraries say of every whole number that it has to be one that can be counted with.
    const [minimum, maximum] = [limits.minimum, limits.maximum].map((limit) =>
      Math.abs(limit ?? 0) < Number.MAX_SAFE_INTEGER ? limit : undefined,
    )
    const between = (least: number | undefined, most: number | undefined, what: string) =>
      least !== undefined && most !== undefined
        ? `${least === most ? least : `${least} to ${most}`}${what}`
        : most !== undefined
          ? `At most ${most}${what}`
          : least !== undefined && least > 1
            ? `At least ${least}${what}`
            : ''
    return (
      (minimum !== undefined && maximum === undefined ? `${minimum} or more` : '') ||
      between(minimum, maximum, '') ||
      between(minLength, maxLength, ' characters') ||
      between(minItems, maxItems, ' items')
    )
  },
  /** What of a field's rules is not held against the answer, and why. */
  unchecked: (reasons: readonly Note['reason'][]) =>
    `Not checked here: ${list([...new Set(reasons)].map((reason) => notes[reason]))}.`,
  /** What is wrong with an answer, at its field. */
  fault: ({ keyword, facts }: Fault, field: Field) =>
    faults[keyword]?.(field, facts) ?? `This does not fit (${keyword}).`,
  /** A fault of something that has no field of its own. */
  inside: (where: string, fault: string) => `${where}: ${fault}`,
}

/** The words of forms in one language. */
export type FormLabels = typeof englishForm
