import type { CheckedSchema } from './checkSchema.js'
import type { Field, FieldBase, Member } from './fields.js'
import { gatherParts, type JsonType } from './gatherParts.js'
import { fitsLong, isNothing } from './keywords.js'
import { isRecord } from './literals.js'
import { findOptions } from './options.js'
import { type Draw, firstOf, isText, lazily } from './said.js'
import type { JsonSchema } from './standardSchema.js'

/** Members above it are more than a form can show. */
const mostMembers = 200

/** Boxes to tick above it are more than a form can show: the values are picked one by one. */
const mostBoxes = 100

/** Which type a keyword tells of, by its name. */
const tells: readonly (readonly [JsonType, RegExp])[] = [
  ['object', /propert|required/i],
  ['array', /items|contains/i],
  ['string', /length|pattern|format|content/i],
  ['number', /imum|multipleOf/],
]

/** The type that is meant where none is said. */
export function isDrawnAs(schemas: readonly JsonSchema[]): JsonType[] {
  const keywords = schemas.flatMap((schema) => Object.keys(schema)).join(' ')
  return tells.flatMap(([type, name]) => (name.test(keywords) ? type : [])).slice(0, 1)
}

/** Lengths from which a line is too short to write in. */
const longText = 200

export function drawScalar(base: FieldBase, kind: JsonType, schemas: readonly JsonSchema[]): Field {
  if (kind === 'boolean' || kind === 'number' || kind === 'integer') return { ...base, kind }
  const { minLength = 0, maxLength = 0 } = base.limits
  return {
    ...base,
    kind: 'text',
    format: firstOf(schemas, 'format', isText),
    patterns: schemas.flatMap(({ pattern }) =>
      isText(pattern) ? pattern.slice(fitsLong.length) : [],
    ),
    isLong:
      maxLength >= longText ||
      minLength >= longText / 2 ||
      schemas.some(({ contentMediaType }) => contentMediaType !== undefined) ||
      [base.default, ...base.examples].some((sample) => String(sample).includes('\n')),
  }
}

export function drawMembers(base: FieldBase, schemas: readonly JsonSchema[], draw: Draw): Field {
  const said = new Map<string, JsonSchema[]>()
  const collect = (parts: readonly JsonSchema[], isNew: (name: string) => boolean) => {
    for (const { properties } of parts) {
      if (!isRecord(properties)) continue
      for (const [name, property] of Object.entries(properties)) {
        if (isRecord(property) && isNew(name)) said.set(name, [...(said.get(name) ?? []), property])
      }
    }
  }
  collect(schemas, () => true)
  // What only a condition brings in can be filled in at any time: whether it has to be is found when it is checked.
  const known = new Set(said.keys())
  const conditional = schemas.flatMap(
    ({ then, else: otherwise, dependentSchemas, dependencies }) => [
      then,
      otherwise,
      ...Object.values({ ...(dependentSchemas as object), ...(dependencies as object) }),
    ],
  )
  collect(conditional.filter(isRecord), (name) => !known.has(name))

  const isClosed = schemas.some(({ additionalProperties }) => isNothing(additionalProperties))
  if (said.size === 0 && !isClosed) return { ...base, kind: 'json', reason: 'free-names' }
  if (said.size > mostMembers) return { ...base, kind: 'json', reason: 'too-many-members' }
  // Lists of names, or absent, in a checked schema.
  const required = new Set(schemas.flatMap((schema) => (schema.required as string[]) ?? []))
  const members = [...said].flatMap(([name, parts]): Member[] => {
    // A name that nothing fits is one that must not be there.
    if (parts.some(isNothing)) return []
    const isRequired = required.has(name)
    return [{ name, isRequired, draw: lazily(() => draw(parts, { name, isRequired })) }]
  })
  return { ...base, kind: 'object', members }
}

export function drawList(
  base: FieldBase,
  schemas: readonly JsonSchema[],
  references: CheckedSchema['references'],
  draw: Draw,
): Field {
  const prefixed = schemas.find(
    ({ prefixItems, items }) => Array.isArray(prefixItems) || Array.isArray(items),
  )
  const ofPrefix = prefixed?.prefixItems ?? prefixed?.items
  const prefix = Array.isArray(ofPrefix) ? ofPrefix.filter(isRecord) : []
  const rest = schemas
    .map(({ items, additionalItems }) => (Array.isArray(items) ? additionalItems : items))
    .filter(isRecord)
  const isUnique = schemas.some(({ uniqueItems }) => uniqueItems === true)
  if (prefix.length > mostMembers) return { ...base, kind: 'json', reason: 'too-many-members' }
  if (rest.length === 0 && prefix.length === 0)
    return { ...base, kind: 'json', reason: 'any-value' }
  const item =
    rest.length === 0 || rest.some(isNothing)
      ? undefined
      : lazily(() => draw(rest, { name: '', isRequired: true }))
  if (isUnique && prefix.length === 0 && item) {
    const parts = gatherParts(rest, references)
    const options = parts.isNullable ? undefined : findOptions(parts, references)
    if (options && options.length > 0 && options.length <= mostBoxes) {
      return { ...base, kind: 'multi-choice', options }
    }
  }
  return {
    ...base,
    kind: 'list',
    prefix: prefix.map((inner) => lazily(() => draw([inner], { name: '', isRequired: true }))),
    item,
    isUnique,
  }
}
