import { Lexer, type Links, type Token, type Tokens, Tokenizer } from 'marked'
import { besideCjk } from './besideCjk.js'
import { isCjk } from './isCjk.js'
import { formulas } from './math.js'
import { type Mended, mendTail } from './mendTail.js'
import { quickRules } from './quickRules.js'

export type Definitions = Links

/** The paragraph at the end of a text that grows. */
export interface OpenEnd {
  /** Its tokens, to be found by in the tokens around it. */
  readonly tokens: Token[]
  /** Its source, as typed. */
  readonly source: string
  /** The tokens up to where it is settled. */
  readonly settled: readonly Token[]
  readonly settledAt: number
  readonly hasMath: boolean
}

/** What no address that was typed in a sentence has in it, but the sentence has behind it. */
const endOfAddress =
  /[\u2018-\u201f\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/

/** No HTML but tags that are shown as they were typed, and emphasis and addresses in scripts without spaces. */
export class TextOnlyTokenizer extends Tokenizer {
  override emStrong(src: string, masked: string, before = '') {
    const isBeside = src.startsWith('*') && (isCjk(before) || isCjk(src.replace(/^\*+/, '')))
    // As behind punctuation: there all but white space may follow.
    return super.emStrong(src, masked, isBeside ? '-' : before)
  }
  override del(src: string, masked: string, before?: string) {
    const found = super.del(src, masked, before)
    // “~5 or 7~10” is about numbers, and nothing that was taken back.
    const isAbout = /^~\d/.test(src) || /^[^~]~\d/.test(src.slice((found?.raw.length ?? 0) - 2))
    return isAbout && !src.startsWith('~~') ? undefined : found
  }
  override url(src: string) {
    const found = super.url(src)
    const end = found ? found.raw.search(endOfAddress) : -1
    return end < 0 ? found : super.url(src.slice(0, end))
  }
  override html(): undefined {}
  override tag(src: string): Tokens.Tag | undefined {
    const [raw] = src.startsWith('<') ? (this.rules.inline.tag.exec(src) ?? []) : []
    if (raw === undefined) return undefined
    return { type: 'html', raw, text: raw, block: false, inLink: false, inRawBlock: false }
  }
}

/** What one call has lexed, and how much of it there was. */
export interface Lexed {
  readonly tokens: Token[]
  readonly definitions: Definitions
  readonly characters: number
  readonly end?: OpenEnd | undefined
}

/** Labels with their links, and nothing that an object brings along. */
export const noDefinitions = Object.freeze(Object.create(null)) as Definitions

let quick: Tokenizer['rules'] | undefined

function createLexer(hasMath: boolean, definitions?: Definitions): Lexer {
  const extensions = hasMath ? formulas : null
  const tokenizer = new TextOnlyTokenizer()
  const lexer = new Lexer({ gfm: true, tokenizer, extensions })
  // A lexer gives its tokenizer the rules.
  quick ??= besideCjk(quickRules(tokenizer.rules))
  tokenizer.rules = quick
  if (definitions) lexer.tokens.links = definitions
  return lexer
}

/** Those defined later than so many are not looked at. */
const mostDefinitions = 500

/** What was defined first counts. The same object, if nothing is new. */
function mergeDefinitions(known: Definitions, found: Definitions): Definitions {
  const labels = Object.keys(found).filter((label) => !(label in known))
  if (labels.length === 0 || Object.keys(known).length >= mostDefinitions) return known
  return Object.assign(Object.create(null), found, known) as Definitions
}

/** Lexes a block; where it still grows, its last paragraph as if it were complete. */
export function lexChunk(
  raw: string,
  definitions: Definitions,
  isOpen: boolean,
  hasMath: boolean,
): Lexed {
  const lexer = createLexer(hasMath)
  const { tokens } = lexer
  lexer.blockTokens(raw, tokens)
  const found = mergeDefinitions(definitions, tokens.links)
  tokens.links = found
  const last = isOpen ? lexer.inlineQueue.at(-1) : undefined
  const source = last && sourceOf(raw, last.src)
  for (const queued of lexer.inlineQueue) {
    if (source === undefined || queued !== last) lexer.inlineTokens(queued.src, queued.tokens)
  }
  const result = { tokens, definitions: found, characters: raw.length }
  if (!last || source === undefined) return result
  const end = lexEnd({ tokens: last.tokens, source, settled: [], settledAt: 0, hasMath }, found)
  last.tokens.push(...end.tokens)
  return { ...result, end: { ...end.end, tokens: last.tokens } }
}

/** Lexes the paragraph at the end from where it is settled. */
function lexEnd(before: OpenEnd, definitions: Definitions) {
  const { source, hasMath } = before
  const { shown, settled: settledAt }: Mended = mendTail(source, before.settledAt, hasMath)
  const fixed = settledAt - before.settledAt
  const settled = [
    ...before.settled,
    ...createLexer(hasMath, definitions).inlineTokens(source.slice(before.settledAt, settledAt)),
  ]
  const open = withoutUrl(createLexer(hasMath, definitions).inlineTokens(shown.slice(fixed)))
  const tokens = [...settled, ...open]
  return { tokens, characters: shown.length, end: { ...before, tokens, settled, settledAt } }
}

/** More of the paragraph at the end: no line break in it, and none of the tokens around it changed by it. */
export function growEnd(
  piece: readonly Token[],
  end: OpenEnd,
  more: string,
  definitions: Definitions,
) {
  const grown = lexEnd({ ...end, source: end.source + more }, definitions)
  const tokens = swapTokens(piece, end.tokens, grown.tokens)
  return tokens && { tokens, characters: grown.characters, end: grown.end }
}

/** An address at the end that may not be complete leads nowhere yet. */
function withoutUrl(tokens: Token[]): Token[] {
  const last = tokens.at(-1)
  if (last?.type !== 'link' || last['autolink'] !== true || last.raw.startsWith('<')) return tokens
  return [...tokens.slice(0, -1), { type: 'text', raw: last.raw, text: last.raw }]
}

/** The source of a paragraph with the white space that was taken off it, if it stands at the end of its block. */
function sourceOf(raw: string, source: string): string | undefined {
  const line = source.slice(source.lastIndexOf('\n') + 1).trimEnd()
  const body = raw.trimEnd()
  if (line === '' || !body.endsWith(line)) return undefined
  const space = raw.slice(body.length)
  return space.includes('\n') ? source : source.trimEnd() + space
}

/** The same tokens, with others in the place of the last ones. */
function swapTokens(within: readonly Token[], from: Token[], to: Token[]): Token[] | undefined {
  if (within === from) return to
  const at = within.findLastIndex(({ type }) => type !== 'space')
  const token: Tokens.Generic | undefined = within[at]
  if (!token) return undefined
  const inner: unknown = token.type === 'list' ? token['items'] : token.tokens
  if (!Array.isArray(inner)) return undefined
  const tokens = swapTokens(inner as Token[], from, to)
  if (!tokens) return undefined
  const changed = { ...token, [token.type === 'list' ? 'items' : 'tokens']: tokens } as Token
  return [...within.slice(0, at), changed, ...within.slice(at + 1)]
}
