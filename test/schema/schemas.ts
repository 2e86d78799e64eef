import * as fc from 'fast-check'

/** Names that a schema may use, hostile ones among them. */
const names = fc.constantFrom('a', 'b', 'firstName', 'c/d~e', '__proto__', 'constructor', 'é', '')

const counts = fc.nat({ max: 4 })
const values = fc.oneof(
  { depthSize: 'small' },
  fc.string({ maxLength: 4 }),
  fc.integer({ min: -5, max: 20 }),
  fc.boolean(),
  fc.constant(null),
)

/** An object made of some of these, each of which may be missing. */
const some = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(model, { requiredKeys: [] })

const record = (value: fc.Arbitrary<unknown>) =>
  // Own members, whatever their name is: as JSON.parse makes them.
  fc.array(fc.tuple(names, value), { maxLength: 3 }).map((pairs) => {
    const made: unknown = JSON.parse(
      `{${pairs.map(([name, inner]) => `${JSON.stringify(name)}:${JSON.stringify(inner)}`).join(',')}}`,
    )
    return made
  })

const annotations = {
  title: fc.string({ maxLength: 5 }),
  default: values,
  examples: fc.array(values, { maxLength: 2 }),
}

/** Any schema, sound or not, with references to its own definitions. */
export const anySchema = fc.letrec<{ schema: unknown; branch: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(
      true,
      false,
      {},
      { $ref: '#' },
      { $ref: '#/$defs/x' },
      { $ref: '#/none' },
      5,
      null,
    ),
    some({
      type: fc.constantFrom(
        'string',
        'number',
        'integer',
        'boolean',
        'null',
        'nonsense',
        ['string', 'null'],
        [],
      ),
      ...annotations,
      minLength: counts,
      maxLength: counts,
      pattern: fc.constantFrom('^a', '(a+)+$', '[', '\\d{2}', '^(?:b|c)*$'),
      format: fc.constantFrom('date', 'email', 'uri', '__proto__', 'unknown'),
      minimum: fc.integer({ max: 5 }),
      exclusiveMaximum: fc.oneof(fc.integer(), fc.boolean()),
      multipleOf: fc.constantFrom(0, 0.1, 3, '3'),
      enum: fc.array(values, { maxLength: 3 }),
      const: values,
    }),
    tie('branch'),
  ),
  branch: fc.oneof(
    some({
      type: fc.constant('object'),
      ...annotations,
      properties: record(tie('schema')),
      required: fc.array(names, { maxLength: 2 }),
      additionalProperties: tie('schema'),
      patternProperties: record(tie('schema')),
      propertyNames: tie('schema'),
      minProperties: counts,
      dependentSchemas: record(tie('schema')),
      dependentRequired: record(fc.array(names)),
      $defs: record(tie('schema')),
    }),
    some({
      type: fc.constant('array'),
      items: fc.oneof(tie('schema'), fc.array(tie('schema'), { maxLength: 2 })),
      prefixItems: fc.array(tie('schema'), { maxLength: 2 }),
      contains: tie('schema'),
      minItems: counts,
      maxItems: counts,
      uniqueItems: fc.boolean(),
      unevaluatedItems: tie('schema'),
    }),
    some({
      anyOf: fc.array(tie('schema'), { maxLength: 3 }),
      oneOf: fc.array(tie('schema'), { maxLength: 3 }),
      allOf: fc.array(tie('schema'), { maxLength: 3 }),
      not: tie('schema'),
      if: tie('schema'),
      then: tie('schema'),
      else: tie('schema'),
      $ref: fc.constantFrom('#', '#/$defs/x', '#/anyOf/0', 'elsewhere'),
      $defs: tie('schema').map((x) => ({ x })),
      unevaluatedProperties: tie('schema'),
    }),
  ),
})).schema

/** A schema that a person would write, and what a sound form of it can be filled with. */
export const soundSchema = fc
  .letrec<{ schema: Record<string, unknown>; leaf: Record<string, unknown> }>((tie) => ({
    leaf: fc.constantFrom<Record<string, unknown>>(
      { type: 'string' },
      { type: 'string', minLength: 1, maxLength: 300 },
      { type: 'string', format: 'date' },
      { type: 'number', minimum: 0, maximum: 10 },
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'boolean' },
      { enum: ['a', 'b', 3] },
      { const: 'fixed' },
      { type: ['string', 'null'] },
      {
        oneOf: [
          { const: 1, title: 'One' },
          { const: 2, title: 'Two' },
        ],
      },
      { type: 'array', items: { enum: ['x', 'y'] }, uniqueItems: true },
      { type: 'integer', default: 4 },
      { $ref: '#/$defs/node' },
    ),
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      tie('leaf'),
      fc
        .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('schema'), { maxKeys: 4 })
        .map((properties) => ({
          type: 'object',
          properties,
          required: Object.keys(properties).slice(1),
          additionalProperties: false,
        })),
      fc
        .tuple(tie('schema'), counts)
        .map(([items, minItems]) => ({ type: 'array', items, minItems })),
      fc.tuple(tie('schema'), tie('schema')).map(([one, other]) => ({
        anyOf: [
          {
            type: 'object',
            title: 'One',
            properties: { kind: { const: 'one' }, of: one },
            required: ['kind', 'of'],
          },
          {
            type: 'object',
            title: 'Other',
            properties: { kind: { const: 'other' }, of: other },
            required: ['kind'],
          },
        ],
      })),
    ),
  }))
  .schema.map((schema) =>
    Object.assign({}, schema, {
      $defs: {
        node: {
          type: 'object',
          properties: { next: { $ref: '#/$defs/node' }, at: { type: 'integer' } },
          required: ['at'],
          additionalProperties: false,
        },
      },
    }),
  )
