/** Words of a text, lower case. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** `get_weather`, `get-weather` and `getWeather` are the words `get` and `weather`. */
export const wordsOfName = (name: string): string[] =>
  wordsOf(name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll('_', ' '))

const stem = (word: string) =>
  word.length > 4 ? word.replace(/(?:ings?|ed|s)$/, '').replace(/e$/, '') : word

/** Whether two words are the same but for an ending. */
export const isSameWord = (a: string, b: string): boolean => a === b || stem(a) === stem(b)

const notNames = new Set(
  'a an and any anything at be can each every everyone first her him his i it last me my next no one our please some something that the their them there they this those today tomorrow tonight us we what which who you your'.split(
    ' ',
  ),
)

const isCapitalised = (word: string) => /^\p{Lu}[\p{L}\p{N}'’-]*$/u.test(word)

/** The names in a text: capitalised words inside a sentence, or else what follows "in", "to", "for" and their like. */
export function namesIn(text: string): string[] {
  const names: string[] = []
  for (const sentence of text.split(/[.!?\n]+/)) {
    let name: string[] = []
    const keep = () => {
      if (name.length > 0) names.push(name.join(' '))
      name = []
    }
    for (const [index, token] of sentence.trim().split(/\s+/).entries()) {
      const word = token.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
      if (index > 0 && isCapitalised(word) && !notNames.has(word.toLowerCase())) name.push(word)
      else keep()
      if (/[^\p{L}\p{N}]$/u.test(token)) keep()
    }
    keep()
  }
  return [...new Set(names.length > 0 ? names : afterPrepositions(text))]
}

const afterPrepositions = (text: string): string[] =>
  [
    ...text.matchAll(
      /\b(?:in|to|for|from|at)\s+(\p{L}[\p{L}'’-]*)(?:\s+(?:and|or)\s+(\p{L}[\p{L}'’-]*))?/giu,
    ),
  ]
    .flatMap(([, first, second]) => [first, second])
    .filter((word) => word !== undefined)
    .filter((word) => !notNames.has(word.toLowerCase()))

/** Pieces of 4 to 12 characters, cut between code points, always at the same places. */
export function piecesOf(text: string): string[] {
  const characters = Array.from(text)
  const pieces: string[] = []
  for (let at = 0, turn = 0; at < characters.length; turn++) {
    const size = 4 + ((turn * 5) % 9)
    pieces.push(characters.slice(at, at + size).join(''))
    at += size
  }
  return pieces
}
