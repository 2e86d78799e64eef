import { layOver, readDraftRow } from './draftRow.js'
import { isObject } from './isObject.js'

/** What tells the entries of a kept list apart. */
const nameOf = (entry: unknown): unknown =>
  isObject(entry) ? (entry['intent'] ?? entry['id']) : entry

/** A row as it stands, and what was written without a look at it: as much of both as can be. */
export function joinRows(kept: unknown, written: unknown): unknown {
  if (Array.isArray(kept) && Array.isArray(written)) {
    const before: unknown[] = kept
    const after: unknown[] = written
    const names = new Set(after.map(nameOf))
    return [...before.filter((entry) => !names.has(nameOf(entry))), ...after]
  }
  const isDraft = isObject(written) && 'answers' in written
  return isDraft ? layOver(readDraftRow(kept), readDraftRow(written)) : written
}
