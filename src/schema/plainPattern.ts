import type { Note } from './notes.js'

/** How much work may go into checking; shared by the patterns of one schema. */
export interface Work {
  left: number
}

/** The pattern as the validator may compile it, when it is sure to be fast; else why it is not enforced. */
export type CheckPattern = (pattern: string, work: Work) => string | Omit<Note, 'path'>

/** Whether a pattern is so plain that it cannot be slow: no groups, no references, one repetition that may vary. */
export function isPlain(pattern: string): boolean {
  const bare = pattern.replaceAll(/\[(?:\\.|[^\]\\])*\]|\\[^1-9k]/gu, 'x')
  try {
    // It has to compile in the way that the validator does it.
    new RegExp(pattern, 'u').test('')
    return !/[(\\]|\d{4}/u.test(bare) && bare.split(/[*+?]|\{\d+,/u).length < 3
  } catch {
    return false
  }
}
