import type { OutputUnit } from '@cfworker/json-schema'
import type { CheckedSchema } from './checkSchema.js'
import type { Fault, ValuePath } from './faults.js'
import { isNothing, maps } from './keywords.js'
import { isRecord, own } from './literals.js'
import type { JsonSchema } from './standardSchema.js'

/** Which alternative a person has chosen at a place: its position in `anyOf` or `oneOf`. */
export type Chosen = (path: ValuePath) => number | undefined

interface Context {
  checked: CheckedSchema
  value: unknown
  chosen: Chosen
}

/** What only says that something inside is wrong, which is told right after it. */
const wrappers = new Set(
  '$ref allOf properties patternProperties items prefixItems additionalItems additionalProperties unevaluatedProperties unevaluatedItems if dependentSchemas'.split(
    ' ',
  ),
)
/** More would not be read. */
const mostFaults = 500

const stepsOf = (location: string) =>
  location
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))

/** The place in the value, with numbers where it is a list. */
function placeOf(location: string, value: unknown): { path: ValuePath; found: unknown } {
  let found = value
  const path = stepsOf(location).map((step) => {
    const key = Array.isArray(found) ? Number(step) : step
    found = typeof found === 'object' && found !== null ? own(found, step) : undefined
    return key
  })
  return { path, found }
}

/** The schema that said it, with the keywords on the way there. */
function findSaid(location: string, { checked }: Context): { said: JsonSchema; way: string[] } {
  const steps = stepsOf(location)
  const way: string[] = []
  let said: unknown = checked.schema
  for (let at = 0; at < steps.length - 1 && isRecord(said); at++) {
    const keyword = steps[at] ?? ''
    const inner: unknown = said[keyword]
    way.push(keyword)
    if (keyword === '$ref') said = checked.references.get(String(inner))
    else if (Array.isArray(inner)) said = inner[Number(steps[++at])]
    else if (maps.has(keyword) && isRecord(inner)) said = inner[steps[++at] ?? '']
    else said = inner
  }
  return { said: isRecord(said) ? said : {}, way }
}

const sizeOf = (value: unknown) =>
  typeof value === 'string'
    ? Array.from(value).length
    : Array.isArray(value)
      ? value.length
      : isRecord(value)
        ? Object.keys(value).length
        : undefined

function factsOf(keyword: string, said: JsonSchema, found: unknown): Fault['facts'] {
  if (keyword === 'type') return { expected: [said.type].flat() }
  if (keyword === 'enum') return { allowed: said.enum }
  if (keyword === 'const') return { allowed: [said.const] }
  if (keyword === 'contains') return { limit: said.minContains ?? 1 }
  if (/^(min|max)(Le|It|Pr|Co)/.test(keyword))
    return { limit: said[keyword], actual: sizeOf(found) }
  return said[keyword] === undefined || isRecord(said[keyword]) ? {} : { limit: said[keyword] }
}

/** What a validator found, as faults at the places where a person can mend them. */
export function toFaults(units: readonly OutputUnit[], context: Context): Fault[] {
  const faults: Fault[] = []
  const told = new Set<string>()
  const add = (path: ValuePath, keyword: string, facts: Fault['facts'] = {}) => {
    const key = JSON.stringify([path, keyword])
    if (faults.length < mostFaults && !told.has(key)) faults.push({ path, keyword, facts })
    told.add(key)
  }
  for (let at = 0; at < units.length && faults.length < mostFaults; at++) {
    const unit = units[at]
    if (!unit || wrappers.has(unit.keyword)) continue
    const { keyword, instanceLocation, keywordLocation } = unit
    const { path, found } = placeOf(instanceLocation, context.value)
    const { said, way } = findSaid(keywordLocation, context)
    const inner = () => {
      const from = at + 1
      const isInner = (one?: OutputUnit) => one?.keywordLocation.startsWith(`${keywordLocation}/`)
      while (isInner(units[at + 1]) === true) at++
      return units.slice(from, at + 1)
    }
    // What single items lack is not what is wrong when some item has to be found.
    if (way.includes('contains')) continue
    if (keyword === 'required' || keyword.startsWith('depend')) {
      for (const [name, facts] of missing(keyword, said, found))
        add([...path, name], 'required', facts)
    } else if (keyword === 'anyOf' || keyword === 'oneOf') {
      for (const fault of alternatives(unit, path, said, inner(), context)) {
        add(fault.path, fault.keyword, fault.facts)
      }
    } else if (keyword === 'propertyNames') {
      const [first] = inner()
      if (first) add(placeOf(first.instanceLocation, context.value).path, keyword)
    } else if (keyword === 'not' && isNothing(said)) {
      // Where nothing may stand, what says so is the keyword around it.
      add(path, way.at(-1) ?? keyword)
    } else add(path, keyword, factsOf(keyword, said, found))
  }
  return faults
}

/** Names that are not there and have to be, with the name that asks for them if it is one. */
function missing(keyword: string, said: JsonSchema, found: unknown): [string, Fault['facts']][] {
  if (!isRecord(found)) return []
  const absent = (names: unknown) =>
    Array.isArray(names) ? names.map(String).filter((name) => !Object.hasOwn(found, name)) : []
  if (keyword === 'required') return absent(said.required).map((name) => [name, {}])
  return Object.entries(isRecord(said[keyword]) ? said[keyword] : {})
    .filter(([name]) => Object.hasOwn(found, name))
    .flatMap(([because, names]) =>
      absent(names).map((name): [string, Fault['facts']] => [name, { because }]),
    )
}

/** Of several alternatives, what is wrong with the one that was chosen or is the nearest. */
function alternatives(
  { keyword, instanceLocation, keywordLocation }: OutputUnit,
  path: ValuePath,
  said: JsonSchema,
  units: readonly OutputUnit[],
  context: Context,
): Fault[] {
  const all: unknown[] = Array.isArray(said[keyword]) ? said[keyword] : []
  const failed = new Map<number, OutputUnit[]>()
  for (const unit of units) {
    const branch = Number.parseInt(unit.keywordLocation.slice(keywordLocation.length + 1), 10)
    const known = failed.get(branch)
    if (known) known.push(unit)
    else failed.set(branch, [unit])
  }
  const matches = all.length - failed.size
  if (matches > 1) return [{ path, keyword, facts: { matches } }]

  const chosen = failed.get(context.chosen(path) ?? -1)
  if (chosen) return toFaults(chosen, context)
  const branches = [...failed.values()]
  const here = (names: readonly string[]) =>
    branches.map((branch) =>
      branch.find(
        (unit) => names.includes(unit.keyword) && unit.instanceLocation === instanceLocation,
      ),
    )
  const together = (names: readonly string[], fact: string): Fault[] | undefined => {
    const found = here(names)
    if (!found.every((unit) => unit !== undefined)) return undefined
    const values = found.flatMap((unit) => {
      const { said: inner } = findSaid(unit.keywordLocation, context)
      return Object.values(factsOf(unit.keyword, inner, undefined)).flat()
    })
    return [{ path, keyword: names[0] ?? '', facts: { [fact]: [...new Set(values)] } }]
  }
  return (
    together(['enum', 'const'], 'allowed') ??
    together(['type'], 'expected') ??
    toFaults(
      branches.toSorted((one, other) => distance(one, path) - distance(other, path))[0] ?? [],
      context,
    )
  )
}

/** How far a value is from an alternative: another type or another constant weighs most. */
function distance(units: readonly OutputUnit[], { length }: ValuePath): number {
  return units.reduce((sum, { keyword, instanceLocation }) => {
    if (wrappers.has(keyword)) return sum
    const deeper = instanceLocation.split('/').length - 1 - length
    const isConstant = keyword === 'const' || keyword === 'enum'
    const weight =
      deeper === 0 && (isConstant || keyword === 'type') ? 100 : deeper === 1 && isConstant ? 50 : 1
    return sum + weight
  }, 0)
}
