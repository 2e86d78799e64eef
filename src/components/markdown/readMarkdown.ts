import type { Tokens } from 'marked'
import { isHarmless } from './isHarmless.js'
import { type Definitions, growEnd, noDefinitions, type OpenEnd } from './lexChunk.js'
import { type Found, type Piece, Reading } from './Reading.js'
import { hasLetter } from './signs.js'
import { beginning, type Place, splitChunks } from './splitChunks.js'

/** A text as far as it has been read. */
export interface Markdown {
  readonly text: string
  readonly isLive: boolean
  readonly place: Place
  /** What nothing that follows can change, unless it defines a link. */
  readonly finished: readonly Piece[]
  /** What may still change. */
  readonly growing: readonly Piece[]
  readonly end: OpenEnd | undefined
  readonly definitions: Definitions
  /** How many characters were given to the lexer to get here. */
  readonly lexed: number
  /** Formulas are more than text. */
  readonly hasMath: boolean
}

const nothing: Markdown = {
  text: '',
  isLive: true,
  place: beginning,
  finished: [],
  growing: [],
  end: undefined,
  definitions: noDefinitions,
  lexed: 0,
  hasMath: false,
}

/** Where the reading of a text begins that may hold formulas. */
export const beginningWithMath: Markdown = { ...nothing, hasMath: true }

/** A longer text is shown as it was typed. */
const longest = 500_000

/**
 * Reads a text, going on from what was read of its beginning: blocks that are finished are neither lexed again nor
 * made anew. While it is live, what is only half written is shown as if it were complete.
 */
export function readMarkdown(typed: string, isLive: boolean, before = nothing): Markdown {
  // Compared as a whole: that takes a tenth of what `startsWith` does, which goes character by character.
  const isMore = typed.slice(0, before.text.length) === before.text
  const news = isMore ? before.text.length : 0
  const text = typed.includes('\r', news) ? typed.replaceAll(/\r\n?/g, '\n') : typed
  if (text === before.text && isLive === before.isLive) return before
  const goesOn = before.isLive && (isMore || text.startsWith(before.text))
  const { hasMath } = before
  const from = goesOn ? before : { ...nothing, hasMath }
  if (text.length > longest) return tooLong(text, isLive, from)
  if (isLive && goesOn) {
    const grown = growMarkdown(text, before)
    if (grown) return grown
  }
  const { chunks, place } = splitChunks(text, from.place, !isLive)
  const reading = new Reading(from, from.finished.at(-1), from.growing)
  const added = reading.read(chunks)
  const finished = added.length > 0 ? [...from.finished, ...added] : from.finished
  // What is defined in lines that may still change is not known yet.
  const { definitions } = reading
  const shown = isLive ? holdBack(text, place) : text.length
  const rest = isLive ? splitChunks(text.slice(0, shown), place, true).chunks : []
  const growing = reading.read(rest, true)
  return {
    text,
    isLive,
    place,
    finished: isLive ? finished : reading.readAgain(finished),
    growing,
    // What is held back is not at the end of what grows.
    end: growing.length > 0 && shown === text.length ? reading.end : undefined,
    definitions,
    lexed: reading.lexed,
    hasMath,
  }
}

/** Adds to the paragraph at the end, where that is all that what is new can do. */
function growMarkdown(text: string, before: Markdown): Markdown | undefined {
  const { end, growing, definitions } = before
  const more = text.slice(before.text.length)
  const last = growing.at(-1)
  if (!end || !last || more.includes('\n')) return undefined
  const line = before.text.slice(before.text.lastIndexOf('\n') + 1)
  // Once there is a word in it, a line is what it is: only definitions and tables are known later.
  if (!hasLetter(line) || /^[\s>]*[[|`~#]/.test(line) || line.startsWith('    ')) return undefined
  const raw = last.chunk.raw + more
  if (!isHarmless(raw)) return undefined
  const { found } = last
  const tokens =
    found.type === 'blocks'
      ? found.tokens
      : found.type === 'list'
        ? [found.list, ...found.rest]
        : []
  const grown = growEnd(tokens, end, more, definitions)
  if (!grown) return undefined
  const [list, ...rest] = grown.tokens
  const next: Found =
    found.type === 'list' && list?.type === 'list'
      ? { type: 'list', list: list as Tokens.List, rest }
      : { type: 'blocks', tokens: grown.tokens }
  return {
    ...before,
    text,
    growing: [...growing.slice(0, -1), { ...last, chunk: { ...last.chunk, raw }, found: next }],
    end: grown.end,
    lexed: before.lexed + grown.characters,
  }
}

const longestHeld = 1_000
const onlySigns = /^[-+*=_#`~|:<>[\]!\\&.)\s\d]*$/
/** In quotes and items, too: a row, the opening of a fence, the box of a task. */
const row = /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)?\|/
const comesWhole = /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)?(?:\||`{3}|~{3}|\[x?(?:\]\s*)?$)/i
const definition = /^ {0,3}\[[^\]]{0,300}(?:$|\](?::|$))/

/** The end of what can be shown of a text whose last line is incomplete. */
function holdBack(text: string, { at, kind, marker }: Place): number {
  const line = text.slice(at)
  if (kind === 'fence') {
    const rest = line.trim()
    return rest !== '' && rest === marker.charAt(0).repeat(rest.length) ? at : text.length
  }
  if (line.length > longestHeld) return text.length
  // What may be the head of a table waits for the line below it.
  const head = startOfLine(text, at - 1)
  const mayBeHead =
    kind === 'paragraph' ||
    ((kind === 'list' || kind === 'quote') &&
      !row.test(text.slice(startOfLine(text, head - 1), head)))
  if (mayBeHead && row.test(text.slice(head, at)) && /^[\s>|:-]*$/.test(line)) return head
  // A row comes whole, and so does the language of a fence. Signs alone may become anything.
  const waits =
    kind === 'rows' || comesWhole.test(line) || definition.test(line) || onlySigns.test(line)
  return waits ? at : text.length
}

/** Where the line begins that ends at a place. */
const startOfLine = (text: string, end: number): number =>
  end <= 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1

const tooLong = (text: string, isLive: boolean, from: Markdown): Markdown => ({
  ...nothing,
  text,
  isLive,
  growing: [
    {
      chunk: { kind: 'text', raw: text, joins: false, columns: 0 },
      found: { type: 'plain', text },
      isOpen: isLive,
      defined: 0,
    },
  ],
  lexed: from.lexed,
})
