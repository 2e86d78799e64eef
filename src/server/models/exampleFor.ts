type Schema = Record<string, unknown>

/** What there is to fill values with. */
export interface Material {
  /** What was asked, in full. */
  text: string
  /** The name that this value is about. */
  name: string | undefined
}

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asNumber = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined

/** Deeper than this a schema most likely contains itself. */
const deepest = 8

/**
 * A value that a JSON Schema accepts, filled from what was asked where that fits. `pattern` and `format`s beyond
 * the usual ones are not heeded.
 */
export function exampleFor(schema: unknown, material: Material): unknown {
  const root = isObject(schema) ? schema : {}

  const resolve = (part: unknown): Schema => {
    if (!isObject(part)) return {}
    if (typeof part['$ref'] !== 'string') return part
    let found: unknown = root
    for (const key of part['$ref'].replace(/^#\/?/, '').split('/').filter(Boolean)) {
      found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined
    }
    return isObject(found) && typeof found['$ref'] !== 'string' ? found : {}
  }

  const make = (part: unknown, key: string, depth: number): unknown => {
    const spec = resolve(part)
    if ('const' in spec) return spec['const']
    if (Array.isArray(spec['enum'])) return pickFrom(spec['enum'], spec['default'], material.text)
    if ('default' in spec) return spec['default']
    const choices = [spec['anyOf'], spec['oneOf']].find((list) => Array.isArray(list)) as
      | unknown[]
      | undefined
    if (choices) {
      return make(
        choices.find((choice) => resolve(choice)['type'] !== 'null') ?? {},
        key,
        depth + 1,
      )
    }
    if (Array.isArray(spec['allOf'])) {
      return make(
        Object.assign({}, spec, ...spec['allOf'].map(resolve), { allOf: undefined }),
        key,
        depth + 1,
      )
    }
    return ofType(spec, key, depth)
  }

  const ofType = (spec: Schema, key: string, depth: number): unknown => {
    const named = spec['type']
    const types: unknown[] = Array.isArray(named) ? named : [named]
    const type = types.find((one) => one !== 'null') ?? 'null'
    if (type === 'object' || isObject(spec['properties'])) return ofObject(spec, depth)
    if (type === 'array') return ofArray(spec, key, depth)
    if (type === 'number' || type === 'integer') return numberFor(spec, type, material.text)
    if (type === 'boolean') return true
    if (type === 'null' && named !== undefined) return null
    return stringFor(spec, key, material)
  }

  const ofArray = (spec: Schema, key: string, depth: number): unknown[] => {
    const least = asNumber(spec['minItems']) ?? (depth < deepest ? 1 : 0)
    const most = asNumber(spec['maxItems']) ?? Infinity
    const items = spec['items']
    return Array.from({ length: Math.min(least, most) }, () => make(items, key, depth + 1))
  }

  const ofObject = (spec: Schema, depth: number): Schema => {
    const properties = isObject(spec['properties']) ? spec['properties'] : {}
    const required = Array.isArray(spec['required']) ? spec['required'] : undefined
    const keys = required?.length ? required : depth < deepest ? Object.keys(properties) : []
    return Object.fromEntries(
      keys
        .filter((key) => typeof key === 'string')
        .map((key) => [key, depth < deepest ? make(properties[key], key, depth + 1) : null]),
    )
  }

  return make(root, '', 0)
}

/** What the text mentions; else the default, else the first. */
function pickFrom(values: unknown[], usual: unknown, text: string): unknown {
  const said = text.toLowerCase()
  const mentioned = values.find(
    (value) => typeof value === 'string' && value !== '' && said.includes(value.toLowerCase()),
  )
  return mentioned ?? usual ?? values[0]
}

/** The first number of the text, brought into bounds. */
function numberFor(spec: Schema, type: 'number' | 'integer', text: string): number {
  const said = /-?\d+(?:\.\d+)?/.exec(text)?.[0]
  const step = asNumber(spec['multipleOf']) ?? (type === 'integer' ? 1 : undefined)
  const gap = step ?? 0.5
  const above = asNumber(spec['exclusiveMinimum'])
  const below = asNumber(spec['exclusiveMaximum'])
  const least = asNumber(spec['minimum']) ?? (above === undefined ? -Infinity : above + gap)
  const most = asNumber(spec['maximum']) ?? (below === undefined ? Infinity : below - gap)
  const wanted = said === undefined ? 1 : Number(said)
  const value = Math.min(Math.max(wanted, least), most)
  if (step === undefined) return value
  const rounded = Math.round(value / step) * step
  return rounded < least ? rounded + step : rounded > most ? rounded - step : rounded
}

const formats: Record<string, string> = {
  date: '2026-01-01',
  time: '12:00:00Z',
  'date-time': '2026-01-01T12:00:00Z',
  email: 'someone@example.org',
  uri: 'https://example.org/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

const wantsText = /text|message|note|reason|comment|query|question|subject|body|title|summary/i

function stringFor(spec: Schema, key: string, { text, name }: Material): string {
  const format = typeof spec['format'] === 'string' ? formats[spec['format']] : undefined
  if (format !== undefined) return format
  const filled = wantsText.test(key) ? text : (name ?? text)
  const least = asNumber(spec['minLength']) ?? 0
  const most = asNumber(spec['maxLength']) ?? Infinity
  const characters = Array.from(filled)
  if (characters.length > most) return characters.slice(0, most).join('')
  return filled.padEnd(least, '.')
}
