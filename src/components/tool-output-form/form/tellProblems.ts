import {
  type Draft,
  type Fault,
  type Field,
  locate,
  placeKey,
  type ValuePath,
} from '../../../schema/index.js'
import type { FormLabels } from '../../labels/index.js'

/** Something that a person has to mend, and the field where. */
export interface Problem {
  path: ValuePath
  key: string
  /** The field's element, once it is drawn. */
  id?: string
  /** What the field is called, with what is around it. */
  label: string
  message: string
}

/** Faults in words, at the fields in which they are shown and in their order. */
export function tellProblems(
  root: Field,
  draft: Draft,
  faults: readonly Fault[],
  words: FormLabels,
  name: string,
): Problem[] {
  const told = faults.map((fault) => {
    const { path, field, trail, order } = locate(root, draft, fault.path)
    const said = words.fault(fault, field)
    const beyond = fault.path.slice(path.length)
    return {
      path,
      key: placeKey(path),
      order,
      label: nameOf(trail, words) || name,
      message: beyond.length > 0 ? words.inside(beyond.join('.'), said) : said,
    }
  })
  return told
    .toSorted((one, other) => compare(one.order, other.order))
    .filter(
      (one, at, all) =>
        all.findIndex((same) => same.key === one.key && same.message === one.message) === at,
    )
}

/** A field's name with the groups around it; items are told by their list and their number. */
function nameOf(trail: readonly (Field | number)[], words: FormLabels): string {
  const names: string[] = []
  for (const step of trail) {
    if (typeof step === 'number') names.push(words.item(names.pop() ?? '', step + 1))
    else if (step.label) names.push(step.label)
  }
  return names.join(', ')
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [at, place] of one.entries()) {
    const apart = place - (other[at] ?? -1)
    if (apart !== 0) return apart
  }
  return one.length - other.length
}
