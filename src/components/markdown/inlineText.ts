import type { Token, Tokens } from 'marked'
import { stripMarks } from '../message-view/marks.js'
import { decodeEntities } from './entities.js'
import { hasLetter } from './signs.js'

/** The tokens within one, if there are any. */
export const tokensOf = (token: Token): readonly Token[] => (token as Tokens.Generic).tokens ?? []

/** What is said in tokens, without their form. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const inner = tokensOf(token)
      if (inner.length > 0) return textOf(inner)
      if (token.type === 'br') return '\n'
      const { text } = token as Tokens.Generic as { text?: unknown }
      if (typeof text !== 'string') return ''
      return stripMarks(token.type === 'text' ? decodeEntities(text) : text)
    })
    .join('')
}

const rightToLeft = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u

/**
 * The direction of a block that holds others: that of its first letter. `auto` does not look into what has a
 * direction of its own.
 */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  if (/^[\s!-~]*?[a-z]/i.test(text)) return 'ltr'
  const [letter] = /\p{L}/u.exec(text) ?? []
  return letter === undefined ? undefined : rightToLeft.test(letter) ? 'rtl' : 'ltr'
}

/** The direction of a block that holds words: its own, or that of what is around it, where there is no letter in it. */
export const ownDirection = (text: string): 'auto' | undefined =>
  hasLetter(text) ? 'auto' : undefined

/** Whether there is an image in them that is shown by itself: one within a link is its text. */
export const holdImage = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token) => token.type === 'image' || (token.type !== 'link' && holdImage(tokensOf(token))),
  )

// What turns text around or cannot be seen. Joiners stay: they hold scripts and emoji together.
const unseen =
  // oxlint-disable-next-line no-control-regex -- it is they that are looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Code with all that is in it to be seen. */
export const showUnseen = (code: string): string =>
  code.replaceAll(
    unseen,
    (char) => `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
