import type { PatternCause } from './notes.js'

export class UnsafePattern extends Error {
  readonly because: PatternCause
  constructor(because: PatternCause) {
    super(because)
    this.because = because
  }
}

/**
 * A pattern as the places where it takes a character, and which of them may follow which. Some places take nothing:
 * those where a match starts.
 */
export interface Positions {
  /** The characters of each place: one bit for each sample. */
  takes: bigint[]
  follows: Set<number>[]
  /** Steps that can be made in two ways. */
  doubled: [number, number][]
  /** Where a match, or what is looked ahead for, starts and ends. */
  starts: number[]
  ends: number[]
  /** It can match at the start of a text only. */
  isFixed: boolean
  /** What stands behind is looked at before a match is one. */
  hasEdge: boolean
}

interface Piece {
  isEmpty: boolean
  isFixed: boolean
  first: number[]
  last: number[]
}

/** Above these a repetition counts as endless, and a pattern as too complex. */
const limits = { copies: 60, positions: 200, spread: 4 }

const tokens =
  /\\(?:p\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c.|.)|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<[^>]*>)|\{\d+,?\d*\}\??|[*+?]\??|[^]/giu

/** Characters that tell apart what the pieces of a pattern take: the usual ones, those it names, and their neighbours. */
function samplesFor(pattern: string): string[] {
  const codes = new Set(Array.from({ length: 128 }, (_, code) => code))
  const named = pattern.replaceAll(/\\(?:x|u\{?)([\da-f]+)/giu, (_, hex: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10_ff_fe)),
  )
  for (const character of `${named}\u00A0\u0436\u2028\u4E2D\u{1F600}`) {
    const code = character.codePointAt(0) ?? 0
    for (const near of [code - 1, code, code + 1]) codes.add(Math.max(near, 0))
  }
  return Array.from(codes, (code) => String.fromCodePoint(code))
}

/**
 * Reads a pattern that the engine accepts.
 *
 * @throws UnsafePattern for what cannot be told to be fast
 */
export function findPositions(pattern: string): Positions {
  const text = pattern.match(tokens) ?? []
  const samples = samplesFor(pattern)
  const takes = [0n]
  const follows = [new Set<number>()]
  const doubled: [number, number][] = []
  const starts = [0]
  const ends: number[] = []
  const nothing: Piece = { isEmpty: true, isFixed: false, first: [], last: [] }
  let hasEdge = false
  let at = 0

  const place = (bits: bigint) => {
    follows.push(new Set())
    const index = takes.push(bits) - 1
    if (index > limits.positions) throw new UnsafePattern('too-complex')
    return index
  }
  const connect = (from: readonly number[], to: readonly number[]) => {
    for (const one of from) {
      for (const other of to) {
        if (follows[one]?.has(other)) doubled.push([one, other])
        follows[one]?.add(other)
      }
    }
  }
  const inARow = (one: Piece, other: Piece): Piece => {
    connect(one.last, other.first)
    return {
      isEmpty: one.isEmpty && other.isEmpty,
      isFixed: one.isFixed || (one.first.length === 0 && other.isFixed),
      first: one.isEmpty ? [...one.first, ...other.first] : one.first,
      last: other.isEmpty ? [...one.last, ...other.last] : other.last,
    }
  }
  const optional = (piece: Piece): Piece => ({ ...piece, isEmpty: true, isFixed: false })

  function atom(): Piece {
    const token = text[at++] ?? ''
    if (token.startsWith('(')) {
      if (token.startsWith('(?<=') || token.startsWith('(?<!'))
        throw new UnsafePattern('lookbehind')
      const inner = alternatives()
      at++
      if (token !== '(?=' && token !== '(?!') return inner
      // It is matched apart from the rest, from wherever it stands.
      const start = place(0n)
      connect([start], inner.first)
      starts.push(start)
      ends.push(...inner.last)
      return nothing
    }
    if (token === '^') return { ...nothing, isFixed: true }
    if (/^(?:\$|\\b)$/i.test(token)) {
      hasEdge = true
      return nothing
    }
    if (/^\\[1-9k]/.test(token)) throw new UnsafePattern('backreference')
    const matches = /^\\p/i.test(token) ? /^/ : new RegExp(`^(?:${token})$`, 'u')
    const bits = samples.map((sample) => (matches.test(sample) ? '1' : '0'))
    const taken = [place(BigInt(`0b${bits.join('')}`))]
    return { isEmpty: false, isFixed: false, first: taken, last: taken }
  }

  function quantified(): Piece {
    const from = at
    const [size, aheads] = [takes.length, starts.length]
    let piece = atom()
    const after = at
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??$/.exec(text[at] ?? '')
    if (!found) return piece
    const [, sign, least, comma, most = ''] = found
    const min = sign ? Number(sign === '+') : Number(least)
    const max = sign === '?' ? 1 : sign || (comma && !most) ? Infinity : Number(most || least)
    at = after + 1
    if (max === 1) return min === 1 ? piece : optional(piece)
    if (starts.length > aheads) throw new UnsafePattern('lookahead')
    // What may take nothing can be repeated in any number of ways.
    if (piece.isEmpty && piece.first.length > 0) throw new UnsafePattern('ambiguous')
    // What varies widely costs as much as what has no end.
    const isLoop = max - min > limits.spread
    const copies = isLoop ? Math.max(min, 1) : max
    const isWrittenOut = (takes.length - size) * copies <= limits.copies
    const again = Array.from({ length: isWrittenOut ? copies - 1 : 0 }, () => {
      at = from
      return atom()
    })
    const pieces = [piece, ...again]
    at = after + 1
    if (!isWrittenOut || isLoop) {
      const last = pieces.at(-1) ?? piece
      connect(last.last, last.first)
    }
    // From behind, so that a copy can only be reached through the one before.
    piece = pieces.reduceRight((behind, one, index) => {
      const both = inARow(one, behind)
      return index < min ? both : optional(both)
    }, nothing)
    return piece
  }

  function alternatives(): Piece {
    const found: Piece[] = []
    do {
      let piece = nothing
      while (at < text.length && text[at] !== '|' && text[at] !== ')')
        piece = inARow(piece, quantified())
      found.push(piece)
    } while (text[at] === '|' && ++at)
    return {
      isEmpty: found.some(({ isEmpty }) => isEmpty),
      isFixed: found.every(({ isFixed }) => isFixed),
      first: found.flatMap(({ first }) => first),
      last: found.flatMap(({ last }) => last),
    }
  }

  const whole = alternatives()
  connect([0], whole.first)
  ends.push(...whole.last)
  if (whole.isEmpty) ends.push(0)
  return { takes, follows, doubled, starts, ends, isFixed: whole.isFixed, hasEdge }
}
