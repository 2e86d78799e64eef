/**
 * Stands in a text where one of its annotations belongs, through all that Markdown does to it: punctuation outside, so
 * that emphasis around it still closes, and inside a sign that no text may hold.
 */
const sign = '\ufdd0'
const mark = new RegExp(`【${sign}(\\d{1,4})】`, 'g')

/** The mark of the annotation at this index. */
export const markOf = (index: number): string => `【${sign}${index}】`

/** A text whose own words cannot pass for a mark. */
export const withoutSigns = (text: string): string =>
  text.includes(sign) ? text.replaceAll(sign, '\ufffd') : text

export const stripMarks = (text: string): string =>
  text.includes(sign) ? text.replace(mark, '') : text

/** The annotations whose marks stand in a text, in their order. */
export const marksIn = (text: string): number[] =>
  text.includes(sign) ? Array.from(text.matchAll(mark), ([, index]) => Number(index)) : []

/** The words of a text, and between them the annotations whose marks stand there. */
export function splitAtMarks(text: string): (string | number)[] {
  if (!text.includes(sign)) return [text]
  return text
    .split(mark)
    .map((piece, at) => (at % 2 === 0 ? piece : Number(piece)))
    .filter((piece) => piece !== '')
}
