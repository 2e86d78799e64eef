/*
 * What kind of sign a text begins with. Those of ASCII are known without the tables of Unicode, which a browser takes
 * long to translate when they are first asked.
 */

const isKind = (plain: RegExp, any: RegExp) => (text: string) =>
  (text.charCodeAt(0) < 128 ? plain : any).test(text)

export const isLetter = isKind(/^[a-z]/i, /^\p{L}/u)
/** A letter or a number. */
export const isWord = isKind(/^[a-z\d]/i, /^[\p{L}\p{N}]/u)
export const isPunctuation = isKind(/^[!-/:-@[-`{-~]/, /^[\p{P}\p{S}]/u)

/** A letter anywhere. */
export const hasLetter = (text: string): boolean => /[a-z]/i.test(text) || /\p{L}/u.test(text)
