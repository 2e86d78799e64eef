import type { Fault } from './faults.js'
import type { Field, Option } from './fields.js'
import { longestText } from './keywords.js'
import { copyJson, dataLimits, isRecord, isSameJson, isUnsafeName } from './literals.js'
import { readNumber } from './readNumber.js'

/** What was made of what a person typed; `undefined` as a value is no answer. */
export type Reading = { ok: true; value: unknown } | { ok: false; fault: Fault }

const fault = (keyword: string, facts: Fault['facts'] = {}): Reading => ({
  ok: false,
  fault: { path: [], keyword, facts },
})
/** Reads JSON as a person wrote it; an empty text is no answer. */
export function readJson(text: string): Reading {
  if (text.trim() === '') return { ok: true, value: undefined }
  try {
    let unsafe: string | undefined
    const value: unknown = JSON.parse(text, (name, inner: unknown) => {
      if (isUnsafeName(name)) unsafe = name
      return inner
    })
    return unsafe === undefined ? { ok: true, value } : fault('unsafe-name', { name: unsafe })
  } catch {
    return fault('not-json')
  }
}

const optionOf = (options: readonly Option[], key: unknown) =>
  options.find((option) => option.key === key)

/**
 * Makes a value of what a person typed or chose: a text, the key of an option, a list of keys. Nothing typed is null
 * where a value is required and null fits, else no answer at all; an empty text is one only where the schema says
 * `minLength: 0`.
 */
export function readAnswer(field: Field, input: string | readonly string[]): Reading {
  if (typeof input !== 'string') {
    const options = field.kind === 'multi-choice' ? field.options : []
    const chosen = input.map((key) => optionOf(options, key))
    if (chosen.includes(undefined)) return fault('no-option')
    return { ok: true, value: chosen.map((option) => option?.value) }
  }
  const isEmpty = field.kind === 'text' ? input === '' : input.trim() === ''
  if (isEmpty && !(field.kind === 'text' && field.limits.minLength === 0)) {
    return { ok: true, value: field.isNullable && field.isRequired ? null : undefined }
  }
  switch (field.kind) {
    case 'text':
      return { ok: true, value: input }
    case 'number':
    case 'integer': {
      const value = readNumber(input)
      return typeof value === 'number' ? { ok: true, value } : fault(value)
    }
    case 'boolean':
      return { ok: true, value: input === 'true' }
    case 'choice': {
      const option = optionOf(field.options, input)
      return option ? { ok: true, value: copyJson(option.value) } : fault('no-option')
    }
    case 'constant':
      return { ok: true, value: copyJson(field.value) }
    default:
      return readJson(input)
  }
}

/** What a control shows for a value: the other way round of `readAnswer`. */
export function writeAnswer(field: Field, value: unknown): string {
  if (value === undefined || (value === null && field.kind !== 'json')) return ''
  if (field.kind === 'choice') {
    return field.options.find((option) => isSameJson(option.value, value))?.key ?? ''
  }
  if (field.kind === 'text' && typeof value === 'string') return value
  return JSON.stringify(value, null, 2) ?? ''
}

/** The keys of the options that a value holds. */
export function chosenKeys(options: readonly Option[], value: unknown): string[] {
  const chosen: unknown[] = Array.isArray(value) ? value : []
  return options
    .filter((option) => chosen.some((one) => isSameJson(one, option.value)))
    .map(({ key }) => key)
}

/** A value as it can be checked and sent, and what stands in the way. */
export interface Tidied {
  value: unknown
  faults: Fault[]
  /** The longest text in it. */
  longest: number
}

/** Leaves out members without an answer; finds what JSON cannot hold, and items that were not answered. */
export function tidy(value: unknown): Tidied {
  const found: Tidied = { value: undefined, faults: [], longest: 0 }
  let left = dataLimits.parts
  const walk = (given: unknown, path: Fault['path']): unknown => {
    const refuse = (keyword: string, at = path) => {
      found.faults.push({ path: at, keyword, facts: {} })
      return null
    }
    if (given === undefined) return refuse('required')
    if (--left < 0) return left === -1 ? refuse('unchecked') : null
    if (path.length > dataLimits.depth) return refuse('unchecked')
    if (typeof given === 'string') found.longest = Math.max(found.longest, given.length)
    if (Array.isArray(given)) return given.map((inner, at) => walk(inner, [...path, at]))
    if (isRecord(given)) {
      const members: Record<string, unknown> = {}
      for (const [name, inner] of Object.entries(given)) {
        if (inner === undefined) continue
        if (isUnsafeName(name) || name.length > longestText) refuse('unsafe-name', [...path, name])
        else members[name] = walk(inner, [...path, name])
      }
      return members
    }
    return copyJson(given) === undefined ? refuse('not-json') : given
  }
  found.value = walk(value, [])
  return found
}
