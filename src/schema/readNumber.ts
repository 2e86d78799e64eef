/** Zeros of the decimal digits that people have on their keyboards besides ours. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10]

const plainDigit = (character: string) => {
  const code = character.codePointAt(0) ?? 0
  const zero = zeros.find((first) => code >= first && code < first + 10)
  return zero === undefined ? character : String(code - zero)
}

/**
 * A number as a person writes it, in whatever way is customary, and without guessing: `1,234` could be either of two
 * numbers and is neither here. `inexact` is a whole number with more digits than a number can hold.
 */
export function readNumber(text: string): number | 'no-number' | 'ambiguous' | 'inexact' {
  if (text.length > 400) return 'no-number'
  const plain = Array.from(text.trim(), plainDigit)
    .join('')
    .replaceAll(/[\u2212\uFF0D]/g, '-')
    .replaceAll('\u066B', '.')
    .replaceAll(/(\d)[\s'’\u066C](?=\d{3}(?!\d))/g, '$1')
  const point = plain.lastIndexOf('.')
  const comma = plain.lastIndexOf(',')
  const isGrouped = (mark: string) => plain.indexOf(mark) !== plain.lastIndexOf(mark)
  let decimal = '.'
  if (comma >= 0) {
    if (point >= 0) decimal = comma > point ? ',' : '.'
    else if (isGrouped(',')) decimal = '.'
    else if (/^[-+]?[1-9]\d{0,2},\d{3}$/.test(plain)) return 'ambiguous'
    else decimal = ','
  } else if (isGrouped('.')) decimal = ','
  const group = decimal === '.' ? ',' : '.'
  if (plain.includes(group) && !isGroupedRight(plain, group, decimal)) return 'no-number'
  const number = plain.replaceAll(group, '').replace(decimal, '.')
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(number)) return 'no-number'
  const value = Number(number)
  if (!Number.isFinite(value)) return 'no-number'
  return /^[-+]?\d+$/.test(number) && BigInt(number.replace('+', '')) !== BigInt(value)
    ? 'inexact'
    : value
}

function isGroupedRight(text: string, group: string, decimal: string): boolean {
  const [whole = ''] = text.replace(/^[-+]/, '').split(decimal)
  const [first = '', ...groups] = whole.split(group)
  return /^\d{1,3}$/.test(first) && groups.every((digits) => /^\d{3}$/.test(digits))
}
