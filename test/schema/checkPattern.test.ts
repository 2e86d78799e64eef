import { describe, expect, it } from 'vitest'
import { checkPattern } from '../../src/schema/checkPattern.js'
import { isPlain, toStrict } from '../../src/schema/plainPattern.js'
import { evil, harmless } from './patterns.js'

const check = (pattern: string) => {
  const strict = toStrict(pattern)
  return strict !== undefined && checkPattern(strict, { left: 1_000_000 }).ok
}

describe('checkPattern', () => {
  it.each(evil)('refuses %s', (pattern) => {
    expect(check(pattern)).toBe(false)
    expect(isPlain(pattern)).toBe(false)
  })

  it.each(harmless)('keeps %s', (pattern) => {
    expect(check(pattern)).toBe(true)
  })
})
