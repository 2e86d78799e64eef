import { isWord } from './signs.js'

const longest = 20_000
/** How many signs of a kind a block may have, and how many times its length: each may make a lexer look at the rest. */
const limits = {
  /** Emphasis and links stand within one another, so the time grows with the square of their number. */
  nesting: { signs: 140, work: 2_000_000 },
  other: { signs: 1_000, work: 4_000_000 },
  /** A table is looked for line by line. */
  bars: { signs: 200, work: 2_000_000 },
}
type Kind = keyof typeof limits

/** Quotes and items that one line begins with. */
const deepest = 5
/** White space before the first word of a line. */
const furthest = 100
/** Columns of a table. */
const widest = 64

const kinds: ReadonlyMap<string, Kind> = new Map([
  ...Array.from('*_~[', (sign) => [sign, 'nesting'] as const),
  ...Array.from(']`!<\\@&', (sign) => [sign, 'other'] as const),
  ['|', 'bars'],
])

/**
 * Whether a block can be lexed in time that grows with its length. One look at each of its characters decides; no
 * text that somebody wrote to be read comes near the limits.
 */
export function isHarmless(raw: string): boolean {
  if (raw.length > longest) return false
  const counts = { nesting: 0, other: 0, bars: 0 }
  const text = withoutCode(raw)
  for (const { 0: run, index } of text.matchAll(runs)) {
    const sign = run.charAt(0)
    const kind = kinds.get(sign)
    const isInWord =
      sign === '_' && isWord(text.charAt(index - 1)) && isWord(text.charAt(index + run.length))
    if (kind && !isInWord) counts[kind]++
  }
  return (
    (Object.keys(limits) as Kind[]).every(
      (kind) =>
        counts[kind] <= limits[kind].signs && counts[kind] * raw.length <= limits[kind].work,
    ) && text.split('\n').every(isPlainEnough)
  )
}

/** A run of the same sign counts once, and not at all where it joins two words. */
const runs = /([*_~[\]`!<\\@&|])\1*/g

const markers = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))*/

function isPlainEnough(line: string): boolean {
  const [before = ''] = markers.exec(line) ?? []
  return (
    before.replaceAll(/[^>.)*+-]/g, '').length <= deepest &&
    line.length - line.trimStart().length <= furthest &&
    line.split('|', widest + 3).length <= widest + 2
  )
}

const item = /^ {0,3}(?:[-+*]|\d{1,9}[.)]) {1,4}(?! )/

/** An item without the code that is fenced off in it, which nobody reads for signs. */
function withoutCode(raw: string): string {
  const [head] = item.exec(raw) ?? []
  if (head === undefined || !raw.includes('```')) return raw
  let fence = ''
  const isText = (line: string) => {
    const words = line.trimStart()
    const indent = line.length - words.length
    const isInside = indent >= head.length && indent <= head.length + 3
    const [ticks = ''] = isInside ? (/^`{3,}(?=[^`]*$)/.exec(words) ?? []) : []
    if (fence === '') {
      fence = ticks
      return true
    }
    const isClosing = ticks.startsWith(fence) && ticks === words.trimEnd()
    if (isClosing || (words !== '' && indent < head.length)) fence = ''
    return fence === '' && !isClosing
  }
  return raw.split('\n').filter(isText).join('\n')
}
