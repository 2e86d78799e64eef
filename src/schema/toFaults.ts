import type { OutputUnit } from '@cfworker/json-schema'
import type { Fault, ValuePath } from './faults.js'
import { nothing } from './keywords.js'
import { isRecord, own } from './literals.js'

/** Which alternative a person has chosen at a place: its position in `anyOf` or `oneOf`. */
export type Chosen = (path: ValuePath) => number | undefined

/** More faults would not be read. */
const mostFaults = 500

/** What only says that something inside is wrong, which is told right after it. */
const isWrapper = ({ keyword, error }: OutputUnit) =>
  (/^(?:\$ref|allOf|.*[pP]roperties|.*[iI]tems|if|dependentSchemas)$/.test(keyword) &&
    !/^(?:min|max|unique)/.test(keyword)) ||
  error.endsWith('dependant schema.')

/** What each item lacks where some item has to be found is not what is wrong. */
const inContains =
  /(?<!\/(?:properties|patternProperties|dependentSchemas|dependencies))\/contains\//
const missing = /(?:has "(.*)" but does not have|required property) "(.*)"\.$/s

/** The place in the value, with numbers where it is a list. */
function pathOf({ instanceLocation }: OutputUnit, value: unknown): ValuePath {
  let at = value
  return instanceLocation
    .split('/')
    .slice(1)
    .map((step) => {
      const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
      const key = Array.isArray(at) ? Number(name) : name
      at = isRecord(at) || Array.isArray(at) ? own(at, name) : undefined
      return key
    })
}

/**
 * What a validator found, as faults at the places where a person can mend them. The validator names members and counts
 * matches in its sentences only, so they are read from there: its version is pinned, and tests hold each of them.
 */
export function toFaults(units: readonly OutputUnit[], value: unknown, chosen: Chosen): Fault[] {
  const faults: Fault[] = []
  for (let at = 0; at < units.length && faults.length < mostFaults; at++) {
    const unit = units[at]
    if (!unit || isWrapper(unit) || inContains.test(unit.keywordLocation)) continue
    const { keyword, keywordLocation, error } = unit
    // It is told for each two that are the same.
    if (keyword === 'uniqueItems' && faults.at(-1)?.keyword === keyword) continue
    const isInner = (next?: OutputUnit) => next?.keywordLocation.startsWith(`${keywordLocation}/`)
    const first = at + 1
    if (/^(?:anyOf|oneOf|propertyNames)$/.test(keyword)) while (isInner(units[at + 1])) at++
    const inner = units.slice(first, at + 1)
    const path = pathOf((keyword === 'propertyNames' && inner[0]) || unit, value)
    const lacks = missing.exec(error)
    if (lacks) {
      const [, because, name = ''] = lacks
      faults.push({ path: [...path, name], keyword: 'required', facts: { because } })
    } else if (error.endsWith(`"${nothing}".`)) {
      faults.push({ path, keyword: 'unexpected', facts: {} })
    } else if (keyword.endsWith('Of') && keyword !== 'multipleOf') {
      const matches = Number(/\((\d+) matches/.exec(error)?.[1] ?? 0)
      if (matches > 1) faults.push({ path, keyword, facts: { matches } })
      else faults.push(...alternatives(unit, path, inner, value, chosen))
    } else faults.push({ path, keyword, facts: { says: error } })
  }
  return faults
}

/** Of several alternatives, what is wrong with the one that was chosen or is the nearest. */
function alternatives(
  { instanceLocation, keywordLocation }: OutputUnit,
  path: ValuePath,
  units: readonly OutputUnit[],
  value: unknown,
  chosen: Chosen,
): Fault[] {
  const branches = new Map<number, OutputUnit[]>()
  for (const unit of units) {
    const at = Number.parseInt(unit.keywordLocation.slice(keywordLocation.length + 1), 10)
    branches.set(at, [...(branches.get(at) ?? []), unit])
  }
  const all = [...branches.values()]
  // Where no alternative is near, none of them is what the person meant.
  for (const shape of [/^(?:enum|const)$/, /^type$/]) {
    const isFar = (unit: OutputUnit) =>
      shape.test(unit.keyword) && unit.instanceLocation === instanceLocation
    if (all.every((branch) => branch.some(isFar))) {
      return [{ path, keyword: shape.test('type') ? 'type' : 'enum', facts: {} }]
    }
  }
  const nearest = all.toSorted((one, other) => distance(one, path) - distance(other, path))[0]
  return toFaults(branches.get(chosen(path) ?? -1) ?? nearest ?? [], value, chosen)
}

/** How far a value is from an alternative: another type or another constant weighs most. */
function distance(units: readonly OutputUnit[], { length }: ValuePath): number {
  let sum = 0
  for (const unit of units) {
    const deeper = unit.instanceLocation.split('/').length - 1 - length
    const isConstant = /^(?:enum|const)$/.test(unit.keyword)
    if (deeper === 0 && (isConstant || unit.keyword === 'type')) sum += 100
    else if (deeper === 1 && isConstant) sum += 50
    else if (!isWrapper(unit)) sum++
  }
  return sum
}
