import { validate } from '@cfworker/json-schema'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkSchema, type JsonSchema, validateValue } from '../../src/schema/index.js'

/** Few names and few values, so that rules and values meet often. */
const name = fc.constantFrom('a', 'b', 'c')
const scalar = fc.constantFrom<unknown>(
  null,
  true,
  0,
  1,
  2,
  1.5,
  0.3,
  -0.1,
  1e21,
  '',
  'a',
  'b😀',
  '2026-02-30',
)

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(name, tie('json'), { maxKeys: 3 }),
  ),
}))

const size = fc.integer({ min: 0, max: 3 })
const bound = fc.constantFrom(-1, 0, 0.3, 1, 1.5, 2)
const type = fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'integer', 'string')
const names = fc.uniqueArray(name, { maxLength: 2 })

const rule = (keyword: string, values: fc.Arbitrary<unknown>) =>
  values.map((one): JsonSchema => ({ [keyword]: one }))

const { any, rules } = fc.letrec<{ any: JsonSchema | boolean; rules: JsonSchema }>((tie) => {
  const inner = tie('any')
  const some = fc.array(inner, { minLength: 1, maxLength: 3 })
  const byName = fc.dictionary(name, inner, { minKeys: 1, maxKeys: 2 })
  return {
    any: fc.oneof(
      { maxDepth: 3, depthSize: 'small', depthIdentifier: 'schema' },
      fc.boolean(),
      tie('rules'),
    ),
    rules: fc
      .array(
        fc.oneof(
          rule('type', fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 }))),
          rule('const', json),
          rule('enum', fc.array(json, { minLength: 1, maxLength: 4 })),
          rule('minimum', bound),
          rule('maximum', bound),
          rule('exclusiveMinimum', bound),
          rule('exclusiveMaximum', bound),
          rule('multipleOf', fc.constantFrom(0.1, 0.5, 1, 3, 1e-7)),
          rule('minLength', size),
          rule('maxLength', size),
          rule('minItems', size),
          rule('maxItems', size),
          rule('minProperties', size),
          rule('maxProperties', size),
          rule('pattern', fc.constantFrom('^a', 'b$', '^$')),
          rule('format', fc.constantFrom('date', 'uri-reference', 'uuid')),
          rule('required', names),
          rule('properties', byName),
          rule(
            'patternProperties',
            fc.dictionary(fc.constantFrom('^a', '[bc]'), inner, { maxKeys: 2 }),
          ),
          rule('additionalProperties', inner),
          rule('propertyNames', inner),
          rule('dependentRequired', fc.dictionary(name, names, { maxKeys: 2 })),
          rule('dependentSchemas', byName),
          rule('dependencies', fc.dictionary(name, fc.oneof(names, inner), { maxKeys: 2 })),
          // A list is drawn in the way of one draft or of the other.
          fc.record({ items: some, additionalItems: inner, prefixItems: fc.constant(undefined) }),
          fc.record({ prefixItems: some, items: inner, additionalItems: fc.constant(true) }),
          fc.record({ items: inner, prefixItems: fc.constant(undefined) }),
          rule('uniqueItems', fc.boolean()),
          fc.record(
            { contains: inner, minContains: size, maxContains: size },
            { requiredKeys: ['contains'] },
          ),
          // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
          fc.record({ if: inner, then: inner, else: inner }, { requiredKeys: ['if'] }),
          rule('allOf', some),
          rule('anyOf', some),
          rule('oneOf', some),
          rule('not', inner),
          rule('$ref', fc.constantFrom('#/$defs/a', '#/$defs/b')),
        ),
        { maxLength: 4 },
      )
      .map((all) => {
        const entries = all.flatMap((one) => Object.entries(one))
        const { prefixItems, ...others } = Object.fromEntries(entries)
        return prefixItems ? Object.assign(others, { prefixItems }) : others
      }),
  }
})

// Further inside, the other one counts what a schema beside it has looked at, which the drafts forbid.
const outermost = fc.oneof(
  fc.constant({}),
  rule('unevaluatedProperties', fc.oneof(fc.constant(false), any)),
  rule('unevaluatedItems', fc.oneof(fc.constant(false), any)),
)

const given = fc.record({
  value: json,
  schema: fc
    .tuple(rules, outermost, any, any)
    .map(([inner, outer, a, b]): JsonSchema =>
      Object.assign({}, inner, outer, { $defs: { a, b } }),
    ),
})

it('comes to the same verdict as another validator', () => {
  fc.assert(
    fc.property(given, ({ value, schema }) => {
      // No draft has both, and so none says what they mean for each other.
      fc.pre(!/"dependencies.*"unevaluated/s.test(JSON.stringify(schema)))
      const checked = checkSchema(schema)
      // The other one is given what is enforced, and looks references up in the same place.
      const theirs = validate(
        value,
        checked.schema,
        checked.draft,
        Object.fromEntries(checked.references),
        false,
      )
      const faults = validateValue(checked, value)
      expect({ valid: faults.length === 0, faults }).toEqual({ valid: theirs.valid, faults })
    }),
    { numRuns: 10_000 },
  )
})
