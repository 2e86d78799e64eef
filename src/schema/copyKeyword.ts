import { formats } from './formats.js'
import { annotations, fitsLong, maps } from './keywords.js'
import { copyJson, dataLimits, isRecord, isUnsafeName } from './literals.js'
import type { Note } from './notes.js'
import { type CheckPattern, isPlain, type Work } from './plainPattern.js'
import type { JsonSchema } from './standardSchema.js'

type Steps = (string | number)[]

export interface CopyContext {
  copy: JsonSchema
  checkPattern: CheckPattern
  /** What is left for checking patterns; shared by the whole schema. */
  work: Work
  note: (note: Note) => void
  read: (given: unknown, ...steps: Steps) => JsonSchema
}

interface Place extends CopyContext {
  keyword: string
  refuse: (told?: Omit<Note, 'path'>, ...steps: Steps) => undefined
}

/** A keyword's value as it is enforced; undefined when it is left out. */
type Rule = (value: unknown, place: Place) => unknown

const types = 'null boolean object array number string integer'.split(' ')

const keepIf =
  (isRight: (value: unknown, keyword: string) => boolean): Rule =>
  (value, { keyword, refuse }) =>
    isRight(value, keyword) ? value : refuse()

const names: Rule = (value, { refuse }) =>
  Array.isArray(value) && value.every((name) => typeof name === 'string')
    ? value.filter((name) => !isUnsafeName(name))
    : refuse()

const one: Rule = (value, { read }) => read(value)

const schemas: Rule = (value, { read, refuse }) =>
  Array.isArray(value) && value.length > 0 ? value.map((inner, at) => read(inner, at)) : refuse()

function pattern(value: unknown, { refuse, checkPattern, work }: Place, ...steps: string[]) {
  if (typeof value !== 'string') return refuse()
  const verdict = isPlain(value) ? value : checkPattern(value, work)
  if (typeof verdict !== 'string') return refuse(verdict, ...steps)
  return steps.length > 0 ? verdict : fitsLong + verdict
}

const byName: Rule = (value, place) => {
  const { keyword, read, refuse } = place
  if (!isRecord(value)) return refuse()
  const entries = Object.entries(value)
  if (keyword === 'patternProperties' && entries.length > dataLimits.parts) {
    return refuse({ reason: 'too-many' })
  }
  const copied: Record<string, unknown> = {}
  for (const [name, inner] of entries) {
    const areNames =
      keyword === 'dependentRequired' || (keyword === 'dependencies' && Array.isArray(inner))
    const key = keyword === 'patternProperties' ? pattern(name, place, name) : name
    if (isUnsafeName(name)) refuse({ reason: 'unsafe-name' }, name)
    else if (typeof key === 'string') {
      copied[key] = areNames ? (names(inner, place) ?? []) : read(inner, name)
    }
  }
  return copied
}

const json: Rule = (value, { refuse }) => {
  const taken = copyJson(value)
  return taken === undefined ? refuse() : taken
}

const list: Rule = (value, place) => {
  if (!Array.isArray(value) || value.length === 0) return place.refuse()
  return value.length > dataLimits.parts ? place.refuse({ reason: 'too-many' }) : json(value, place)
}

const format: Rule = (value, { refuse }) => {
  // Servers write `url`; the drafts have no such format, and what is meant is this.
  const detail = value === 'url' ? 'uri' : String(value)
  return Object.hasOwn(formats, detail) ? detail : refuse({ reason: 'unsupported', detail })
}

/** Nobody can answer with more than what is looked at. */
const size: Rule = (value, { keyword, refuse }) =>
  !Number.isInteger(value) || Number(value) < 0
    ? refuse()
    : keyword.startsWith('min') && Number(value) > dataLimits.parts
      ? refuse({ reason: 'impossible-size' })
      : value

const rules: readonly (readonly [RegExp, Rule])[] = [
  [maps, byName],
  [/^(?:allOf|anyOf|oneOf|prefixItems)$/, schemas],
  [/^items$/, (value, place) => (Array.isArray(value) ? schemas : one)(value, place)],
  [/^(?:additional|unevaluated)|^(?:contains|if|then|else|not|propertyNames)$/, one],
  [/^required$/, names],
  [/^m(?:in|ax)[CILP]/, size],
  [
    /imum$|^multipleOf$/,
    keepIf(
      (value, keyword) =>
        Number.isFinite(value) && !(keyword === 'multipleOf' && Number(value) <= 0),
    ),
  ],
  [
    /^type$/,
    keepIf((value) => {
      const given: unknown[] = [value].flat()
      return given.length > 0 && given.every((type) => types.includes(type as string))
    }),
  ],
  [/^pattern$/, pattern],
  [/^format$/, format],
  [/^(?:enum|examples)$/, list],
  [annotations, json],
  [/^(?:const|contentMediaType|uniqueItems)$/, json],
]

/** Puts one keyword of a source into its copy, or notes why not. Keywords that say nothing here are left out. */
export function copyKeyword(keyword: string, value: unknown, context: CopyContext): void {
  const [, rule] = rules.find(([name]) => name.test(keyword)) ?? []
  const taken = rule?.(value, {
    ...context,
    keyword,
    read: (given, ...steps) => context.read(given, keyword, ...steps),
    refuse: (told = { reason: 'malformed' }, ...steps) => {
      context.note({ path: [keyword, ...steps], ...told })
      return undefined
    },
  })
  if (taken !== undefined) context.copy[keyword] = taken
}

/** Takes out what would refuse names that are no longer told apart, because a pattern for names is not enforced. */
export function openNames(source: JsonSchema, copy: JsonSchema): void {
  const count = (named: unknown) => Object.keys(Object(named) as object).length
  if (count(copy.patternProperties) < count(source.patternProperties)) {
    delete copy.additionalProperties
    delete copy.unevaluatedProperties
  }
}
