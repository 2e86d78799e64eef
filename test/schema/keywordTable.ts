import type { Field } from '../../src/schema/index.js'

/** `shown` changes what is drawn; `checked` refuses what does not fit; `raw` leaves a branch to JSON; `-` says nothing here. */
export interface Row {
  drafts: '7' | '2020-12' | 'both'
  drawn: 'shown' | 'raw' | '-'
  validated: 'checked' | '-'
  schema: Record<string, unknown>
  /** What the drawn field has. */
  field?: Partial<Record<keyof Field | 'members' | 'options' | 'isLong' | 'format', unknown>>
  fits?: unknown
  /** A value that does not fit, and the fault: its path, and its keyword where that is another. */
  fails?: [value: unknown, path: string, keyword?: string]
}

const text = { type: 'string' }
const a = { properties: { a: text } }
const kind = (name: Field['kind']) => ({ kind: name })

// prettier-ignore
export const rows: Record<string, Row> = {
  $anchor: { drafts: '2020-12', drawn: 'shown', validated: 'checked', schema: { $ref: '#t', $defs: { x: { $anchor: 't', ...text } } }, field: kind('text'), fits: 'a', fails: [1, '', 'type'] },
  $comment: { drafts: 'both', drawn: '-', validated: '-', schema: { ...text, $comment: 'Nobody sees it.' }, field: kind('text') },
  $defs: { drafts: '2020-12', drawn: 'shown', validated: 'checked', schema: { $ref: '#/$defs/x', $defs: { x: text } }, field: kind('text'), fails: [1, '', 'type'] },
  $dynamicAnchor: { drafts: '2020-12', drawn: 'shown', validated: 'checked', schema: { $dynamicRef: '#t', $defs: { x: { $dynamicAnchor: 't', ...text } } }, field: kind('text'), fails: [1, '', 'type'] },
  $dynamicRef: { drafts: '2020-12', drawn: 'shown', validated: 'checked', schema: { $dynamicRef: '#/$defs/x', $defs: { x: text } }, field: kind('text'), fails: [1, '', 'type'] },
  $id: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { $ref: 'https://x.example/t', $defs: { x: { $id: 'https://x.example/t', ...text } } }, field: kind('text'), fails: [1, '', 'type'] },
  $ref: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { properties: { a: { $ref: '#/properties/b' }, b: text } }, field: kind('object'), fits: { a: '' }, fails: [{ a: 1 }, 'a', 'type'] },
  $schema: { drafts: 'both', drawn: '-', validated: 'checked', schema: { $schema: 'http://json-schema.org/draft-07/schema#', $ref: '#/definitions/x', maxLength: 1, definitions: { x: text } }, fits: 'not held against maxLength' },
  $vocabulary: { drafts: '2020-12', drawn: '-', validated: '-', schema: { ...text, $vocabulary: {} }, field: kind('text') },
  additionalItems: { drafts: '7', drawn: 'shown', validated: 'checked', schema: { items: [text], additionalItems: false }, field: kind('list'), fits: ['a'], fails: [['a', 'b'], '1', 'unexpected'] },
  additionalProperties: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { ...a, additionalProperties: false }, field: kind('object'), fits: { a: '' }, fails: [{ b: 1 }, 'b', 'unexpected'] },
  allOf: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { allOf: [text, { maxLength: 1 }] }, field: { kind: 'text', limits: { maxLength: 1 } }, fits: 'a', fails: ['ab', '', 'maxLength'] },
  anyOf: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { anyOf: [text, { type: 'number' }] }, field: kind('variants'), fits: 1, fails: [true, '', 'type'] },
  const: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { const: 5 }, field: { kind: 'constant' }, fits: 5, fails: [6, ''] },
  contains: { drafts: 'both', drawn: '-', validated: 'checked', schema: { items: { type: 'number' }, contains: { const: 1 } }, field: kind('list'), fits: [2, 1], fails: [[2], ''] },
  contentEncoding: { drafts: 'both', drawn: '-', validated: '-', schema: { ...text, contentEncoding: 'base64' }, field: kind('text') },
  contentMediaType: { drafts: 'both', drawn: 'shown', validated: '-', schema: { ...text, contentMediaType: 'text/html' }, field: { kind: 'text', isLong: true } },
  contentSchema: { drafts: '2020-12', drawn: '-', validated: '-', schema: { ...text, contentSchema: {} }, field: kind('text') },
  default: { drafts: 'both', drawn: 'shown', validated: '-', schema: { ...text, default: 'a' }, field: { default: 'a' } },
  definitions: { drafts: '7', drawn: 'shown', validated: 'checked', schema: { $ref: '#/definitions/x', definitions: { x: text } }, field: kind('text'), fails: [1, '', 'type'] },
  dependencies: { drafts: '7', drawn: '-', validated: 'checked', schema: { ...a, dependencies: { a: ['b'] } }, field: kind('object'), fits: {}, fails: [{ a: '' }, 'b', 'required'] },
  dependentRequired: { drafts: '2020-12', drawn: '-', validated: 'checked', schema: { ...a, dependentRequired: { a: ['b'] } }, field: kind('object'), fits: {}, fails: [{ a: '' }, 'b', 'required'] },
  dependentSchemas: { drafts: '2020-12', drawn: 'shown', validated: 'checked', schema: { ...a, dependentSchemas: { a: { required: ['b'] } } }, field: kind('object'), fits: {}, fails: [{ a: '' }, 'b', 'required'] },
  deprecated: { drafts: '2020-12', drawn: 'shown', validated: '-', schema: { ...text, deprecated: true }, field: { isDeprecated: true } },
  description: { drafts: 'both', drawn: 'shown', validated: '-', schema: { ...text, description: 'As on the card' }, field: { help: 'As on the card' } },
  else: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { ...a, if: { required: ['a'] }, else: { required: ['b'] } }, field: kind('object'), fits: { a: '' }, fails: [{}, 'b', 'required'] },
  enum: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { enum: ['a', 2] }, field: kind('choice'), fits: 2, fails: ['b', ''] },
  examples: { drafts: 'both', drawn: 'shown', validated: '-', schema: { ...text, examples: ['a'] }, field: { examples: ['a'] } },
  exclusiveMaximum: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { exclusiveMaximum: 5 }, field: { kind: 'number', limits: { exclusiveMaximum: 5 } }, fits: 4, fails: [5, ''] },
  exclusiveMinimum: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { exclusiveMinimum: 5 }, field: { limits: { exclusiveMinimum: 5 } }, fits: 6, fails: [5, ''] },
  format: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { ...text, format: 'date' }, field: { format: 'date' }, fits: '2024-02-29', fails: ['2023-02-29', ''] },
  if: { drafts: 'both', drawn: '-', validated: 'checked', schema: { ...a, if: { required: ['a'] }, then: { required: ['b'] } }, field: kind('object'), fits: {}, fails: [{ a: '' }, 'b', 'required'] },
  items: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { items: text }, field: kind('list'), fits: ['a'], fails: [['a', 1], '1', 'type'] },
  maxContains: { drafts: '2020-12', drawn: '-', validated: 'checked', schema: { items: {}, contains: { const: 1 }, maxContains: 1 }, field: kind('list'), fits: [1], fails: [[1, 1], ''] },
  maxItems: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { items: text, maxItems: 1 }, field: { limits: { maxItems: 1 } }, fits: [], fails: [['', ''], ''] },
  maxLength: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { maxLength: 1 }, field: { kind: 'text', limits: { maxLength: 1 } }, fits: '😀', fails: ['ab', ''] },
  maxProperties: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { ...a, maxProperties: 1 }, field: { limits: { maxProperties: 1 } }, fits: {}, fails: [{ a: '', b: 1 }, ''] },
  maximum: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { maximum: 5 }, field: { kind: 'number', limits: { maximum: 5 } }, fits: 5, fails: [6, ''] },
  minContains: { drafts: '2020-12', drawn: '-', validated: 'checked', schema: { items: {}, contains: { const: 1 }, minContains: 2 }, field: kind('list'), fits: [1, 1], fails: [[1, 2], ''] },
  minItems: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { items: text, minItems: 1 }, field: { limits: { minItems: 1 } }, fits: [''], fails: [[], ''] },
  minLength: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { minLength: 2 }, field: { kind: 'text', limits: { minLength: 2 } }, fits: 'ab', fails: ['a', ''] },
  minProperties: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { ...a, minProperties: 1 }, field: { limits: { minProperties: 1 } }, fits: { a: '' }, fails: [{}, ''] },
  minimum: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { minimum: 5 }, field: { kind: 'number', limits: { minimum: 5 } }, fits: 5, fails: [4, ''] },
  multipleOf: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { multipleOf: 0.1 }, field: { kind: 'number', limits: { multipleOf: 0.1 } }, fits: 0.3, fails: [0.35, ''] },
  not: { drafts: 'both', drawn: '-', validated: 'checked', schema: { ...text, not: { const: 'a' } }, field: kind('text'), fits: 'b', fails: ['a', ''] },
  oneOf: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { oneOf: [{ const: 1, title: 'One' }, { const: 2, title: 'Two' }] }, field: kind('choice'), fits: 2, fails: [3, '', 'enum'] },
  pattern: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { pattern: '^a+$' }, field: kind('text'), fits: 'aa', fails: ['ab', ''] },
  patternProperties: { drafts: 'both', drawn: 'raw', validated: 'checked', schema: { patternProperties: { '^x': text } }, field: kind('json'), fits: { y: 1 }, fails: [{ x: 1 }, 'x', 'type'] },
  prefixItems: { drafts: '2020-12', drawn: 'shown', validated: 'checked', schema: { prefixItems: [text], items: false }, field: kind('list'), fits: ['a'], fails: [['a', 1], '1', 'unexpected'] },
  properties: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: a, field: kind('object'), fits: { a: '' }, fails: [{ a: 1 }, 'a', 'type'] },
  propertyNames: { drafts: 'both', drawn: '-', validated: 'checked', schema: { ...a, propertyNames: { maxLength: 1 } }, field: kind('object'), fits: { b: 1 }, fails: [{ bc: 1 }, 'bc'] },
  readOnly: { drafts: 'both', drawn: 'shown', validated: '-', schema: { ...text, readOnly: true }, field: { isReadOnly: true } },
  required: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { ...a, required: ['a'] }, field: kind('object'), fits: { a: '' }, fails: [{}, 'a'] },
  then: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { ...a, if: { required: ['a'] }, then: { properties: { b: text }, required: ['b'] } }, field: kind('object'), fits: {}, fails: [{ a: '', b: 1 }, 'b', 'type'] },
  title: { drafts: 'both', drawn: 'shown', validated: '-', schema: { ...text, title: 'Name' }, field: { label: 'Name' } },
  type: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { type: ['integer', 'null'] }, field: { kind: 'integer', isNullable: true }, fits: null, fails: [1.5, ''] },
  unevaluatedItems: { drafts: '2020-12', drawn: '-', validated: 'checked', schema: { prefixItems: [text], unevaluatedItems: false }, field: kind('list'), fits: ['a'], fails: [['a', 1], '1', 'unexpected'] },
  unevaluatedProperties: { drafts: '2020-12', drawn: '-', validated: 'checked', schema: { ...a, unevaluatedProperties: false }, field: kind('object'), fits: { a: '' }, fails: [{ b: 1 }, 'b', 'unexpected'] },
  uniqueItems: { drafts: 'both', drawn: 'shown', validated: 'checked', schema: { items: { enum: ['a', 'b'] }, uniqueItems: true }, field: kind('multi-choice'), fits: ['a'], fails: [['a', 'a'], ''] },
  writeOnly: { drafts: 'both', drawn: '-', validated: '-', schema: { ...text, writeOnly: true }, field: kind('text') },
}
