import type { TokenizerExtensionFunction, Tokens } from 'marked'
import type { MarkdownFormula } from './MarkdownOptions.js'

/** `$$…$$`, `\[…\]`, `\(…\)`, and `$…$` with no space inside its marks and no word behind: two prices are no formula. */
const formula =
  /^(?:\$\$([^$]+)\$\$|\$(?![\s$])((?:\\[^\n]|[^\\$\n])+)(?<!\s)\$(?![\p{L}\p{N}])|\\\[([^]+?)\\\]|\\\(([^]+?)\\\))/u

/** The formula that a text begins with, and its length. */
export function formulaAt(source: string): (MarkdownFormula & { raw: string }) | undefined {
  const [raw, block, inline, bracketed, rounded] = formula.exec(source) ?? []
  if (raw === undefined) return undefined
  const text = (block ?? inline ?? bracketed ?? rounded ?? '').trim()
  return { raw, text, isDisplay: (block ?? bracketed) !== undefined }
}

const readFormula: TokenizerExtensionFunction = (source) => {
  const found = formulaAt(source)
  return found && ({ type: 'math', ...found } satisfies Tokens.Generic)
}

/** What the lexer knows of formulas. */
export const formulas = {
  renderers: {},
  childTokens: {},
  inline: [readFormula],
  startInline: [
    (source: string) => {
      const at = source.search(/\$|\\[([]/)
      return at < 0 ? undefined : at
    },
  ],
}
