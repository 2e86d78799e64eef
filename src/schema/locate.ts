import { choiceKey, type Draft, valueAt } from './draft.js'
import type { ValuePath } from './faults.js'
import type { Field, Variant, VariantsField } from './fields.js'
import { itemField, likeness, variantOf } from './initialValue.js'
import { isRecord } from './literals.js'

/**
 * Which form of a place is shown: the one that was chosen, unless the value has been made another since, else the one
 * that it looks like; -1 for none yet.
 */
export function chosenAt(
  draft: Draft,
  path: ValuePath,
  depth: number,
  field: VariantsField,
): number {
  const value = valueAt(draft.value, path)
  const chosen = draft.notes.chosen?.[choiceKey(path, depth)]
  const variant = chosen === undefined ? undefined : field.variants[chosen]
  return variant && (value === undefined || likeness(variant.draw(), value) >= 0)
    ? (chosen ?? -1)
    : variantOf(field, value)
}

/** A place of a form, found from the outside in. */
export interface Located {
  /** As far as fields are drawn for themselves. */
  path: ValuePath
  field: Field
  /** The fields around it and it itself, outermost first; items of lists are numbers. */
  trail: readonly (Field | number)[]
  /** Where it stands among the fields, step by step. */
  order: readonly number[]
  /** What was chosen there last. */
  variant: Variant | undefined
}

/** The field in which a place of the value is shown. */
export function locate(root: Field, draft: Draft, path: ValuePath): Located {
  let field = root
  let variant: Variant | undefined
  const trail: (Field | number)[] = [root]
  const order: number[] = []
  let at = 0
  const enter = () => {
    for (let depth = 0; field.kind === 'variants'; depth++) {
      const shown = field.variants[chosenAt(draft, path.slice(0, at), depth, field)]
      if (!shown) return
      variant = shown
      field = shown.draw()
    }
  }
  enter()
  for (const step of path) {
    let next: Field | undefined
    if (field.kind === 'object' && isRecord(valueAt(draft.value, path.slice(0, at)) ?? {})) {
      const { members } = field
      const found = members.findIndex(({ name }) => name === step)
      order.push(found)
      next = members[found]?.draw()
    } else if (field.kind === 'list' && typeof step === 'number') {
      order.push(step)
      next = itemField(field, step)
      if (next) trail.push(step)
    }
    if (!next) break
    field = next
    trail.push(field)
    variant = undefined
    at++
    enter()
  }
  return { path: path.slice(0, at), field, trail, order, variant }
}

/** Which of a schema's alternatives was chosen at a place, for whoever tells what is wrong with it. */
export const chosenIn =
  (root: Field, draft: Draft) =>
  (path: ValuePath): number | undefined => {
    const located = locate(root, draft, path)
    const at = located.path.length === path.length ? located.variant?.at : undefined
    return at === -1 ? undefined : at
  }

/** A draft with the members of its objects in the order in which they are shown, so that the JSON reads like the form. */
export function inOrder(root: Field, draft: Draft): Draft {
  const sort = (field: Field, path: ValuePath, depth: number): unknown => {
    const value = valueAt(draft.value, path)
    if (field.kind === 'variants') {
      const shown = field.variants[chosenAt(draft, path, depth, field)]
      return shown ? sort(shown.draw(), path, depth + 1) : value
    }
    if (field.kind === 'list' && Array.isArray(value)) {
      return value.map((inner: unknown, at) => {
        const item = itemField(field, at)
        return item ? sort(item, [...path, at], 0) : inner
      })
    }
    if (field.kind !== 'object' || !isRecord(value)) return value
    const members = field.members.filter(({ name }) => Object.hasOwn(value, name))
    const sorted = members.map(
      ({ name, draw }) => [name, sort(draw(), [...path, name], 0)] as const,
    )
    return { ...Object.fromEntries(sorted), ...withoutThese(value, members) }
  }
  return { ...draft, value: sort(root, [], 0) }
}

const withoutThese = (value: Record<string, unknown>, members: readonly { name: string }[]) =>
  Object.fromEntries(
    Object.entries(value).filter(([name]) => !members.some((member) => member.name === name)),
  )
