import { describe, expect, it } from 'vitest'
import { checkSchema, type JsonSchema, validateValue } from '../../src/schema/index.js'

const faultsOf = (schema: JsonSchema, value: unknown, options = {}) =>
  validateValue(checkSchema(schema), value, options).map(
    ({ path, keyword }) => `${path.join('/')}: ${keyword}`,
  )
const text = { type: 'string' }
const number = { type: 'number' }

describe('validateValue', () => {
  it.each<[string, JsonSchema, unknown, string[]]>([
    [
      'at each member that is missing',
      { required: ['a', 'b"c'], properties: {} },
      {},
      ['a: required', 'b"c: required'],
    ],
    [
      'at a member that another one asks for',
      { dependentRequired: { 'a "x"': ['b'] } },
      { 'a "x"': 1 },
      ['b: required'],
    ],
    [
      'deep inside, through references',
      {
        properties: { a: { items: { $ref: '#/$defs/x' } } },
        $defs: { x: { properties: { 'b/c~%d': number } } },
      },
      { a: [{}, { 'b/c~%d': 'x' }] },
      ['a/1/b/c~%d: type'],
    ],
    [
      'at the place itself',
      { type: 'string', maxLength: 1, pattern: '^b' },
      'aa',
      [': maxLength', ': pattern'],
    ],
    [
      'at what nobody asked for',
      { properties: { items: {} }, additionalProperties: false },
      { items: 1, b: 2 },
      ['b: unexpected'],
    ],
    [
      'at a name that does not fit',
      { propertyNames: { pattern: '^[a-z]$' } },
      { a: 1, B1: 2 },
      ['B1: propertyNames'],
    ],
    ['at an item that was not answered', { items: text }, ['a', undefined], ['1: required']],
    ['at the whole when nothing was answered', { type: 'string' }, undefined, [': required']],
    [
      'at a list in which something has to be',
      { contains: { properties: { a: number } }, minContains: 2 },
      [{ a: 'x' }, { a: 1 }],
      [': minContains'],
    ],
    [
      'inside of a property that is called contains',
      { properties: { contains: { properties: { a: number } } } },
      { contains: { a: 'x' } },
      ['contains/a: type'],
    ],
    [
      'where a condition asks for more',
      { if: { required: ['a'] }, then: { required: ['b'] } },
      { a: 1 },
      ['b: required'],
    ],
    [
      'where more than one alternative fits',
      { oneOf: [number, { type: 'integer' }] },
      5,
      [': oneOf'],
    ],
    [
      'where no alternative is near',
      { anyOf: [number, { type: 'boolean' }, { type: 'null' }] },
      'a',
      [': type'],
    ],
    [
      'where none of the constants is meant',
      { oneOf: [{ const: 1 }, { enum: [2, 3] }] },
      4,
      [': enum'],
    ],
    ['where a list repeats itself', { items: {}, uniqueItems: true }, [1, 2, 1], [': uniqueItems']],
    [
      'at what JSON cannot hold',
      { properties: { a: number } },
      { a: Number.NaN, b: 1 },
      ['a: not-json'],
    ],
    [
      'at what only a schema beside has looked at',
      { allOf: [{ properties: { a: {} } }, { unevaluatedProperties: false }] },
      { a: 1 },
      ['a: unexpected'],
    ],
    [
      'at what no alternative that fits has looked at',
      {
        anyOf: [{ properties: { a: number } }, { properties: { b: number } }],
        unevaluatedProperties: false,
      },
      { a: 'x', b: 1 },
      ['a: unexpected'],
    ],
    [
      'in what was looked at, without calling it unexpected, too',
      { properties: { a: number }, unevaluatedProperties: false },
      { a: 'x', b: 1 },
      ['a: type', 'b: unexpected'],
    ],
    ['at a date that there is not', { format: 'date' }, '2026-02-30', [': format']],
  ])('finds what is wrong %s', (_, schema, value, faults) => {
    expect(faultsOf(schema, value)).toEqual(faults)
  })

  const payment: JsonSchema = {
    properties: {
      by: {
        anyOf: [
          { properties: { kind: { const: 'card' }, number: text }, required: ['kind', 'number'] },
          { properties: { kind: { const: 'bank' }, iban: text }, required: ['kind', 'iban'] },
          { type: 'null' },
        ],
      },
    },
  }

  it('tells what is wrong with the alternative that is meant, and nothing of the others', () => {
    expect(faultsOf(payment, { by: { kind: 'bank' } })).toEqual(['by/iban: required'])
    expect(faultsOf(payment, { by: { kind: 'card', number: 5 } })).toEqual(['by/number: type'])
  })

  it('tells of the alternative that was chosen, whatever looks nearer', () => {
    const chosen = (path: readonly unknown[]) => (path[0] === 'by' ? 0 : undefined)
    expect(faultsOf(payment, { by: { kind: 'bank' } }, { chosen })).toEqual([
      'by/number: required',
      'by/kind: const',
    ])
  })

  it('finds nothing wrong with members that have no answer and need none', () => {
    const schema = { properties: { a: text }, additionalProperties: false, maxProperties: 1 }
    expect(faultsOf(schema, { a: undefined, b: undefined })).toEqual([])
  })

  it('counts what a condition that holds has looked at', () => {
    const schema = { if: { properties: { a: number } }, unevaluatedProperties: false }
    expect(faultsOf(schema, { a: 1 })).toEqual([])
    expect(faultsOf(schema, { a: 'x' })).toEqual(['a: unexpected'])
  })

  it('takes draft 7 at its word: nothing beside a reference counts', () => {
    const schema = { $ref: '#/definitions/x', maxLength: 1, definitions: { x: text } }
    expect(
      faultsOf({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' }, 'abc'),
    ).toEqual([])
    expect(faultsOf(schema, 'abc')).toEqual([': maxLength'])
  })

  it('goes on with the rest where a text is too long for a pattern', () => {
    const schema = { properties: { a: { pattern: '^b' }, c: number } }
    expect(faultsOf(schema, { a: 'a'.repeat(1_001), c: 'x' })).toEqual([': unchecked', 'c: type'])
    expect(faultsOf(schema, { a: 'a'.repeat(1_000) })).toEqual(['a: pattern'])
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses a member called %s', (name) => {
    const value: unknown = JSON.parse(`{"a":{"${name}":{"polluted":1}}}`)
    expect(faultsOf({ type: 'object' }, value)).toEqual([`a/${name}: unsafe-name`])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})
