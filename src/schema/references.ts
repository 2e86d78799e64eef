import { isRecord, own } from './literals.js'
import type { JsonSchema } from './standardSchema.js'

/** Objects looked at in search of a name, at most. */
const searched = 100_000

/** Every `$id`, `$anchor` and `$dynamicAnchor` of a document, found in one walk. */
function findNames(document: unknown): Map<string, unknown> {
  const names = new Map<string, unknown>()
  const objects = new Set([document])
  for (const next of objects) {
    if (objects.size > searched) break
    if (typeof next !== 'object' || next === null) continue
    for (const keyword of ['$id', '$anchor', '$dynamicAnchor']) {
      const name = own(next, keyword)
      if (typeof name === 'string') {
        names.set(keyword === '$id' ? name.replace(/#$/, '') : `#${name}`, next)
      }
    }
    for (const inner of Object.values(next)) if (typeof inner === 'object') objects.add(inner)
  }
  return names
}

/** Where a `$ref` of a document leads, without asking anyone else; undefined when it leads out of it. */
export type FindReference = (reference: string, base: JsonSchema) => unknown

/** @param document the schema that pointers without an `$id` of their own start from */
export function createFindReference(document: unknown): FindReference {
  let names: Map<string, unknown> | undefined
  return (reference, base) => {
    const named = (name: string) => (names ??= findNames(document)).get(name)
    const [address = '', encoded = ''] = reference.split('#', 2)
    let fragment = encoded
    try {
      fragment = decodeURIComponent(encoded)
    } catch {
      // Not encoded, then.
    }
    let found: unknown = address === '' ? base : named(address)
    if (fragment !== '' && !fragment.startsWith('/')) found = named(`#${fragment}`)
    else {
      for (const step of fragment.split('/').slice(1)) {
        const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
        found = isRecord(found) || Array.isArray(found) ? own(found, name) : undefined
      }
    }
    return isRecord(found) || typeof found === 'boolean' ? found : undefined
  }
}
