const longest = 20_000
/** How many signs of a kind a block may have, and how many times its length: each may make a lexer look at the rest. */
const limits = {
  /** Emphasis and links stand within one another, tables are looked for line by line. */
  nesting: { signs: 200, work: 2_000_000 },
  other: { signs: 1_000, work: 4_000_000 },
}
/** Quotes and items that one line begins with. */
const deepest = 5
/** White space before the first word of a line. */
const furthest = 100
/** Columns of a table. */
const widest = 64

/**
 * Whether a block can be lexed in time that grows with its length. One look at each of its characters decides; no
 * text that somebody wrote to be read comes near the limits.
 */
export function isHarmless(raw: string): boolean {
  if (raw.length > longest) return false
  let nesting = 0
  let other = 0
  for (let at = 0; at < raw.length; at++) {
    const sign = signs.get(raw.charCodeAt(at))
    // A run of the same sign counts once.
    if (sign === undefined || raw.charCodeAt(at) === raw.charCodeAt(at - 1)) continue
    if (sign === 'nesting') nesting++
    else other++
  }
  if (isTooMuch('nesting', nesting, raw) || isTooMuch('other', other, raw)) return false
  return raw.split('\n').every(isPlainEnough)
}

type Kind = keyof typeof limits

const signs: ReadonlyMap<number, Kind> = new Map([
  ...Array.from('*_~[]|', (sign) => [sign.charCodeAt(0), 'nesting'] as const),
  ...Array.from('`!<\\@&', (sign) => [sign.charCodeAt(0), 'other'] as const),
])

const isTooMuch = (kind: Kind, count: number, { length }: string): boolean =>
  count > limits[kind].signs || count * length > limits[kind].work

const markers = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))*/

function isPlainEnough(line: string): boolean {
  const [before = ''] = markers.exec(line) ?? []
  return (
    before.replaceAll(/[^>.)*+-]/g, '').length <= deepest &&
    line.length - line.trimStart().length <= furthest &&
    line.split('|', widest + 3).length <= widest + 2
  )
}
