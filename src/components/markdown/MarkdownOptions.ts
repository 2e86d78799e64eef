import type { ReactNode } from 'react'

/** A formula as a message holds it. */
export interface MarkdownFormula {
  /** What stands between the marks: TeX, as models write it. */
  text: string
  /** It stands by itself and is not part of a line. */
  isDisplay: boolean
}

/** Code as a message holds it. */
export interface MarkdownCodeBlock {
  /** As it is shown: characters that nobody sees are written out. */
  text: string
  /** The first word after the fence; empty when there is none. */
  language: string
}

/** What an app decides about Markdown. Keep the same object from render to render. */
export interface MarkdownOptions {
  /** Draws a block of code, its frame aside. @default the text as it is */
  renderCode?: ((code: MarkdownCodeBlock) => ReactNode) | undefined
  /** Draws a formula. @default none: dollars are dollars */
  renderMath?: ((formula: MarkdownFormula) => ReactNode) | undefined
  /** What relative links lead on from. They are not links without it. */
  linkBase?: string | undefined
}
