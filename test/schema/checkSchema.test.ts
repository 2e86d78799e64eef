import { describe, expect, it } from 'vitest'
import {
  checkSchema,
  type JsonSchema,
  prepareSchema,
  validateValue,
} from '../../src/schema/index.js'

const notesOf = (schema: JsonSchema) =>
  checkSchema(schema).notes.map(({ path, reason }) => `${path.join('/')}: ${reason}`)
const text = { type: 'string' }

describe('checkSchema', () => {
  it.each<[string, JsonSchema, string]>([
    ['leads to another document', { $ref: 'https://x.example/y' }, '$ref: unknown-ref'],
    ['leads to nothing', { $ref: '#/$defs/none' }, '$ref: unknown-ref'],
    ['reaches for a prototype', { $ref: '#/__proto__' }, '$ref: unknown-ref'],
    ['is no text', { $ref: 5 }, '$ref: unknown-ref'],
    ['is its own target', { $ref: '#' }, ': endless-ref'],
    [
      'comes back through others',
      { allOf: [{ $ref: '#/$defs/x' }], $defs: { x: { not: { $ref: '#' } } } },
      'allOf/0: endless-ref',
    ],
  ])('takes out a reference that %s', (_, schema, note) => {
    expect(notesOf(schema)).toContain(note)
    expect(validateValue(checkSchema(schema), 'anything')).toEqual([])
  })

  it.each<[string, JsonSchema]>([
    ['by a pointer with escapes', { $ref: '#/$defs/a~1b%20c', $defs: { 'a/b c': text } }],
    [
      'to a place that is no keyword',
      { $ref: '#/components/schemas/x', components: { schemas: { x: text } } },
    ],
    ['through another', { $ref: '#/$defs/x', $defs: { x: { $ref: '#/$defs/y' }, y: text } }],
    [
      'inside of a schema with an address of its own',
      {
        $ref: 'T',
        $defs: { x: { $id: 'T', $ref: '#/$defs/y', $defs: { y: text } }, y: { type: 'number' } },
      },
    ],
    [
      'by the address of the whole',
      {
        $id: 'https://x.example/s',
        anyOf: [{ $ref: 'https://x.example/s#/$defs/x' }],
        $defs: { x: text },
      },
    ],
  ])('follows a reference %s', (_, schema) => {
    expect(notesOf(schema)).toEqual([])
    expect(validateValue(checkSchema(schema), 'a')).toEqual([])
    expect(validateValue(checkSchema(schema), 5)).not.toEqual([])
  })

  it('enforces a schema that goes on without end, as deep as the value goes', () => {
    const checked = checkSchema({ properties: { next: { $ref: '#' }, at: { type: 'integer' } } })
    expect(checked.notes).toEqual([])
    expect(validateValue(checked, { next: { next: { at: 'x' } } })).toMatchObject([
      { path: ['next', 'next', 'at'], keyword: 'type' },
    ])
  })

  it.each<[JsonSchema, string]>([
    [{ type: 'nonsense' }, 'type: malformed'],
    [{ type: [] }, 'type: malformed'],
    [{ enum: [] }, 'enum: malformed'],
    [{ enum: 'a' }, 'enum: malformed'],
    [{ minimum: '5' }, 'minimum: malformed'],
    [{ exclusiveMinimum: true }, 'exclusiveMinimum: malformed'],
    [{ multipleOf: 0 }, 'multipleOf: malformed'],
    [{ minLength: -1 }, 'minLength: malformed'],
    [{ maxItems: 1.5 }, 'maxItems: malformed'],
    [{ required: true }, 'required: malformed'],
    [{ properties: [] }, 'properties: malformed'],
    [{ properties: { a: 5 } }, 'properties/a: malformed'],
    [{ anyOf: {} }, 'anyOf: malformed'],
    [{ oneOf: [] }, 'oneOf: malformed'],
    [{ items: 'text' }, 'items: malformed'],
    [{ dependentRequired: { a: 'b' } }, 'dependentRequired: malformed'],
    [{ const: () => 1 }, 'const: malformed'],
    [{ pattern: 5 }, 'pattern: malformed'],
    [{ minLength: 1e9 }, 'minLength: impossible-size'],
    [{ minItems: 1e6 }, 'minItems: impossible-size'],
    [{ minProperties: 1e6 }, 'minProperties: impossible-size'],
    [{ enum: Array.from({ length: 10_001 }, (_, at) => at) }, 'enum: too-many'],
    [{ format: 'iri' }, 'format: unsupported'],
    [{ format: '__proto__' }, 'format: unsupported'],
    [
      JSON.parse('{"properties":{"__proto__":{"type":"string"}}}') as JsonSchema,
      'properties/__proto__: unsafe-name',
    ],
    [{ pattern: '(a+)+$' }, 'pattern: unsafe-pattern'],
    [{ patternProperties: { '(a+)+$': text } }, 'patternProperties/(a+)+$: unsafe-pattern'],
  ])('says of %j that it is not enforced', (schema, note) => {
    expect(notesOf(schema)).toEqual([note])
    const checked = checkSchema(schema)
    for (const value of ['', 0, {}, []]) expect(validateValue(checked, value)).toEqual([])
  })

  it('trusts only plain patterns, until what can judge the others is loaded', async () => {
    const schema = {
      properties: { slug: { pattern: '^[a-z]+(-[a-z]+)*$' }, evil: { pattern: '(a+)+$' } },
    }
    expect(checkSchema(schema).notes).toHaveLength(2)
    const prepared = await prepareSchema(schema)
    expect(prepared.notes).toEqual([
      {
        path: ['properties', 'evil', 'pattern'],
        reason: 'unsafe-pattern',
        detail: '(a+)+$',
        cause: 'ambiguous',
      },
    ])
    expect(validateValue(prepared, { slug: 'A', evil: 'b' })).toMatchObject([
      { path: ['slug'], keyword: 'pattern' },
    ])
    expect((await prepareSchema({ pattern: '^\\d{5}$' })).notes).toEqual([])
  })

  const lost = { pattern: '(a+)+$' }
  it.each<[string, JsonSchema, unknown]>([
    ['refuse', { not: lost }, 'b'],
    ['decide', { if: lost, then: { maxLength: 1 }, else: { minLength: 9 } }, 'bcd'],
    ['are alternatives of which one may fit', { oneOf: [lost, { minLength: 1 }] }, 'b'],
    ['are counted', { contains: lost, maxContains: 1 }, ['b', 'c']],
    [
      'tell names apart',
      { patternProperties: { '(a+)+$': {} }, additionalProperties: false },
      { aa: 1 },
    ],
    [
      'say what is known',
      { allOf: [{ $ref: 'elsewhere' }], unevaluatedProperties: false },
      { a: 1 },
    ],
  ])('refuses nothing because of parts that %s and are not enforced', (_, schema, value) => {
    expect(validateValue(checkSchema(schema), value)).toEqual([])
  })

  it('goes on with the rest of a schema when a part of it is not enforced', () => {
    const checked = checkSchema({
      properties: { a: { ...lost, maxLength: 2 }, b: { $ref: 'elsewhere' } },
      required: ['a'],
    })
    expect(validateValue(checked, {})).toMatchObject([{ path: ['a'], keyword: 'required' }])
    expect(validateValue(checked, { a: 'abc' })).toMatchObject([
      { path: ['a'], keyword: 'maxLength' },
    ])
  })

  it('leaves the schema it was given as it was', () => {
    const schema = { properties: { a: { $ref: '#' } }, enum: [{ a: 1 }] }
    const before = structuredClone(schema)
    validateValue(checkSchema(Object.freeze(schema)), {})
    expect(schema).toEqual(before)
  })
})
