import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkSchema,
  drawFields,
  type Field,
  initialValue,
  itemField,
  openedValue,
  readAnswer,
  validateValue,
  type ValuePath,
  variantOf,
} from '../../src/schema/index.js'
import { anySchema, soundSchema } from './schemas.js'

/** All fields down to a depth, so that schemas without end come to one. */
function drawAll(field: Field, depth = 4): Field[] {
  const draws =
    field.kind === 'object'
      ? field.members.map(({ draw }) => draw)
      : field.kind === 'list'
        ? [...field.prefix, ...(field.item ? [field.item] : [])]
        : field.kind === 'variants'
          ? field.variants.map(({ draw }) => draw)
          : []
  return depth === 0 ? [field] : [field, ...draws.flatMap((draw) => drawAll(draw(), depth - 1))]
}

/** What a patient person would fill in: an answer to all that is asked, and nothing that is not. */
function fill(field: Field, depth = 0): unknown {
  if (!field.isRequired && depth > 2) return undefined
  switch (field.kind) {
    case 'text':
      return field.format === 'date' ? '2026-01-31' : 'some text'
    case 'number':
    case 'integer':
      return 4
    case 'boolean':
      return true
    case 'choice':
      return field.options[0]?.value
    case 'constant':
      return field.value
    case 'multi-choice':
      return field.options.map(({ value }) => value)
    case 'object':
      return Object.fromEntries(
        field.members.map(({ name, draw }) => [name, fill(draw(), depth + 1)]),
      )
    case 'list':
      return Array.from({ length: field.limits.minItems ?? 0 }, (_, at) => {
        const item = itemField(field, at)
        return item && fill(item, depth + 1)
      })
    case 'variants': {
      const [first] = field.variants
      return first && fill(first.draw(), depth)
    }
    default:
      return null
  }
}

/** Whether a fault's place can be reached: each step is there, but for the last, which may be what is missing. */
function isReachable(value: unknown, path: ValuePath): boolean {
  let at = value
  return path.every((step, index) => {
    if (typeof at !== 'object' || at === null) return false
    const isThere = Object.hasOwn(at, step)
    at = isThere ? (at as Record<string | number, unknown>)[step] : undefined
    return isThere || index === path.length - 1
  })
}

const prototypes = () =>
  [Object.prototype, Array.prototype, Function.prototype].map((one) =>
    Object.getOwnPropertyNames(one),
  )

describe('any schema', () => {
  it('is checked, drawn, begun and enforced without a throw, and reaches no prototype', () => {
    const before = prototypes()
    fc.assert(
      fc.property(anySchema, fc.jsonValue({ maxDepth: 3 }), (schema, value) => {
        const checked = checkSchema(schema as boolean)
        const root = drawFields(checked)
        for (const field of drawAll(root).slice(0, 300)) {
          initialValue(field)
          openedValue(field)
          readAnswer(field, '0')
          if (field.kind === 'variants') variantOf(field, value)
        }
        for (const fault of validateValue(checked, value)) {
          expect(isReachable(value, fault.path)).toBe(true)
        }
        expect(({} as Record<string, unknown>).a).toBeUndefined()
      }),
      { numRuns: 1_500, seed: 6 },
    )
    expect(prototypes()).toEqual(before)
  })

  it('is enforced the same way however often it is checked', () => {
    fc.assert(
      fc.property(anySchema, fc.jsonValue({ maxDepth: 2 }), (schema, value) => {
        const once = validateValue(checkSchema(schema as boolean), value)
        expect(validateValue(checkSchema(schema as boolean), value)).toEqual(once)
      }),
      { numRuns: 300, seed: 6 },
    )
  })
})

describe('a sound schema', () => {
  it('has nothing to note, and is met by what its own fields ask for', () => {
    fc.assert(
      fc.property(soundSchema, (schema) => {
        const checked = checkSchema(schema)
        expect(checked.notes).toEqual([])
        expect(validateValue(checked, fill(drawFields(checked)))).toEqual([])
      }),
      { numRuns: 1_000, seed: 6 },
    )
  })

  it('begins with a value whose faults are at places that can be reached', () => {
    fc.assert(
      fc.property(soundSchema, (schema) => {
        const checked = checkSchema(schema)
        const value = initialValue(drawFields(checked))
        for (const { path } of validateValue(checked, value)) {
          expect(isReachable(value, path)).toBe(true)
        }
      }),
      { numRuns: 1_000, seed: 6 },
    )
  })
})
