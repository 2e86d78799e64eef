/** Ids that tell what they are and when they came. */
export function countedIds(): (prefix: string) => string {
  const counts = new Map<string, number>()
  return (prefix) => {
    const next = (counts.get(prefix) ?? 0) + 1
    counts.set(prefix, next)
    return `${prefix}${String(next).padStart(4, '0')}`
  }
}
