import type { Note } from './notes.js'

export type PatternVerdict =
  /** The pattern as the validator may compile it. */
  { ok: true; pattern: string } | { ok: false; fault: Omit<Note, 'path'> }

/** How much work may go into checking; shared by the patterns of one schema. */
export interface Work {
  left: number
}

/** Tells whether a pattern that compiles is sure to be fast. */
export type CheckPattern = (pattern: string, work: Work) => PatternVerdict

const compiles = (pattern: string) => {
  try {
    return Boolean(new RegExp(pattern, 'u'))
  } catch {
    return false
  }
}

/**
 * The pattern in the strict mode that the validator compiles in, where some common and harmless escapes are refused;
 * undefined when it is no regular expression.
 */
export const toStrict = (pattern: string): string | undefined =>
  [
    pattern,
    pattern.replaceAll(/\\[^]/gu, (escape) =>
      /[-@'"# %&,:;<=>!`~_]$/.test(escape) ? `\\x${escape.charCodeAt(1).toString(16)}` : escape,
    ),
  ].find(compiles)

/** Whether a pattern is so plain that it cannot be slow: no groups, no references, one repetition that may vary. */
export function isPlain(pattern: string): boolean {
  const bare = pattern.replaceAll(/\[(?:\\.|[^\]\\])*\]|\\[^1-9k]/gu, 'x')
  return !/[(\\]|\d{4}/u.test(bare) && bare.split(/[*+?]|\{\d+,/u).length < 3
}
