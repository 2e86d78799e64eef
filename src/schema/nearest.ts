import type { Fault, ValuePath } from './faults.js'

/** What came of holding a value against a schema: what is wrong, and the members and items that were looked at. */
export interface Held {
  faults: Fault[]
  seen: Set<string | number>
}

const isConstant = /^(?:enum|const)$/
const isType = /^(?:type|unexpected)$/

/** How far a value is from an alternative: another type or another constant weighs most. */
function distance({ faults }: Held, { length }: ValuePath): number {
  let sum = 0
  for (const { keyword, path } of faults) {
    const deeper = path.length - length
    if (deeper === 0 && (isConstant.test(keyword) || isType.test(keyword))) sum += 100
    else sum += deeper === 1 && isConstant.test(keyword) ? 50 : 1
  }
  return sum
}

/**
 * Of alternatives of which none fits, the one that was chosen or is the nearest. Where none is near, none of them is what
 * the person meant, and that alone is told.
 */
export function nearest(branches: readonly Held[], path: ValuePath, chosen = -1): Held {
  for (const [keyword, shape] of [
    ['enum', isConstant],
    ['type', isType],
  ] as const) {
    const isFar = (fault: Fault) => shape.test(fault.keyword) && fault.path.length === path.length
    if (branches.every(({ faults }) => faults.some(isFar))) {
      return { faults: [{ path, keyword, facts: {} }], seen: new Set() }
    }
  }
  const sorted = branches.toSorted((one, other) => distance(one, path) - distance(other, path))
  // A checked schema has no alternatives without any.
  return (branches[chosen] ?? sorted[0]) as Held
}
