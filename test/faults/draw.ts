import { numbersFrom } from '../support/numbersFrom.js'

/** Random choices that come again from the same seed. */
export interface Draw {
  /** A whole number from 0 to `n` - 1. */
  below: (n: number) => number
  /** A whole number from `low` to `high`, both included. */
  between: (low: number, high: number) => number
  oneOf: <T>(list: readonly [T, ...T[]]) => T
  /** True once in `n` times. */
  onceIn: (n: number) => boolean
}

/** The choices of a seed. */
export function drawFrom(seed: number): Draw {
  const next = numbersFrom(seed)
  const below = (n: number) => Math.floor(next() * n)
  // Neighbouring seeds begin alike; a few steps on they do not.
  for (let turn = 0; turn < 8; turn++) next()
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    oneOf: (list) => list[below(list.length)] ?? list[0],
    onceIn: (n) => below(n) === 0,
  }
}
