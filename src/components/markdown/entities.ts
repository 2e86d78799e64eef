/** The named references that people and models write; others stay as they were typed. */
const names: ReadonlyMap<string, string> = new Map(
  (
    'amp& lt< gt> quot" apos\' nbsp\u00a0 copy© reg® trade™ deg° plusmn± times× divide÷ middot· bull• hellip… ndash– mdash— ' +
    'lsquo‘ rsquo’ ldquo“ rdquo” laquo« raquo» euro€ pound£ yen¥ cent¢ sect§ para¶ micro\u00b5 sup1¹ sup2² sup3³ frac12½ frac14¼ ' +
    'frac34¾ szlig\u00df aelig\u00e6 oelig\u0153 oslash\u00f8 larr← uarr↑ rarr→ darr↓ harr↔ rArr⇒ hArr⇔ ne≠ le≤ ge≥ asymp≈ equiv≡ infin∞ minus− radic√ ' +
    'sum∑ prod∏ int∫ part∂ nabla∇ isin∈ forall∀ exist∃ cap∩ cup∪ sub⊂ sup⊃ check✓ alpha\u03b1 beta\u03b2 gamma\u03b3 delta\u03b4 epsilon\u03b5 ' +
    'theta\u03b8 lambda\u03bb mu\u03bc pi\u03c0 sigma\u03c3 tau\u03c4 phi\u03c6 omega\u03c9 Delta\u0394 Sigma\u03a3 Omega\u03a9'
  )
    .split(' ')
    .map((word) => [word.slice(0, -1), word.slice(-1)]),
)

/** A letter and what stands on it. */
const accented = /^([a-zA-Z])(grave|acute|circ|tilde|uml|ring|cedil|caron)$/
const accents: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
}

function named(name: string): string | undefined {
  const [, letter, accent = ''] = accented.exec(name) ?? []
  return letter === undefined
    ? names.get(name)
    : `${letter}${accents[accent] ?? ''}`.normalize('NFC')
}

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,31}));/g

/** Puts characters in the place of their references. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(reference, (typed, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named(name) ?? typed
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10)
    const isCharacter = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
    return isCharacter ? String.fromCodePoint(code) : '\ufffd'
  })
}
