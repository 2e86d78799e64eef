import { toNotes } from '../schema/index.js'
import type { Answer } from './drafts.js'
import { isObject } from './isObject.js'

/** An answer as far as it is one; null where there are no words in it. */
export function toAnswer(kept: unknown): Answer | null {
  const { text, as, form } = isObject(kept) ? kept : {}
  if (typeof text !== 'string') return null
  const answer: Answer = { text, as: as === 'json' ? 'json' : 'text' }
  return isObject(form) ? { ...answer, form: toNotes(form) } : answer
}
