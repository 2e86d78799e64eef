import type { Token, Tokens } from 'marked'
import { isHarmless } from './isHarmless.js'
import { type Definitions, lexChunk, type OpenEnd } from './lexChunk.js'
import { type Chunk, fenceOf } from './splitChunks.js'

/** What was found in a chunk. */
export type Found =
  | { readonly type: 'blocks'; readonly tokens: readonly Token[] }
  | { readonly type: 'list'; readonly list: Tokens.List; readonly rest: readonly Token[] }
  | { readonly type: 'table'; readonly table: Tokens.Table }
  | { readonly type: 'row'; readonly cells: readonly Tokens.TableCell[]; readonly count: number }
  | { readonly type: 'code'; readonly language: string; readonly text: string }
  | { readonly type: 'plain'; readonly text: string }

/** A chunk with what was found in it; the same object for as long as nothing in it changes. */
export interface Piece {
  readonly chunk: Chunk
  readonly found: Found
  /** It was read as if it were complete. */
  readonly isOpen: boolean
  /** How many links were defined when it was lexed. */
  readonly defined: number
}

/** A table with more cells goes on as plain text. */
const mostCells = 10_000

/** One reading of some chunks, in their order. */
export class Reading {
  end: OpenEnd | undefined
  definitions: Definitions
  lexed: number
  readonly #known: readonly Piece[]
  #last: Piece | undefined
  #defined: number
  readonly #hasMath: boolean

  /** Begins after a piece, and takes over what is known already of those to come. */
  constructor(
    start: { definitions: Definitions; lexed: number; hasMath: boolean },
    last: Piece | undefined,
    known: readonly Piece[],
  ) {
    this.definitions = start.definitions
    this.lexed = start.lexed
    this.#defined = Object.keys(start.definitions).length
    this.#hasMath = start.hasMath
    this.#last = last
    this.#known = known
  }

  read(chunks: readonly Chunk[], isLastOpen = false): Piece[] {
    return chunks.map((chunk, at) => {
      const isOpen = isLastOpen && at === chunks.length - 1
      this.#last = this.#isKnown(chunk, isOpen) ?? this.#make(chunk, isOpen)
      return this.#last
    })
  }

  /** Reads those again in which there may be links that were defined later. */
  readAgain(pieces: readonly Piece[]): readonly Piece[] {
    const isBehind = ({ chunk, defined, found }: Piece) =>
      defined < this.#defined && found.type !== 'code' && chunk.raw.includes('[')
    if (!pieces.some(isBehind)) return pieces
    return pieces.map((piece, at) => {
      if (!isBehind(piece)) return piece
      this.#last = pieces[at - 1]
      return this.#make(piece.chunk, false)
    })
  }

  #isKnown({ kind, raw, joins }: Chunk, isOpen: boolean): Piece | undefined {
    // What is open may be shown for a while as it was, when what comes behind it is held back.
    return this.#known.find(
      ({ chunk, ...piece }) =>
        piece.isOpen === isOpen &&
        (!isOpen || piece.defined === this.#defined) &&
        chunk.kind === kind &&
        chunk.raw === raw &&
        chunk.joins === joins,
    )
  }

  #make(chunk: Chunk, isOpen: boolean): Piece {
    const found = this.#find(chunk, isOpen)
    return { chunk, found, isOpen, defined: this.#defined }
  }

  #find(chunk: Chunk, isOpen: boolean): Found {
    const { kind, raw } = chunk
    if (kind === 'code') return { type: 'code', ...fenceOf(raw) }
    if (!isHarmless(raw)) return { type: 'plain', text: raw.trimEnd() }
    if (kind === 'row') return this.#findRow(chunk)
    const tokens = this.#lex(raw, isOpen).filter(({ type }) => type !== 'space' && type !== 'def')
    const [token, ...rest] = tokens
    if (token?.type === 'list' && kind === 'item')
      return { type: 'list', list: token as Tokens.List, rest }
    if (token?.type === 'table' && kind === 'table')
      return { type: 'table', table: token as Tokens.Table }
    return { type: 'blocks', tokens }
  }

  #findRow({ raw, columns }: Chunk): Found {
    const before = this.#last?.found
    const count = before?.type === 'row' ? before.count + 1 : 1
    const isInTable = before?.type === 'row' || before?.type === 'table'
    if (isInTable && count * columns <= mostCells) {
      const head = `|${'-|'.repeat(columns)}\n`
      const [table] = this.#lex(head + head + raw, false)
      const cells = table?.type === 'table' ? (table as Tokens.Table).rows[0] : undefined
      if (cells) return { type: 'row', cells, count }
    }
    return { type: 'plain', text: raw.trimEnd() }
  }

  #lex(raw: string, isOpen: boolean): Token[] {
    const { tokens, definitions, characters, end } = lexChunk(
      raw,
      this.definitions,
      isOpen,
      this.#hasMath,
    )
    this.lexed += characters
    this.end = end
    if (definitions !== this.definitions) {
      this.definitions = definitions
      this.#defined = Object.keys(definitions).length
    }
    return tokens
  }
}
