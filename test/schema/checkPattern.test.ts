import { describe, expect, it } from 'vitest'
import { checkPattern } from '../../src/schema/checkPattern.js'
import { isPlain } from '../../src/schema/plainPattern.js'
import { evil, harmless } from './patterns.js'

const check = (pattern: string) => checkPattern(pattern, { left: 1_000_000 })

describe('checkPattern', () => {
  it('knows enough of either kind', () => {
    expect(new Set(evil).size).toBeGreaterThanOrEqual(30)
    expect(new Set(harmless).size).toBeGreaterThanOrEqual(40)
  })

  it.each(evil)('refuses %s, and takes it for nothing plain', (pattern) => {
    expect(check(pattern)).toMatchObject({ reason: 'unsafe-pattern', detail: pattern })
    expect(isPlain(pattern)).toBe(false)
  })

  it.each(harmless)('keeps %s, and what it matches', (pattern) => {
    const strict = check(pattern)
    if (typeof strict !== 'string') throw new Error(`${pattern} was refused`)
    const texts = ['', 'a', '12345', 'a-b', '123-45-6789', 'a@b.co', 'x.y', ' ']
    const matches = (source: string, flags: string) =>
      texts.map((text) => new RegExp(source, flags).test(text))
    expect(matches(strict, 'u')).toEqual(matches(pattern, pattern.includes('\\p{') ? 'u' : ''))
  })

  it.each(['[', 'a{2,1}', '(', '*'])('says of %s that it is no pattern', (pattern) => {
    expect(check(pattern)).toEqual({ reason: 'bad-pattern', detail: pattern })
  })

  it.each([
    ['(a+)+$', 'ambiguous'],
    ['^a*a*a*b$', 'slow'],
    ['(a)\\1', 'backreference'],
    ['(?<=a)b', 'lookbehind'],
    ['(?:(?=a)a)*', 'lookahead'],
    ['(?:abc){1,99}(?:def){1,99}(?:ghi){1,99}'.repeat(40), 'too-complex'],
  ])('says why %s is refused', (pattern, cause) => {
    expect(check(pattern)).toMatchObject({ cause })
  })

  it('gives up when the work is done, however many patterns there are', () => {
    const work = { left: 5_000 }
    const verdicts = Array.from({ length: 2_000 }, (_, at) =>
      checkPattern(`^(?:[a-z]+-)*(?:[0-9]+-)*x{${at}}$`, work),
    )
    expect(verdicts[0]).toBeTypeOf('string')
    expect(verdicts.at(-1)).toMatchObject({ cause: 'too-complex' })
  })
})
