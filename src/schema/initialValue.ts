import type { Field, ListField, ObjectField } from './fields.js'
import { copyJson, isRecord, isSameJson } from './literals.js'

/** Places that are looked at in advance, at most: required members can require each other without end. */
const mostMade = 250
const deepest = 20

/** What has to be there is shown before it is begun where it has no more places than this. */
const mostShown = 10

/**
 * What a form starts with: defaults, constants and the members that have to be there. `undefined` is what a person has
 * yet to answer, in a list too, where it holds the place.
 */
export function initialValue(field: Field): unknown {
  return make(field, { left: mostMade }, 0)
}

/** A value for a place that the person has just opened: an optional group, another variant, one more item. */
export function openedValue(field: Field): unknown {
  return initialValue({ ...field, isRequired: true })
}

/** What a new item starts with. */
export function emptyItem(list: ListField, at: number): unknown {
  const field = itemField(list, at)
  return field && openedValue(field)
}

/** The field of one item of a list; undefined when there can be none. */
export function itemField(list: ListField, at: number): Field | undefined {
  return (list.prefix[at] ?? list.item)?.()
}

function make(field: Field, budget: { left: number }, depth: number): unknown {
  if (field.default !== undefined) return copyJson(field.default)
  if (--budget.left < 0 || !field.isRequired || depth > deepest) return undefined
  if (field.isNullable && !onlyTold.test(field.kind)) return null
  if (field.kind === 'constant') return copyJson(field.value)
  if (field.kind === 'multi-choice') return []
  if (field.kind === 'list') {
    const length = Math.min(field.limits.minItems ?? 0, 50, budget.left)
    // What an item is moved and taken out by is as much as another place.
    budget.left -= length
    return Array.from({ length }, (_, at) => {
      const item = itemField(field, at)
      return item && make(item, budget, depth + 1)
    })
  }
  if (field.kind !== 'object') return undefined
  const value: Record<string, unknown> = {}
  for (const { name, draw } of field.members) {
    // Drawing stops where making does: names may lead on without end.
    const made = budget.left > 0 ? make(draw(), budget, depth + 1) : undefined
    if (made !== undefined) value[name] = made
  }
  return value
}

/** Whether a group asks for so little that it can be shown before it is begun: some lead on without end. */
export function isShort({ members }: ObjectField, budget = { left: mostShown }): boolean {
  budget.left -= members.length
  return (
    budget.left >= 0 &&
    members.every(({ draw }) => {
      const field = draw()
      const isShown = field.kind === 'object' && field.isRequired && !field.isNullable
      return !isShown || isShort(field, budget)
    })
  )
}

/** What only the person can say, even where it could be null. */
const onlyTold = /^(?:boolean|choice|variants|json|constant)$/

const typeFits = (field: Field, value: unknown): boolean => {
  if (field.kind === 'choice')
    return field.options.some((option) => isSameJson(option.value, value))
  if (field.kind === 'constant') return isSameJson(field.value, value)
  if (field.kind === 'list' || field.kind === 'multi-choice') return Array.isArray(value)
  if (field.kind === 'object') return isRecord(value)
  if (field.kind === 'text') return typeof value === 'string'
  if (field.kind === 'number' || field.kind === 'integer') return typeof value === 'number'
  return field.kind !== 'boolean' || typeof value === 'boolean'
}

/** How well a value fits a field at first sight; negative when it does not. */
export function likeness(field: Field, value: unknown): number {
  if (!typeFits(field, value)) return -1
  if (field.kind !== 'object' || !isRecord(value)) return field.kind === 'json' ? 0 : 1
  let likes = 1
  for (const { name, isRequired, draw } of field.members) {
    if (!Object.hasOwn(value, name)) likes -= isRequired ? 1 : 0
    else {
      const member = draw()
      // A constant that differs says that another variant is meant.
      if (typeFits(member, value[name])) likes += member.kind === 'constant' ? 10 : 1
      else if (member.kind === 'constant') return -1
    }
  }
  return Math.max(likes, 0)
}

/** Which variant a value is of, by its looks; -1 when it could be none. */
export function variantOf(field: Extract<Field, { kind: 'variants' }>, value: unknown): number {
  const likenesses = field.variants.map(({ draw }) => likeness(draw(), value))
  const most = Math.max(...likenesses)
  return most < 0 || value === undefined || (value === null && field.isNullable)
    ? -1
    : likenesses.indexOf(most)
}
