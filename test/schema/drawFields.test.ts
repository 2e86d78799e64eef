import { describe, expect, it } from 'vitest'
import {
  checkSchema,
  drawFields,
  type Field,
  itemField,
  type JsonSchema,
  type ListField,
} from '../../src/schema/index.js'
import { readableName } from '../../src/schema/readableName.js'
import { drawn } from './drawnTable.js'

const draw = (schema: JsonSchema | boolean) => drawFields(checkSchema(schema))
const kindOf = <K extends Field['kind']>(field: Field | undefined, kind: K) => {
  expect(field?.kind).toBe(kind)
  // Its kind was just looked at.
  return field as Extract<Field, { kind: K }>
}
const member = (field: Field, name: string) => {
  const { members } = kindOf(field, 'object')
  return members.find((one) => one.name === name)?.draw()
}
const text = { type: 'string' }

describe('drawFields', () => {
  it('draws an object in the order of its properties, with names that can be read', () => {
    const field = kindOf(
      draw({
        type: 'object',
        title: 'Refund',
        properties: { orderId: text, amount: { type: 'number', title: 'How much' } },
        required: ['amount'],
      }),
      'object',
    )
    expect(field).toMatchObject({ name: '', label: 'Refund', isRequired: true })
    expect(
      field.members.map(({ name, isRequired, draw: one }) => [name, isRequired, one().label]),
    ).toEqual([
      ['orderId', false, 'Order id'],
      ['amount', true, 'How much'],
    ])
  })

  it.each([
    ['firstName', 'First name'],
    ['first_name', 'First name'],
    ['first-name', 'First name'],
    ['userID', 'User ID'],
    ['HTMLText', 'HTML text'],
    ['URL', 'URL'],
    ['line2', 'Line2'],
    ['größe', 'Größe'],
    ['', ''],
  ])('reads %s as %s', (name, label) => {
    expect(readableName(name)).toBe(label)
  })

  it.each(drawn)('draws %j', (schema, field) => {
    expect(draw(schema)).toMatchObject(field)
  })

  it('leaves only the branch to JSON that cannot be drawn', () => {
    const field = draw({ properties: { meta: { type: 'object' }, name: text } })
    expect(member(field, 'meta')).toMatchObject({
      kind: 'json',
      reason: 'free-names',
      label: 'Meta',
    })
    expect(member(field, 'name')?.kind).toBe('text')
  })

  it('draws alternatives by title, or by the constant that tells them apart, each with what all have', () => {
    const field = kindOf(
      draw({
        type: 'object',
        properties: { id: text },
        oneOf: [
          { title: 'Card', properties: { number: text } },
          { properties: { kind: { const: 'bank_transfer' }, iban: text } },
        ],
      }),
      'variants',
    )
    expect(field.variants.map(({ label }) => label)).toEqual(['Card', 'Bank transfer'])
    const members = field.variants.map((variant) =>
      kindOf(variant.draw(), 'object').members.map(({ name }) => name),
    )
    expect(members).toEqual([
      ['id', 'number'],
      ['id', 'kind', 'iban'],
    ])
  })

  it('draws alternatives inside of alternatives', () => {
    const field = kindOf(
      draw({ anyOf: [{ type: 'boolean' }, { anyOf: [{ type: 'number' }, text] }] }),
      'variants',
    )
    expect(field.variants[1]?.draw().kind).toBe('variants')
  })

  it('shows no choice where alternatives only say what is required', () => {
    const field = draw({
      properties: { a: text, b: text },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    })
    expect(field.kind).toBe('object')
  })

  it('draws what a condition brings in as something that may be filled in', () => {
    const field = draw({
      properties: { kind: text },
      if: { properties: { kind: { const: 'x' } } },
      then: { properties: { extra: { type: 'number' } }, required: ['extra'] },
    })
    expect(member(field, 'extra')).toMatchObject({ kind: 'number', isRequired: false })
  })

  it('draws the items of a list, the first ones by themselves', () => {
    const field = kindOf(
      draw({ prefixItems: [text, { type: 'number' }], items: { type: 'boolean' } }),
      'list',
    )
    expect([0, 1, 2, 9].map((at) => itemField(field, at)?.kind)).toEqual([
      'text',
      'number',
      'boolean',
      'boolean',
    ])
    const closed = kindOf(draw({ prefixItems: [text], items: false }), 'list')
    expect(itemField(closed, 1)).toBeUndefined()
    const draft7 = kindOf(
      draw({
        $schema: 'http://json-schema.org/draft-07/schema#',
        items: [text],
        additionalItems: { type: 'number' },
      }),
      'list',
    )
    expect([0, 1].map((at) => itemField(draft7, at)?.kind)).toEqual(['text', 'number'])
  })

  it('draws a schema that goes on without end as far as it is asked to, and each place once', () => {
    const tree = {
      type: 'object',
      properties: { name: text, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
    }
    let field: Field = draw({ $ref: '#/$defs/tree', $defs: { tree } })
    for (let depth = 0; depth < 50; depth++) {
      const children: ListField = kindOf(member(field, 'children'), 'list')
      expect(itemField(children, 0)).toBe(itemField(children, 1))
      field = kindOf(itemField(children, 0), 'object')
    }
    expect(member(field, 'name')?.label).toBe('Name')
  })

  it('tells at each place what is not enforced there', () => {
    const field = draw({ properties: { a: { type: 'string', pattern: '(a+)+$' }, b: text } })
    expect(member(field, 'a')?.notes).toMatchObject([
      { path: ['properties', 'a', 'pattern'], reason: 'unsafe-pattern' },
    ])
    expect(member(field, 'b')?.notes).toEqual([])
  })

  it('draws no member whose name reaches for a prototype, and none that must not be there', () => {
    const schema = JSON.parse(
      '{"properties":{"__proto__":{"type":"string"},"constructor":{},"a":false,"b":true}}',
    ) as JsonSchema
    expect(kindOf(draw(schema), 'object').members.map(({ name }) => name)).toEqual(['b'])
  })
})
