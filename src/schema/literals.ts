/** Names that reach for prototypes: no schema may declare them and no answer may hold them. */
export const isUnsafeName = (name: string): boolean =>
  name === '__proto__' || name === 'constructor' || name === 'prototype'

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an object itself holds under a name, never what it inherits. */
export const own = (holder: object, name: PropertyKey): unknown =>
  Object.hasOwn(holder, name) ? (holder as Record<PropertyKey, unknown>)[name] : undefined

/** How deep and how large data may be that is copied or compared. */
export const dataLimits = { depth: 100, parts: 10_000 }

/** A copy of JSON data; undefined when it is no JSON, too deep, too large, or names a prototype. */
export function copyJson(value: unknown, budget = { left: dataLimits.parts }, depth = 0): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'object' || depth > dataLimits.depth) return undefined
  const isList = Array.isArray(value)
  const copy: Record<string, unknown> = {}
  const list: unknown[] = []
  for (const [key, inner] of Object.entries(value)) {
    const part =
      --budget.left < 0 || isUnsafeName(key) ? undefined : copyJson(inner, budget, depth + 1)
    if (part === undefined) return undefined
    if (isList) list.push(part)
    else copy[key] = part
  }
  return isList ? list : copy
}

/** Whether a value is JSON of no more parts than these. */
export const isJsonWithin = (value: unknown, parts: number): boolean =>
  copyJson(value, { left: parts }) !== undefined

/** A text that two pieces of JSON data share when they are the same, whatever the order of their members. */
export const jsonKey = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(
          Object.keys(inner)
            .toSorted()
            .map((name) => [name, inner[name]]),
        )
      : inner,
  )

/** Whether two pieces of JSON data are the same. */
export const isSameJson = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === typeof other && jsonKey(one) === jsonKey(other))
