import type { CheckedSchema } from './checkSchema.js'
import { drawList, drawMembers, drawScalar, isDrawnAs } from './drawKinds.js'
import type { Field, FieldBase, JsonReason, Option, Variant } from './fields.js'
import { flatten, gatherParts, type JsonType, typesOf, valuesOf } from './gatherParts.js'
import { isRecord } from './literals.js'
import { nothing } from './keywords.js'
import { findOptions, labelOf } from './options.js'
import { readableName } from './readableName.js'
import { type Draw, firstOf, isList, isSaid, isText, lazily, limitsOf } from './said.js'
import type { JsonSchema } from './standardSchema.js'

/** Above these a list to pick from is longer than what a form can show. */
const most = { options: 500, variants: 100 }

/** What a schema asks a person for, place by place. What lies deeper is drawn when it is asked for. */
export function drawFields({ schema, references, notesOf }: CheckedSchema): Field {
  const draw: Draw = (start, place) => {
    const { schemas, choices, used, isNullable } = gatherParts(start, references, place.used)
    const base: FieldBase = {
      name: place.name,
      label: firstOf(schemas, 'title', isText) ?? readableName(place.name),
      help: firstOf(schemas, 'description', isText),
      examples: firstOf(schemas, 'examples', isList) ?? [],
      default: firstOf(schemas, 'default', isSaid),
      limits: limitsOf(schemas),
      isRequired: place.isRequired,
      isNullable,
      isReadOnly: schemas.some(({ readOnly }) => readOnly === true),
      isDeprecated: schemas.some(({ deprecated }) => deprecated === true),
      notes: schemas.flatMap((part) => notesOf.get(part) ?? []),
    }
    const asJson = (reason: JsonReason): Field => ({ ...base, kind: 'json', reason })
    const asChoice = (options: Option[]): Field => {
      const [only] = options
      if (options.length > most.options) {
        if (!options.every(({ value }) => isText(value))) return asJson('too-many-members')
        const examples = [...base.examples, ...options.map(({ value }) => value)].slice(0, 3)
        return drawScalar({ ...base, examples }, 'string', schemas)
      }
      if (options.length > 1) return { ...base, kind: 'choice', options }
      return only
        ? { ...base, kind: 'constant', value: only.value }
        : isNullable
          ? { ...base, kind: 'constant', value: null }
          : asJson('contradiction')
    }

    const parts = { schemas, choices }
    const options = findOptions(parts, references)
    if (options) return asChoice(options)

    const [choice, ...more] = choices
    const types = typesOf(schemas)
    if (choice && more.length > 0) return asJson('several-choices')
    if (choice && choice.length > most.variants) return asJson('too-many-members')
    if (choice) {
      const variants = choice.map((inner) =>
        toVariant(inner, flatten([inner], references), [...schemas, inner]),
      )
      return { ...base, kind: 'variants', variants }
    }

    const [type, ...others] = [...(types ?? isDrawnAs(schemas))].filter(
      (name) => name !== 'null' && name !== nothing,
    )
    if (type === undefined) {
      if (!types) return asJson('any-value')
      return isNullable ? { ...base, kind: 'constant', value: null } : asJson('contradiction')
    }
    if (others.length > 0) {
      const variants = [type, ...others].map((name) => {
        const only: JsonSchema = { type: name }
        return toVariant(only, [only], [only, ...schemas])
      })
      return { ...base, kind: 'variants', variants }
    }
    return drawType(type, schemas)

    function toVariant(inner: JsonSchema, said: readonly JsonSchema[], all: JsonSchema[]): Variant {
      // What a variant is called is said by itself; the name around it is shown already.
      const label = firstOf(said, 'title', isText) ?? nameByConstant(said)
      return {
        label,
        help: firstOf(said, 'description', isText),
        at: schemas
          .flatMap(({ anyOf, oneOf }) => [anyOf, oneOf])
          .reduce<number>(
            (at, group) => Math.max(at, isList(group) ? group.indexOf(inner) : -1),
            -1,
          ),
        draw: lazily(() => ({
          ...draw(all, { name: place.name, isRequired: true, used }),
          label: label || base.label,
          default: inner.default,
        })),
      }
    }

    function drawType(name: JsonType, said: readonly JsonSchema[]): Field {
      if (name === 'object') return drawMembers(base, said, draw)
      if (name === 'array') return drawList(base, said, references, draw)
      return drawScalar(base, name, said)
    }
  }
  return draw([schema], { name: '', isRequired: true })
}

/** A variant without a title is called by what only it is or has: `{ type: { const: 'card' } }` is "Card". */
function nameByConstant(said: readonly JsonSchema[]): string {
  const [itself, ...others] = valuesOf(said) ?? []
  if (itself !== undefined && others.length === 0) return labelOf(itself)
  for (const { properties } of said) {
    if (!isRecord(properties)) continue
    for (const property of Object.values(properties)) {
      const [value, ...more] = (isRecord(property) && valuesOf([property])) || []
      if (isText(value) && more.length === 0) return readableName(value)
    }
  }
  return ''
}
