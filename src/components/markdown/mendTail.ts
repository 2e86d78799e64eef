import { isCjk } from './isCjk.js'
import { formulaAt } from './math.js'
import { isPunctuation, isWord } from './signs.js'

/** What of a paragraph that still grows can be shown as if it were complete. */
export interface Mended {
  /** From where it was asked on, without markers that stand alone, and with those closed that stand open. */
  readonly shown: string
  /** Up to here nothing that follows changes what was said. */
  readonly settled: number
}

interface Opener {
  char: string
  count: number
  /** Where in the output its marker ends. */
  end: number
}

const space = /\s/
/** A bracket that stands open for longer is a bracket. */
const longestLabel = 300
/** A formula whose end may still come. A dollar before a number is a price. */
const halfFormula = /^(?:\$\$[^]{0,298}|\\[([][^]{0,298}|\$(?:[^\s\d$][^$\n]{0,80})?)$/

/** Reads a growing paragraph once, from a place where nothing is open. */
export function mendTail(source: string, from: number, hasMath: boolean): Mended {
  let out = ''
  let at = from
  let settled = from
  /** A formula may have begun. */
  let mayBeMath = false
  const openers: Opener[] = []
  const brackets: { at: number; out: number; isImage: boolean }[] = []

  const finish = (body: string, codeEnd = ''): Mended => {
    let shown = codeEnd === '' ? body.trimEnd() : body + codeEnd
    const gap = codeEnd === '' ? body.slice(shown.length) : ''
    for (const { char, count, end } of openers.toReversed()) {
      // One tilde is more often a word than a line through the words that follow.
      if (char === '~' && count === 1) continue
      if (end >= shown.length) shown = shown.slice(0, end - count).trimEnd()
      else shown += char.repeat(count)
    }
    return { shown: shown + gap, settled }
  }
  /** Shows the text of links without their brackets; that of the innermost may be complete. */
  const unlink = (isNamed = false) => {
    let body = out
    for (const [index, bracket] of [...brackets.entries()].toReversed()) {
      if (source.length - bracket.at > longestLabel) continue
      // A line that begins with a bracket may be a definition, which shows nothing; a note is no link.
      const isFirst = bracket.at === 0 || source[bracket.at - 1] === '\n'
      const waits =
        (isFirst && !(isNamed && index === brackets.length - 1)) || source[bracket.at + 1] === '^'
      if (bracket.isImage || waits) {
        body = body.slice(0, bracket.out)
      } else {
        body = body.slice(0, bracket.out) + body.slice(bracket.out + 1)
        for (const opener of openers) if (opener.end > bracket.out) opener.end--
      }
    }
    return body
  }

  while (at < source.length) {
    const char = source.charAt(at)
    if (
      !mayBeMath &&
      openers.length === 0 &&
      brackets.length === 0 &&
      at > from &&
      source[at - 1] === ' '
    ) {
      if (isWord(char) && source[at - 2] !== ' ') settled = at
    }
    const formula = hasMath && (char === '$' || char === '\\') && formulaAt(source.slice(at))
    if (formula) {
      out += formula.raw
      at += formula.raw.length
      continue
    }
    if (hasMath && startsMath(source, at)) {
      if (halfFormula.test(source.slice(at, at + longestLabel + 1))) return finish(unlink())
      mayBeMath ||= source.length - at <= longestLabel
    }
    if (char === '\\') {
      if (at + 1 === source.length) break
      out += source.slice(at, at + 2)
      at += 2
    } else if (char === '`') {
      const ticks = run(source, at)
      const end = closingTicks(source, at + ticks.length, ticks.length)
      if (end < 0) {
        const inside = source.slice(at + ticks.length).replace(/`+$/, '')
        if (inside.trim() === '') break
        return finish(unlink() + ticks + inside, ticks)
      }
      out += source.slice(at, end)
      at = end
    } else if (char === '[' || (char === '!' && source[at + 1] === '[')) {
      brackets.push({ at, out: out.length, isImage: char === '!' })
      out += char === '!' ? '![' : '['
      at += char === '!' ? 2 : 1
    } else if (char === '!' && at + 1 === source.length) {
      break
    } else if (char === ']' && brackets.length > 0) {
      const next = source[at + 1]
      if (next === undefined) break
      const closing = next === '(' ? ')' : next === '[' ? ']' : ''
      if (closing === '') {
        brackets.pop()
        out += char
        at++
        continue
      }
      const end = closingOf(source, at + 1, next, closing)
      if (end < 0) return finish(unlink(true))
      brackets.pop()
      out += source.slice(at, end)
      at = end
    } else if (char === '*' || char === '_' || char === '~') {
      const marks = run(source, at)
      at += marks.length
      if (marks === '~' && at === source.length) break
      if (isAbout(source, at - 1, marks)) out += marks
      else if (!take(marks, at)) break
    } else if (char === '<') {
      const rest = source.slice(at, at + longestLabel)
      if (/^<[a-z/!?]?[^\s<>]*$/i.test(rest)) break
      const [link = char] = /^<[a-z][a-z0-9+.-]{1,31}:[^\s<>]*>/i.exec(rest) ?? []
      out += link
      at += link.length
    } else if (char === '&' && /^&#?\w{0,31}$/.test(source.slice(at, at + 34))) {
      break
    } else {
      out += char
      at++
    }
  }
  return finish(unlink())

  /** Markers close what is open, or open something; at the very end nobody knows, so they wait. */
  function take(marks: string, end: number): boolean {
    const char = marks.charAt(0)
    const before = source[end - marks.length - 1] ?? ' '
    const after = source[end]
    let left = marks.length
    const followed = after ?? ' '
    const isFree = char === '*' && (isCjk(before) || isCjk(followed))
    const opens = !space.test(followed) && (isFree || !isPunctuation(followed) || !isWord(before))
    const closes = !space.test(before) && (isFree || !isPunctuation(before) || !isWord(followed))
    const isInside = char === '_' && isWord(before) && isWord(followed)
    if (closes && !isInside) {
      for (;;) {
        const top = openers.findLastIndex((opener) => opener.char === char)
        const opener = openers[top]
        if (!opener || left === 0 || (char === '~' && opener.count !== left)) break
        if (after === undefined && opener.count > left) return false
        openers.length = top
        const used = Math.min(left, opener.count)
        left -= used
        out += char.repeat(used)
        if (opener.count > used) openers.push({ ...opener, count: opener.count - used })
      }
    }
    if (after === undefined && left > 0) return false
    out += char.repeat(left)
    if (opens && !isInside && left > 0) openers.push({ char, count: left, end: out.length })
    return true
  }
}

/** A tilde before a number, as in “~5 minutes”. */
const isAbout = (source: string, at: number, marks: string): boolean =>
  marks === '~' && /\d/.test(source[at + 1] ?? '')

const startsMath = (source: string, at: number): boolean =>
  source[at] === '$' || (source[at] === '\\' && /[([]/.test(source[at + 1] ?? ''))

function run(source: string, at: number): string {
  let end = at + 1
  while (source[end] === source[at]) end++
  return source.slice(at, end)
}

function closingTicks(source: string, from: number, count: number): number {
  for (let at = source.indexOf('`', from); at >= 0; at = source.indexOf('`', at)) {
    const { length } = run(source, at)
    at += length
    if (length === count) return at
  }
  return -1
}

function closingOf(source: string, from: number, opening: string, closing: string): number {
  let depth = 0
  for (let at = from; at < source.length; at++) {
    const char = source[at]
    if (char === '\\') at++
    else if (char === opening) depth++
    else if (char === closing && --depth === 0) return at + 1
  }
  return -1
}
