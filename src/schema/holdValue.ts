import type { CheckedSchema } from './checkSchema.js'
import type { Fault, ValuePath } from './faults.js'
import { formats } from './formats.js'
import { isMultiple } from './isMultiple.js'
import { nothing } from './keywords.js'
import { isRecord, isSameJson, jsonKey } from './literals.js'
import { type Held, nearest } from './nearest.js'
import type { JsonSchema } from './standardSchema.js'

/** Which alternative a person has chosen at a place: its position in `anyOf` or `oneOf`. */
export type Chosen = (path: ValuePath) => number | undefined

/** A schema can make one value be looked at again and again: so often may it be. */
const mostSteps = 200_000

/** What a checked schema may hold: each keyword has a value of the right shape, or is not there. */
interface Enforced {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  not?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  if?: JsonSchema
  then?: JsonSchema
  else?: JsonSchema
  required?: string[]
  propertyNames?: JsonSchema
  dependencies?: Record<string, JsonSchema | string[]>
  dependentRequired?: Record<string, string[]>
  dependentSchemas?: Record<string, JsonSchema>
  properties?: Record<string, JsonSchema>
  patternProperties?: Record<string, JsonSchema>
  additionalProperties?: JsonSchema
  unevaluatedProperties?: JsonSchema
  prefixItems?: JsonSchema[]
  items?: JsonSchema | JsonSchema[]
  additionalItems?: JsonSchema
  unevaluatedItems?: JsonSchema
  contains?: JsonSchema
  minContains?: number
  maxContains?: number
  uniqueItems?: boolean
  pattern?: string
  format?: string
}

const isMet = ({ faults }: Held) => faults.length === 0

const typeOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

const bounds: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  minimum: (value, bound) => value >= bound,
  maximum: (value, bound) => value <= bound,
  exclusiveMinimum: (value, bound) => value > bound,
  exclusiveMaximum: (value, bound) => value < bound,
  multipleOf: isMultiple,
}

/** Characters as people count them: one that takes two units is one. */
const lengthOf = (text: string) => text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, ' ').length

/**
 * Holds a value against a checked schema, as drafts 7 and 2020-12 want it, and tells what is wrong at the places where a
 * person can mend it: what is missing at its own name, of several alternatives what is wrong with the one that was chosen
 * or is the nearest.
 *
 * @throws RangeError when the schema makes it look at the value too often, or too deep
 */
export function holdValue(
  { schema: root, references }: CheckedSchema,
  whole: unknown,
  chosen: Chosen,
): Fault[] {
  let left = mostSteps

  function hold(value: unknown, schema: JsonSchema, path: ValuePath): Held {
    if (--left < 0) throw new RangeError('steps')
    // `checkSchema` has left out whatever has another shape.
    const rules = schema as Enforced
    const faults: Fault[] = []
    const seen: Held['seen'] = new Set()
    const tell = (keyword: string, facts: Fault['facts'] = {}, at: ValuePath = path) =>
      void faults.push({ path: at, keyword, facts })
    const here = (inner: JsonSchema) => hold(value, inner, path)
    const see = (held: Held) => held.seen.forEach((key) => seen.add(key))
    const also = (inner: JsonSchema | undefined) => {
      if (!inner) return
      const held = here(inner)
      faults.push(...held.faults)
      see(held)
    }
    const checkSize = (size: () => number, of: string) => {
      const { [`min${of}`]: least, [`max${of}`]: most } = schema as Record<string, number>
      if (least !== undefined && size() < least) tell(`min${of}`)
      if (most !== undefined && size() > most) tell(`max${of}`)
    }
    const checkInner = (key: string | number, inner: unknown, rule: JsonSchema) => {
      seen.add(key)
      faults.push(...hold(inner, rule, [...path, key]).faults)
    }

    function checkAlternatives(keyword: 'anyOf' | 'oneOf') {
      const branches = rules[keyword]?.map(here)
      if (!branches) return
      const met = branches.filter(isMet)
      met.forEach(see)
      if (keyword === 'oneOf' && met.length > 1) tell(keyword, { matches: met.length })
      if (met.length > 0) return
      const meant = nearest(branches, path, chosen(path))
      see(meant)
      faults.push(...meant.faults)
    }

    function checkMembers(members: Record<string, unknown>) {
      const names = Object.keys(members)
      const { properties = {}, patternProperties = {}, propertyNames } = rules
      const need = (needed: readonly string[], because?: string) => {
        for (const name of needed) {
          if (!Object.hasOwn(members, name)) tell('required', { because }, [...path, name])
        }
      }
      need(rules.required ?? [])
      checkSize(() => names.length, 'Properties')
      for (const name of propertyNames ? names : []) {
        const at = [...path, name]
        if (propertyNames && !isMet(hold(name, propertyNames, at))) tell('propertyNames', {}, at)
      }
      for (const keyword of ['dependentRequired', 'dependentSchemas', 'dependencies'] as const) {
        for (const [name, then] of Object.entries(rules[keyword] ?? {})) {
          if (!Object.hasOwn(members, name)) continue
          if (Array.isArray(then)) need(then, name)
          else also(then)
        }
      }
      const known = new Set<string>()
      const check = (name: string, rule: JsonSchema) => {
        known.add(name)
        checkInner(name, members[name], rule)
      }
      for (const [name, rule] of Object.entries(properties)) {
        if (Object.hasOwn(members, name)) check(name, rule)
      }
      for (const [pattern, rule] of Object.entries(patternProperties)) {
        const isNamed = new RegExp(pattern, 'u')
        for (const name of names) if (isNamed.test(name)) check(name, rule)
      }
      checkOthers(names, members, rules.additionalProperties, known)
      checkOthers(names, members, rules.unevaluatedProperties)
    }

    /** What no other rule has looked at. */
    function checkOthers(
      keys: readonly (string | number)[],
      values: object,
      rule: JsonSchema | undefined,
      known: ReadonlySet<string | number> = seen,
    ) {
      for (const key of rule ? keys : []) {
        if (rule && !known.has(key)) checkInner(key, (values as Record<string, unknown>)[key], rule)
      }
    }

    function checkItems(list: readonly unknown[]) {
      const { items, contains, minContains: least, maxContains: most = list.length } = rules
      const [first, others] = Array.isArray(items)
        ? [items, rules.additionalItems]
        : [rules.prefixItems, items]
      checkSize(() => list.length, 'Items')
      for (const [at, item] of list.entries()) {
        const rule = first?.[at] ?? others
        if (rule) checkInner(at, item, rule)
      }
      if (contains) {
        const found = [...list.keys()].filter((at) => isMet(hold(list[at], contains, path)))
        found.forEach((at) => seen.add(at))
        if (found.length < (least ?? 1)) tell(least === undefined ? 'contains' : 'minContains')
        else if (found.length > most) tell('maxContains')
      }
      checkOthers([...list.keys()], list, rules.unevaluatedItems)
      if (rules.uniqueItems && new Set(list.map(jsonKey)).size < list.length) tell('uniqueItems')
    }

    also(references.get(String(rules.$ref)))
    const type = typeOf(value)
    const fits = (name: string) => name === type || (name === 'integer' && Number.isInteger(value))
    if (rules.type && ![rules.type].flat().some(fits)) {
      tell(rules.type === nothing ? 'unexpected' : 'type')
    }
    if ('const' in schema && !isSameJson(value, schema.const)) tell('const')
    if (rules.enum && !rules.enum.some((one) => isSameJson(value, one))) tell('enum')
    if (rules.not && isMet(here(rules.not))) tell('not')
    checkAlternatives('anyOf')
    rules.allOf?.forEach(also)
    checkAlternatives('oneOf')
    if (rules.if) {
      const condition = here(rules.if)
      if (isMet(condition)) see(condition)
      also(isMet(condition) ? rules.then : rules.else)
    }
    if (isRecord(value)) checkMembers(value)
    else if (Array.isArray(value)) checkItems(value)
    else if (typeof value === 'string') {
      checkSize(() => lengthOf(value), 'Length')
      if (rules.pattern !== undefined && !new RegExp(rules.pattern, 'u').test(value)) {
        tell('pattern')
      }
      if (rules.format && !formats[rules.format]?.(value)) tell('format')
    } else if (typeof value === 'number') {
      for (const [keyword, isWithin] of Object.entries(bounds)) {
        const bound = schema[keyword]
        if (typeof bound === 'number' && !isWithin(value, bound)) tell(keyword)
      }
    }
    return { faults, seen }
  }

  return hold(whole, root, []).faults
}
