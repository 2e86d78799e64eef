import type { Tokenizer } from 'marked'

type Rules = Tokenizer['rules']

/** As much of a rule as the lexer uses. */
type Rule = Pick<RegExp, 'exec' | 'test'>

const guarded = (rule: Rule, mayMatch: RegExp): Rule => ({
  exec: (source) => (mayMatch.test(source) ? rule.exec(source) : null),
  test: (source) => mayMatch.test(source) && rule.test(source),
})

const letter = /^\p{L}/u

/** Where a paragraph ends of which each line but the first begins with a letter; -1 where that cannot be told. */
function endOfPlain(source: string): number {
  for (let end = source.indexOf('\n'); ; end = source.indexOf('\n', end + 1)) {
    if (end < 0) return source.length
    const next = source.charAt(end + 1)
    if (next === '' || next === '\n') return end
    if (!letter.test(next)) return -1
  }
}

/**
 * The lexer's rules for blocks, each with a look before it is tried whether it can match at all. A browser translates a rule
 * when it is first tried, and these are so long that the first answer of a page would take some 50 ms for it.
 */
export function quickRules(rules: Rules): Rules {
  const { block } = rules
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
    table: guarded(block.table, /^.*\n {0,3}[|:-]/),
  }
  // Nothing but `exec` and `test` is asked of a rule for blocks.
  return { ...rules, block: quick as unknown as Rules['block'] }
}
