import type { Tokenizer } from 'marked'
import { isLetter } from './signs.js'

type Rules = Tokenizer['rules']

/** As much of a rule as the lexer uses. */
type Rule = Pick<RegExp, 'exec' | 'test'>

const guarded = (rule: Rule, mayMatch: RegExp): Rule => ({
  exec: (source) => (mayMatch.test(source) ? rule.exec(source) : null),
  test: (source) => mayMatch.test(source) && rule.test(source),
})

/** What a simple pattern finds, and only else what the rule does. */
const quicker = (rule: Rule, plain: RegExp): Rule => ({
  exec: (source) => plain.exec(source) ?? rule.exec(source),
  test: (source) => rule.test(source),
})

/** A table of which each row begins with a bar: no other block does. */
const plainTable = /^(\|.*)\n(\|(?: *:?-+:? *\|)+ *)(?:\n((?:\|.*(?:\n|$))*)(?=\n|$)\n*|$)/

/**
 * Where emphasis ends and none begins: behind a plain letter and before what is none, such as the marker of a
 * citation, or behind a plain sign and before white space.
 */
const plainEnd =
  /[^*_]*?([a-zA-Z0-9](?=\*+(?:[\s.,:;!?()"'\]【】“”‘’–—…]|$))|[.,:;!?)](?=\*+(?:\s|$)))(\*+)/y

/** The rule for where emphasis ends, which is asked again and again from where it was last. */
function quickEnd(rule: RegExp): Rule & { lastIndex: number } {
  return {
    lastIndex: 0,
    exec(source) {
      plainEnd.lastIndex = this.lastIndex
      const [, last, stars] = plainEnd.exec(source) ?? []
      if (last === undefined || stars === undefined) {
        rule.lastIndex = this.lastIndex
        const found = rule.exec(source)
        this.lastIndex = rule.lastIndex
        return found
      }
      this.lastIndex = plainEnd.lastIndex
      const text = last + stars
      // The rule's second kind of end: its groups, and where it stands.
      const found = [text, undefined, stars] as unknown as RegExpExecArray
      return Object.assign(found, { index: plainEnd.lastIndex - text.length })
    },
    test: (source) => rule.test(source),
  }
}

/** Signs that are none of ours to know take long to translate: letters, digits and white space are known without. */
const quickSign = (rule: Rule): Rule => ({
  exec(source) {
    if (/^\w?$/.test(source)) return null
    return /^(\s)/.exec(source) ?? rule.exec(source)
  },
  test: (source) => rule.test(source),
})

/** Where a paragraph ends of which each line but the first begins with a letter; -1 where that cannot be told. */
function endOfPlain(source: string): number {
  for (let end = source.indexOf('\n'); ; end = source.indexOf('\n', end + 1)) {
    if (end < 0) return source.length
    const next = source.charAt(end + 1)
    if (next === '' || next === '\n') return end
    if (!isLetter(next)) return -1
  }
}

/** What is replaced, and only looked for in texts that hold some of it. */
const rarely = (rule: RegExp, mayMatch: RegExp) => ({
  [Symbol.replace]: (text: string, by: (found: string) => string) =>
    mayMatch.test(text) ? text.replace(rule, by) : text,
})

/**
 * The lexer's rules, those that are dear with a look before they are tried whether they can match at all. A browser translates a
 * rule when it is first tried, and these are so long that the first answer of a page would take some 50 ms for it.
 */
export function quickRules(rules: Rules): Rules {
  const { block, inline, other } = rules
  const paragraph: Rule = {
    exec(source) {
      const end = endOfPlain(source)
      const text = source.slice(0, end)
      // The rule's match, of which the whole and the first group are used.
      return end > 0 ? ([text, text] as unknown as RegExpExecArray) : block.paragraph.exec(source)
    },
    test: (source) => block.paragraph.test(source),
  }
  const quick: Record<string, Rule> = {
    ...block,
    blockquote: guarded(block.blockquote, /^ {0,3}>/),
    def: guarded(block.def, /^ {0,3}\[/),
    lheading: guarded(block.lheading, /\n {0,3}(?:=+|-+)[ \t]*(?:\n|$)/),
    paragraph,
    table: guarded(quicker(block.table, plainTable), /^.*\n {0,3}[|:-]/),
  }
  const quickInline = {
    ...inline,
    anyPunctuation: rarely(inline.anyPunctuation, /\\/),
    // Without an escape, only code with a backtick in it is written anew.
    anyPunctuationOutsideCode: rarely(inline.anyPunctuationOutsideCode, /\\|``/),
    delLDelim: guarded(inline.delLDelim, /^~/),
    emStrongLDelim: guarded(quicker(inline.emStrongLDelim, /^\*+()([a-zA-Z0-9])/), /^[*_]/),
    emStrongRDelimAst: quickEnd(inline.emStrongRDelimAst),
    punctuation: quickSign(inline.punctuation),
    url: guarded(inline.url, /^(?:(?:mailto|xmpp|https?|ftp):|www\.|[^\s@]+@)/i),
  }
  // Nothing but what these have is asked of them.
  return {
    ...rules,
    other: {
      ...other,
      htmlBeginRegex: (indent) => guarded(other.htmlBeginRegex(indent), /^ *</) as RegExp,
    },
    block: quick as unknown as Rules['block'],
    inline: quickInline as unknown as Rules['inline'],
  }
}
