import { describe, expect, it } from 'vitest'
import { readNumber } from '../../src/schema/readNumber.js'

describe('readNumber', () => {
  it.each<[string, unknown]>([
    ['0', 0],
    ['-0.5', -0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+7', 7],
    ['1e3', 1000],
    ['−4', -4],
    ['1,5', 1.5],
    ['0,125', 0.125],
    ['1234,567', 1234.567],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1 234 567,5', 1_234_567.5],
    ['1’234’567.5', 1_234_567.5],
    ['1\u202F234,5', 1234.5],
    ['٣٫٥', 3.5],
    ['۱۲', 12],
    ['１２', 12],
    ['1.234', 1.234],
    ['1,234', 'ambiguous-number'],
    ['9007199254740993', 'inexact-number'],
    ['9007199254740992', 9007199254740992],
    ['12,34', 12.34],
    ['1,2,3', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['1,23.4', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['1e999', 'not-a-number'],
    ['-', 'not-a-number'],
    ['.', 'not-a-number'],
    ['1 2', 'not-a-number'],
    ['5 %', 'not-a-number'],
    ['9'.repeat(500), 'not-a-number'],
  ])('reads %s as %s', (typed, value) => {
    expect(readNumber(typed)).toBe(value)
  })
})
