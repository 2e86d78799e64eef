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

/** Mulberry32: small, quick, and the same on every machine. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
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
