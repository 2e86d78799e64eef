/** Zeros of the decimal digits that people have on their keyboards besides ours. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10]

const plainDigit = (character: string) => {
  const code = character.charCodeAt(0)
  const zero = zeros.find((first) => code >= first && code < first + 10)
  return zero === undefined ? character : String(code - zero)
}

/** Why a text is no number to go on with. */
type NumberFault = 'not-a-number' | 'ambiguous-number' | 'inexact-number'

/**
 * A number as a person writes it, in whatever way is customary, and without guessing: `1,234` could be either of two
 * numbers and is neither here. `inexact-number` is a whole number with more digits than a number can hold.
 */
export function readNumber(text: string): number | NumberFault {
  const plain = Array.from(text.trim(), plainDigit)
    .join('')
    .replaceAll(/[\u2212\uFF0D]/g, '-')
    .replaceAll('\u066B', '.')
    .replaceAll(/(\d)[\s'’\u066C](?=\d{3}(?!\d))/g, '$1')
  if (plain.length > 400) return 'not-a-number'
  if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(plain)) return 'ambiguous-number'
  const number = /^[-+]?(?:\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d*)?(?:e[-+]?\d+)?$/i.test(plain)
    ? plain.replaceAll(',', '')
    : /^[-+]?(?:\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d*)?$/.test(plain)
      ? plain.replaceAll('.', '').replace(',', '.')
      : 'none'
  const value = Number(number)
  if (!/\d/.test(number) || !Number.isFinite(value)) return 'not-a-number'
  return /^[-+]?\d+$/.test(number) && BigInt(number.replace('+', '')) !== BigInt(value)
    ? 'inexact-number'
    : value
}
