import type { Tokenizer } from 'marked'
import { isCjk } from './isCjk.js'

type Rules = Tokenizer['rules']

/** Where in the rule's match it says what stars do. */
const groups = { end: 2, begin: 3, both: 6 } as const

/**
 * The lexer's rules, with one for where emphasis ends that knows of Chinese, Japanese and Korean: they have no spaces between
 * words, and stars beside a quotation or a colon would be none. There only white space decides what ends and what begins.
 */
export function besideCjk(rules: Rules): Rules {
  const rule = rules.inline.emStrongRDelimAst
  const quick = {
    lastIndex: 0,
    exec(source: string) {
      rule.lastIndex = this.lastIndex
      const match = rule.exec(source)
      this.lastIndex = rule.lastIndex
      // Text that is only gone over has no group.
      const stars = match?.slice(1).find(Boolean)
      if (!match || stars === undefined) return match
      const before = match[0].slice(0, -stars.length)
      const after = source.slice(rule.lastIndex)
      if (!isCjk(before) && !isCjk(after)) return match
      const does = /^\s/.test(before) ? 'begin' : /^\S/.test(after) ? 'both' : 'end'
      const found: (string | undefined)[] = [match[0]]
      found[groups[does]] = stars
      return Object.assign(found, { index: match.index })
    },
  }
  // Nothing but `exec` and where to begin is asked of it.
  return { ...rules, inline: { ...rules.inline, emStrongRDelimAst: quick as unknown as RegExp } }
}
