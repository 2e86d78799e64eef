import { describe, expect, it } from 'vitest'
import {
  checkSchema,
  chosenKeys,
  drawFields,
  emptyItem,
  initialValue,
  type JsonSchema,
  openedValue,
  readAnswer,
  readJson,
  variantOf,
  writeAnswer,
} from '../../src/schema/index.js'

const draw = (schema: JsonSchema) => drawFields(checkSchema(schema))
const optional = (schema: JsonSchema) => {
  const field = draw({ properties: { a: schema } })
  return (field.kind === 'object' && field.members[0]?.draw()) || field
}
const text = { type: 'string' }

describe('initialValue', () => {
  it.each<[JsonSchema, unknown]>([
    [text, undefined],
    [{ type: 'boolean' }, undefined],
    [{ type: ['boolean', 'null'] }, undefined],
    [{ type: ['string', 'null'] }, null],
    [{ type: ['object', 'null'], properties: { a: text } }, null],
    [{ const: 5 }, 5],
    [{ enum: ['a', 'b'], default: 'b' }, 'b'],
    [{ items: text }, []],
    [{ items: text, minItems: 2 }, [undefined, undefined]],
    [{ items: { enum: [1, 2] }, uniqueItems: true }, []],
    [{ anyOf: [{ type: 'number' }, text] }, undefined],
    [{}, undefined],
    [
      {
        properties: {
          a: { const: 1 },
          b: { default: 'x' },
          c: text,
          d: { properties: { e: { const: 2 } } },
          f: { properties: { g: { default: 0 } } },
        },
        required: ['a', 'd', 'c'],
      },
      { a: 1, b: 'x', d: {} },
    ],
    [
      { properties: { a: { properties: { b: { const: 2 } }, required: ['b'] } }, required: ['a'] },
      { a: { b: 2 } },
    ],
  ])('of %j is %j', (schema, value) => {
    expect(initialValue(draw(schema))).toStrictEqual(value)
  })

  it('makes no more in advance than can be shown', () => {
    const places = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce((sum: number, inner) => sum + places(inner), 1)
        : 1
    const nested = (items: object): JsonSchema => ({ type: 'array', minItems: 100, items })
    const lists = draw(nested(nested(nested(text))))
    expect(places(initialValue(lists))).toBeLessThan(300)
    const pair = { properties: { a: { $ref: '#' }, b: { $ref: '#' } }, required: ['a', 'b'] }
    expect(places(initialValue(draw(pair)))).toBeLessThan(300)
    const group = (inner: object): JsonSchema => {
      const members = Array.from({ length: 60 }, (_, at) => [`p${at}`, inner] as const)
      return { properties: Object.fromEntries(members), required: members.map(([name]) => name) }
    }
    expect(places(initialValue(draw(group(group(text)))))).toBeLessThan(300)
  })

  it('takes no default along that the form could change for others', () => {
    const field = draw({ type: 'object', properties: { a: text }, default: { a: 'x' } })
    expect(initialValue(field)).toEqual({ a: 'x' })
    expect(initialValue(field)).not.toBe(initialValue(field))
  })

  it('opens a group that was left out, and items, with what has to be there', () => {
    const group = { properties: { kind: { const: 'x' }, note: text }, required: ['kind'] }
    expect(initialValue(optional(group))).toBeUndefined()
    expect(openedValue(optional(group))).toEqual({ kind: 'x' })
    const list = draw({ items: group })
    expect(list.kind === 'list' && emptyItem(list, 3)).toEqual({ kind: 'x' })
  })
})

describe('readAnswer', () => {
  it.each<[JsonSchema, string | string[], unknown]>([
    [text, ' as typed ', ' as typed '],
    [text, '', undefined],
    [{ ...text, minLength: 0 }, '', ''],
    [{ type: ['string', 'null'] }, '', null],
    [{ type: 'number' }, ' 1.5 ', 1.5],
    [{ type: ['number', 'null'] }, ' ', null],
    [{ type: 'integer' }, '-3', -3],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'boolean' }, 'false', false],
    [{ type: 'boolean' }, '', undefined],
    [{ enum: [1, '1'] }, '0', 1],
    [{ enum: [1, '1'] }, '1', '1'],
    [{ items: { enum: ['a', 'b', 'c'] }, uniqueItems: true }, ['2', '0'], ['c', 'a']],
    [{ items: { enum: ['a', 'b'] }, uniqueItems: true }, [], []],
    [{}, '{"a":[1]}', { a: [1] }],
    [{}, ' ', undefined],
  ])('of %j makes of %j the value %j', (schema, input, value) => {
    expect(readAnswer(draw(schema), input)).toEqual({ ok: true, value })
  })

  it('takes nothing typed for no answer where none is needed, even if null would fit', () => {
    expect(readAnswer(optional({ type: ['string', 'null'] }), '')).toEqual({
      ok: true,
      value: undefined,
    })
  })

  it.each<[JsonSchema, string | string[], string]>([
    [{ type: 'number' }, 'five', 'not-a-number'],
    [{ type: 'number' }, '1,234', 'ambiguous-number'],
    [{ type: 'integer' }, '12345678901234567890', 'inexact-number'],
    [{ enum: ['a', 'b'] }, '7', 'no-option'],
    [{ items: { enum: ['a', 'b'] }, uniqueItems: true }, ['7'], 'no-option'],
    [{}, '{', 'not-json'],
    [{}, '{"a":{"__proto__":1}}', 'unsafe-name'],
  ])('of %j refuses %j: %s', (schema, input, keyword) => {
    expect(readAnswer(draw(schema), input)).toMatchObject({
      ok: false,
      fault: { path: [], keyword },
    })
  })
})

describe('writeAnswer', () => {
  it.each<[JsonSchema, unknown, string]>([
    [text, 'a', 'a'],
    [text, undefined, ''],
    [text, null, ''],
    [text, 5, '5'],
    [{ type: 'number' }, 1.5, '1.5'],
    [{ type: 'boolean' }, false, 'false'],
    [{ enum: ['a', { b: 1 }] }, { b: 1 }, '1'],
    [{ enum: ['a', 'b'] }, 'other', ''],
    [{}, null, 'null'],
    [{}, { a: 1 }, '{\n  "a": 1\n}'],
  ])('shows for %j and %j: %j', (schema, value, shown) => {
    expect(writeAnswer(draw(schema), value)).toBe(shown)
  })

  it('gives back the keys of what was chosen', () => {
    const field = draw({ items: { enum: ['a', 'b', 'c'] }, uniqueItems: true })
    expect(field.kind === 'multi-choice' && chosenKeys(field.options, ['c', 'x', 'a'])).toEqual([
      '0',
      '2',
    ])
    expect(field.kind === 'multi-choice' && chosenKeys(field.options, 'a')).toEqual([])
  })
})

describe('readJson', () => {
  it.each(['__proto__', 'constructor', 'prototype'])('refuses the name %s at any depth', (name) => {
    expect(readJson(`[{"a":{"${name}":{"polluted":true}}}]`)).toMatchObject({
      ok: false,
      fault: { keyword: 'unsafe-name' },
    })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('variantOf', () => {
  const field = draw({
    anyOf: [
      { properties: { kind: { const: 'card' }, number: text }, required: ['kind'] },
      { properties: { kind: { const: 'bank' }, iban: text }, required: ['kind', 'iban'] },
      text,
      { type: 'array', items: text },
    ],
  })
  it.each([
    [{ kind: 'card' }, 0],
    [{ kind: 'bank' }, 1],
    ['a', 2],
    [[], 3],
    [5, -1],
    [undefined, -1],
  ])('finds which alternative %j is of', (value, at) => {
    expect(field.kind === 'variants' && variantOf(field, value)).toBe(at)
  })
})
