import { describe, expect, it } from 'vitest'
import {
  checkSchema,
  drawFields,
  initialValue,
  type JsonSchema,
  validateValue,
} from '../../src/schema/index.js'
import { checkPattern } from '../../src/schema/checkPattern.js'
import { leastCpuTime } from '../support/cpuTime.js'

const use = (schema: JsonSchema, value: unknown = {}) => {
  const checked = checkSchema(schema)
  initialValue(drawFields(checked))
  validateValue(checked, value)
  return checked
}

const wide = (size: number): JsonSchema => ({
  properties: Object.fromEntries(
    Array.from({ length: size }, (_, at) => [`p${at}`, { type: 'string', minLength: at }]),
  ),
  required: ['p0'],
  additionalProperties: false,
})
const deep = (size: number): JsonSchema => {
  let schema: JsonSchema = { type: 'string' }
  for (let at = 0; at < size; at++) schema = { properties: { a: schema }, required: ['a'] }
  return schema
}
const chain = (size: number): JsonSchema => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length: size }, (_, at) => [
      `d${at}`,
      { allOf: [{ $ref: `#/$defs/d${(at + 1) % size}` }] },
    ]),
  ),
})

describe('a large schema', () => {
  it.each([
    ['wide', wide, 10_000, 40_000],
    ['deep', deep, 1_000, 4_000],
    ['full of references', chain, 1_000, 4_000],
  ] as const)('takes time in proportion when it is %s', (_, make, small, large) => {
    const [one, four] = [make(small), make(large)]
    use(one)
    const [little, much] = [leastCpuTime(() => use(one)), leastCpuTime(() => use(four))]
    expect(much / Math.max(little, 2)).toBeLessThan(8)
  })

  const list = <T>(length: number, make: (at: number) => T) =>
    Array.from({ length }, (_, at) => make(at))
  const named = (size: number, nameOf: (at: number) => string) =>
    Object.fromEntries(list(size, (at) => [nameOf(at), { type: 'string' }]))

  it.each<[string, JsonSchema]>([
    ['forms to choose from', { anyOf: list(100_000, (at) => ({ const: at })) }],
    ['fields', { properties: named(100_000, (at) => `p${at}`) }],
    ['items', { type: 'array', prefixItems: list(300_000, () => ({ type: 'string' })) }],
    ['patterns', { patternProperties: named(10_000, (at) => `^(a|b${at})+$`) }],
    ['more patterns', { patternProperties: named(100_000, (at) => `^(a|b${at})+$`) }],
  ])('is looked at in little time when it has very many %s', (_, schema) => {
    const read = () => drawFields(checkSchema(schema, { checkPattern }))
    expect(leastCpuTime(read)).toBeLessThan(900)
    expect(read()).toMatchObject({ kind: 'json' })
  })

  it('lets names through whose patterns are too many to be held against', () => {
    const checked = checkSchema({
      patternProperties: named(10_001, (at) => `^a${at}$`),
      additionalProperties: false,
    })
    expect(checked.notes).toMatchObject([{ path: ['patternProperties'], reason: 'too-many' }])
    expect(validateValue(checked, { a5: 'x', b: 1 })).toEqual([])
  })

  it('says what is too much of it', () => {
    expect(use(wide(10_000)).notes).toMatchObject([{ reason: 'too-many' }])
    expect(use(deep(1_000)).notes).toMatchObject([{ reason: 'too-deep' }])
    expect(use(chain(50)).notes).toMatchObject([{ reason: 'endless-ref' }])
  })

  it('goes on knowing the names that it has too many of', () => {
    const checked = checkSchema(wide(10_000))
    expect(validateValue(checked, { p0: '', p9999: 5 })).toEqual([])
    expect(validateValue(checked, { p0: '', other: 5 })).toMatchObject([{ path: ['other'] }])
  })

  it('may be a circle of objects', () => {
    const circle: JsonSchema = { type: 'object', required: ['next'] }
    circle.properties = { next: circle, other: circle }
    circle.default = circle
    const checked = use(circle)
    expect(checked.notes).toMatchObject([{ path: ['default'], reason: 'malformed' }])
    expect(validateValue(checked, { next: { next: 5 } })).toMatchObject([
      { path: ['next', 'next'], keyword: 'type' },
    ])
    const tight: JsonSchema = {}
    tight.allOf = [tight]
    expect(use(tight).notes).toMatchObject([{ reason: 'endless-ref' }])
  })

  it('may repeat itself without growing', () => {
    let bomb: JsonSchema = { type: 'string' }
    for (let at = 0; at < 60; at++)
      bomb = { properties: { a: bomb, b: bomb }, required: ['a', 'b'] }
    expect(use(bomb).notes).toEqual([])
    const defs = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `d${at}`,
        { anyOf: [{ $ref: `#/$defs/d${at + 1}` }, { $ref: `#/$defs/d${at + 1}` }] },
      ]),
    )
    const inPlace = checkSchema({ $ref: '#/$defs/d0', $defs: { ...defs, d60: { type: 'string' } } })
    drawFields(inPlace)
    expect(validateValue(inPlace, 5)).toMatchObject([{ keyword: 'unchecked' }])
  })

  it('may recurse where each level asks for two more', () => {
    const node = {
      type: 'object',
      properties: { a: { $ref: '#/$defs/n' }, b: { $ref: '#/$defs/n' } },
      required: ['a', 'b'],
    }
    const checked = checkSchema({ $ref: '#/$defs/n', $defs: { n: node } })
    expect(JSON.stringify(initialValue(drawFields(checked))).length).toBeLessThan(100_000)
  })
})

describe('a large value', () => {
  const nested = (depth: number) => {
    let value: unknown = 1
    for (let at = 0; at < depth; at++) value = [value]
    return value
  }
  const circle: unknown[] = []
  circle.push(circle)

  it.each<[string, JsonSchema, unknown]>([
    ['is deep', { items: { $ref: '#' } }, nested(20_000)],
    ['is a circle', {}, circle],
    ['has many items', {}, Array.from({ length: 20_000 }, () => 1)],
    ['has a long text for a pattern', { pattern: '^a*b' }, 'a'.repeat(20_000)],
  ])('is said to be unchecked when it %s', (_, schema, value) => {
    expect(validateValue(checkSchema(schema), value)).toMatchObject([{ keyword: 'unchecked' }])
  })

  it('is held against uniqueItems in little time', () => {
    const list = Array.from({ length: 9_000 }, (_, at) => at)
    const checked = checkSchema({ uniqueItems: true, items: {} })
    expect(validateValue(checked, list)).toEqual([])
    expect(validateValue(checked, [...list, 8_999])).toMatchObject([{ keyword: 'uniqueItems' }])
    expect(leastCpuTime(() => validateValue(checked, list))).toBeLessThan(500)
  })

  it('comes to an end where alternatives multiply', () => {
    const branches = ['add', 'mul', 'sub'].map((op) => ({
      properties: { op: { const: op }, left: { $ref: '#/$defs/e' } },
      required: ['op'],
    }))
    const schema = { $ref: '#/$defs/e', $defs: { e: { anyOf: branches } } }
    let value: unknown = { op: 'none' }
    for (let at = 0; at < 40; at++) value = { op: 'mul', left: value }
    expect(validateValue(checkSchema(schema), value)).toMatchObject([{ keyword: 'unchecked' }])
  })

  const formats =
    'date time date-time duration uri uri-reference uri-template email hostname ipv4 ipv6 uuid json-pointer relative-json-pointer regex url'
  it.each(formats.split(' '))(
    'is held against %s in little time, whatever it is made of',
    (format) => {
      const checked = checkSchema({ type: 'string', format })
      for (const piece of [
        'a',
        '0',
        ' ',
        '.',
        ':',
        '/',
        '%41',
        'a.',
        '1:',
        '~0',
        '{a}',
        'http://a',
        '@',
        '[',
        '"',
        'é',
        '{a,',
      ]) {
        for (const start of ['', 'http://', 'a@', '"', '/']) {
          const given = `${start}${piece.repeat(Math.floor(9_000 / piece.length))}\u0000`
          expect(leastCpuTime(() => validateValue(checked, given))).toBeLessThan(300)
        }
      }
    },
  )
})
