import { copyJson, dataLimits, isRecord, isUnsafeName } from './literals.js'
import type { Note } from './notes.js'
import {
  type CheckPattern,
  isPlain,
  type PatternVerdict,
  toStrict,
  type Work,
} from './plainPattern.js'
import type { JsonSchema } from './standardSchema.js'

export interface CopyContext {
  copy: JsonSchema
  /** Whether patterns and formats are wanted. */
  patterns: boolean
  checkPattern: CheckPattern
  /** What is left for checking patterns; shared by the whole schema. */
  work: Work
  note: (note: Note) => void
  /** Says that the copy lets more through than its source, without a note. */
  weaken: () => void
  read: (given: unknown, ...steps: (string | number)[]) => JsonSchema
}

/** A keyword's value as it is enforced; undefined when it is left out. */
type Rule = (value: unknown, keyword: string, context: CopyContext) => unknown

const types = 'null boolean object array number string integer'.split(' ')
/** Formats that the validator enforces in linear time. */
const formats =
  'date time date-time duration uri uri-reference uri-template email hostname ipv4 ipv6 regex uuid json-pointer relative-json-pointer'.split(
    ' ',
  )

/** Sizes above these lock a person out. */
const largest = (keyword: string) =>
  keyword === 'minLength' ? 1_000_000 : keyword.startsWith('min') ? dataLimits.parts : Infinity

const refuse = (
  { note }: CopyContext,
  path: Note['path'],
  told: Omit<Note, 'path'> = { reason: 'malformed' },
) => note({ path, ...told })

const keepIf =
  (isRight: (value: unknown, keyword: string) => boolean): Rule =>
  (value, keyword, context) =>
    isRight(value, keyword) ? value : refuse(context, [keyword])

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string')

const names: Rule = (value, keyword, context) =>
  isNames(value) ? value.filter((name) => !isUnsafeName(name)) : refuse(context, [keyword])

const schemas: Rule = (value, keyword, context) =>
  Array.isArray(value) && value.length > 0
    ? value.map((inner, at) => context.read(inner, keyword, at))
    : refuse(context, [keyword])

const pattern = (value: unknown, path: string[], context: CopyContext) => {
  if (typeof value !== 'string') return refuse(context, path)
  const strict = toStrict(value)
  if (strict === undefined) {
    return refuse(context, path, { reason: 'bad-pattern', detail: value.slice(0, 200) })
  }
  const verdict: PatternVerdict = isPlain(strict)
    ? { ok: true, pattern: strict }
    : context.checkPattern(strict, context.work)
  if (!verdict.ok) return refuse(context, path, verdict.fault)
  return context.patterns ? verdict.pattern : context.weaken()
}

const byName: Rule = (value, keyword, context) => {
  if (!isRecord(value)) return refuse(context, [keyword])
  const copied: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) {
    const path = [keyword, name]
    const isNameList =
      keyword === 'dependentRequired' || (keyword === 'dependencies' && Array.isArray(inner))
    const key = keyword === 'patternProperties' ? pattern(name, path, context) : name
    if (isUnsafeName(name)) refuse(context, path, { reason: 'unsafe-name' })
    else if (typeof key === 'string') {
      copied[key] = isNameList
        ? (names(inner, keyword, context) ?? [])
        : context.read(inner, ...path)
    }
  }
  return copied
}

const json: Rule = (value, keyword, context) => {
  const taken = copyJson(value)
  const isList = Array.isArray(value)
  const isFit = keyword === 'const' || keyword === 'default' || (isList && value.length > 0)
  if (taken !== undefined && isFit) return taken
  const isLarge = isList && value.length > dataLimits.parts
  return refuse(context, [keyword], { reason: isLarge ? 'too-many' : 'malformed' })
}

const format: Rule = (value, keyword, context) => {
  if (typeof value !== 'string' || value in {}) return refuse(context, [keyword])
  // The validator's own `url` can take very long, and means nearly the same.
  const known = value === 'url' ? 'uri' : value
  if (!formats.includes(known)) {
    refuse(context, [keyword], { reason: 'unsupported', detail: known })
  }
  return context.patterns ? known : context.weaken()
}

const rules: ReadonlyMap<string, Rule> = new Map(
  Object.entries<Rule>({
    'additionalProperties additionalItems contains else if not propertyNames then unevaluatedItems unevaluatedProperties':
      (value, keyword, { read }) => read(value, keyword),
    'allOf anyOf oneOf prefixItems': schemas,
    items: (value, keyword, context) =>
      Array.isArray(value) ? schemas(value, keyword, context) : context.read(value, keyword),
    'properties patternProperties dependentSchemas dependencies dependentRequired': byName,
    required: names,
    'maxItems minItems maxLength minLength maxProperties minProperties maxContains minContains': (
      value,
      keyword,
      context,
    ) =>
      Number(value) > largest(keyword)
        ? refuse(context, [keyword], { reason: 'impossible-size' })
        : keepIf((size) => Number.isInteger(size) && Number(size) >= 0)(value, keyword, context),
    'maximum minimum exclusiveMaximum exclusiveMinimum multipleOf': keepIf(
      (value, keyword) => Number.isFinite(value) && (keyword !== 'multipleOf' || Number(value) > 0),
    ),
    'title description contentMediaType': keepIf((value) => typeof value === 'string'),
    'uniqueItems readOnly deprecated': keepIf((value) => typeof value === 'boolean'),
    type: keepIf((value) => {
      const given: unknown[] = [value].flat()
      return given.length > 0 && given.every((type) => types.includes(type as string))
    }),
    pattern: (value, keyword, context) => pattern(value, [keyword], context),
    format,
    'const default enum examples': json,
  }).flatMap(([keywords, rule]) => keywords.split(' ').map((keyword) => [keyword, rule] as const)),
)

/** Puts one keyword of a source into its copy, or notes why not. Keywords that say nothing here are left out. */
export function copyKeyword(keyword: string, value: unknown, context: CopyContext): void {
  const taken = rules.get(keyword)?.(value, keyword, context)
  if (taken !== undefined) context.copy[keyword] = taken
}

/** Takes out what no value can meet, and what would refuse names that are no longer told apart. */
export function dropImpossible(source: JsonSchema, { copy, note }: CopyContext): void {
  const count = (map: unknown) => (isRecord(map) ? Object.keys(map).length : 0)
  if (count(copy.patternProperties) < count(source.patternProperties)) {
    delete copy.additionalProperties
    delete copy.unevaluatedProperties
  }
  for (const what of ['imum', 'Length', 'Items', 'Properties', 'Contains']) {
    const [least, most] = [`min${what}`, `max${what}`]
    if (Number(copy[least]) > Number(copy[most])) {
      delete copy[least]
      delete copy[most]
      note({ path: [least], reason: 'impossible-size' })
    }
  }
}
