import type { JsonSchema } from '../../src/schema/index.js'

const text = { type: 'string' }
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))
const names = many(501, (at) => `v${at}`)

/** Schemas, and what their root is drawn as. */
// prettier-ignore
export const drawn: readonly (readonly [JsonSchema | boolean, Record<string, unknown>])[] = [
  [{ type: 'string', maxLength: 2_000 }, { kind: 'text', isLong: true }],
  [{ type: 'string', maxLength: 20 }, { kind: 'text', isLong: false }],
  [{ type: 'string', examples: ['one\ntwo'] }, { kind: 'text', isLong: true }],
  [{ type: 'string', pattern: '^a' }, { kind: 'text', patterns: ['^a'] }],
  [{ type: ['string', 'null'] }, { kind: 'text', isNullable: true }],
  [{ anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] }, { kind: 'integer', isNullable: true, limits: { minimum: 1 } }],
  [{ type: 'string', anyOf: [{ const: 'a' }, { type: 'null' }] }, { kind: 'constant', isNullable: false }],
  [{ enum: ['a', 'b', null] }, { kind: 'choice', isNullable: true, options: [{ key: '0', value: 'a', label: 'a' }, { key: '1', value: 'b' }] }],
  [{ enum: ['a', 'a', 'b'] }, { kind: 'choice', options: [{ value: 'a' }, { value: 'b' }] }],
  [{ enum: [1, { x: 1 }] }, { kind: 'choice', options: [{ label: '1' }, { label: '{"x":1}' }] }],
  [{ enum: ['only'] }, { kind: 'constant', value: 'only' }],
  [{ type: 'null' }, { kind: 'constant', value: null }],
  [{ oneOf: [{ const: 'a', title: 'First', description: 'The one' }, { const: 'b' }] }, { kind: 'choice', options: [{ label: 'First', help: 'The one' }, { label: 'b' }] }],
  [{ type: 'array', items: { anyOf: [{ const: 1 }, { const: 2 }] }, uniqueItems: true, maxItems: 1 }, { kind: 'multi-choice', limits: { maxItems: 1 }, options: [{ value: 1 }, { value: 2 }] }],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, { kind: 'list', isUnique: false }],
  [{ type: 'array', items: { $ref: '#' }, uniqueItems: true }, { kind: 'list', isUnique: true }],
  [{ type: ['number', 'integer'] }, { kind: 'variants' }],
  [{ allOf: [{ type: 'number', minimum: 1 }, { type: 'integer', minimum: 3, maximum: 9 }, { maximum: 7 }] }, { kind: 'integer', limits: { minimum: 3, maximum: 7 } }],
  [{ allOf: [{ enum: ['a', 'b', 'c'] }, { enum: ['b', 'c', 'd'] }] }, { kind: 'choice', options: [{ value: 'b' }, { value: 'c' }] }],
  [{ $ref: '#/$defs/x', title: 'Here', $defs: { x: { type: 'boolean', title: 'There', description: 'Help' } } }, { kind: 'boolean', label: 'Here', help: 'Help' }],
  [{ type: 'object', additionalProperties: false }, { kind: 'object', members: [] }],
  [{ type: 'object', additionalProperties: text }, { kind: 'json', reason: 'free-names' }],
  [{ type: 'array' }, { kind: 'json', reason: 'any-value' }],
  [{}, { kind: 'json', reason: 'any-value' }],
  [true, { kind: 'json', reason: 'any-value' }],
  [false, { kind: 'json', reason: 'contradiction' }],
  [{ type: 'string', allOf: [{ type: 'number' }] }, { kind: 'json', reason: 'contradiction' }],
  [{ anyOf: [text, { type: 'number' }], oneOf: [{ minLength: 1 }, { maxLength: 0 }] }, { kind: 'json', reason: 'several-choices' }],
  [{ properties: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`p${at}`, text])) }, { kind: 'json', reason: 'too-many-members' }],
  [{ enum: names.slice(1) }, { kind: 'choice' }],
  [{ enum: names }, { kind: 'text', examples: ['v0', 'v1', 'v2'] }],
  [{ enum: names, examples: ['v7'] }, { kind: 'text', examples: ['v7', 'v0', 'v1'] }],
  [{ enum: [...names, 1] }, { kind: 'json', reason: 'too-many-members' }],
  [{ anyOf: names.map((value) => ({ const: value })) }, { kind: 'text' }],
  [{ anyOf: many(100, (at) => ({ properties: { [`p${at}`]: text } })) }, { kind: 'variants' }],
  [{ anyOf: many(101, (at) => ({ properties: { [`p${at}`]: text } })) }, { kind: 'json', reason: 'too-many-members' }],
  [{ type: 'array', uniqueItems: true, items: { enum: names.slice(0, 100) } }, { kind: 'multi-choice' }],
  [{ type: 'array', uniqueItems: true, items: { enum: names.slice(0, 101) } }, { kind: 'list' }],
  [{ type: 'array', prefixItems: many(200, () => text) }, { kind: 'list' }],
  [{ type: 'array', prefixItems: many(201, () => text) }, { kind: 'json', reason: 'too-many-members' }],
]
