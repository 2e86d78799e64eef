const longest = 20_000
/** Signs that begin or end something, times length: what a lexer may have to look at again and again. */
const mostWork = 400_000
const mostSigns = 400
/** White space, quotes and items before the first word of a line. */
const deepest = 24
const widest = 64

const markers = /(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))*/y

/**
 * Whether a block can be lexed in time that grows with its length. One look at each of its characters decides; no
 * text that somebody wrote to be read comes near the limits.
 */
export function isHarmless(raw: string): boolean {
  if (raw.length > longest) return false
  const signs = countSigns(raw)
  if (signs > mostSigns || signs * raw.length > mostWork) return false
  for (const line of raw.split('\n')) {
    markers.lastIndex = 0
    const [before = ''] = markers.exec(line) ?? []
    if (before.replaceAll(/[ \t\d]/g, '').length > deepest) return false
    if (/^[ \t]*/.exec(line)![0].length > 4 * deepest) return false
    if (line.split('|', widest + 3).length > widest + 2) return false
  }
  return true
}

/** A run of the same sign counts once. */
function countSigns(raw: string): number {
  let signs = 0
  for (let at = 0; at < raw.length; at++) {
    if (isSign(raw.charCodeAt(at)) && raw.charCodeAt(at) !== raw.charCodeAt(at - 1)) signs++
  }
  return signs
}

/** Emphasis, code, links, HTML, escapes, addresses. */
const signs = new Set(Array.from('*_~`[]!<\\@&|:', (sign) => sign.charCodeAt(0)))
const isSign = (code: number): boolean => signs.has(code)
