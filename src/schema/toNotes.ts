import type { FormNotes } from './draft.js'
import { copyJson, isRecord } from './literals.js'

const isIndex = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** Whether a note stands at a place, written by `placeKey`; what follows tells several notes there apart. */
function isPlaced(key: string): boolean {
  try {
    const path: unknown = JSON.parse(key.slice(0, key.lastIndexOf(']') + 1))
    return Array.isArray(path) && path.every((step) => typeof step === 'string' || isIndex(step))
  } catch {
    return false
  }
}

function toTyped(said: unknown) {
  const { text, fault } = isRecord(said) ? said : {}
  if (typeof text !== 'string') return undefined
  return typeof fault === 'string' ? { text, fault } : { text }
}

const books: Required<{ [Book in keyof FormNotes]: (said: unknown) => unknown }> = {
  typed: toTyped,
  chosen: (said) => (isIndex(said) ? said : undefined),
  aside: (said) => copyJson(said),
}

/** The notes of a form as far as they are any: what was kept may be damaged, or another version's. */
export function toNotes(kept: unknown): FormNotes {
  const held = isRecord(kept) ? kept : {}
  const found = Object.entries(books).flatMap(([name, take]) => {
    const book = Object.hasOwn(held, name) ? held[name] : undefined
    const notes = Object.entries(isRecord(book) ? book : {}).flatMap(([key, said]) => {
      const taken = isPlaced(key) ? take(said) : undefined
      return taken === undefined ? [] : [[key, taken] as const]
    })
    return notes.length > 0 ? [[name, Object.fromEntries(notes)] as const] : []
  })
  return Object.fromEntries(found)
}
