/** Seconds stay below this for three thousand years; milliseconds passed it in 1973. */
const firstMilliseconds = 1e11

/**
 * For servers that count in milliseconds: turns `created_at` and its kin into whole seconds, in place, in an object or
 * in the items of a page. It looks no deeper: what lies there is the app's own, such as metadata.
 */
export function toSeconds<T extends object>(value: T): T {
  const objects = 'data' in value && Array.isArray(value.data) ? (value.data as unknown[]) : [value]
  for (const object of objects) {
    if (typeof object !== 'object' || object === null) continue
    const members = object as Record<string, unknown>
    for (const [name, time] of Object.entries(members)) {
      if (!name.endsWith('_at') || typeof time !== 'number') continue
      members[name] = Math.floor(time >= firstMilliseconds ? time / 1000 : time)
    }
  }
  return value
}
