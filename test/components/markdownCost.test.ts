import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../src/components/markdown/readMarkdown.js'
import { cpuTime } from '../support/cpuTime.js'

const fill = (unit: string, length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
const each = (unit: string) => (length: number) => fill(unit, length)
/** The first half opens, the second closes. */
const pairs = (open: string, close: string) => (length: number) =>
  fill(open, length / 2) + fill(close, length / 2)
/** Paragraphs just below the limits. */
const paragraphs = (unit: string, size: number) => each(`${fill(unit, size)}\n\n`)

/** Texts that cost a parser more than they are long, by what is repeated in them. */
const families: Readonly<Record<string, (length: number) => string>> = {
  stars: each('*'),
  'stars and letters': each('*a '),
  'letters and stars': each('a*'),
  'strong that is never closed': each('**a'),
  'emphasis of two kinds': each('*a _b '),
  'emphasis in emphasis': pairs('*a **b ', ' b** a*'),
  'paragraphs of emphasis': paragraphs('*a **b ', 420),
  'paragraphs of nested emphasis': each(`${fill('*a ', 205)}${fill(' b*', 205)}\n\n`),
  'words and underscores': paragraphs('a_b', 900),
  'a run of underscores': (length) => fill(`a${'_'.repeat(19_000)}b\n\n`, length),
  'paragraphs of underscores': paragraphs('_a ', 400),
  'items with code': each(`- a\n  \`\`\`\n  ${fill('*a **b ', 900)}\n  \`\`\`\n`),
  'items with code that is none': each(`- a\n  \`\`\`\nb ${fill('*a **b ', 400)}\n\n`),
  'stars beside Chinese': paragraphs('**甲：**乙', 400),
  'stars beside Chinese that are never closed': each('**甲：“乙”'),
  'addresses in Chinese': paragraphs('见https://a.test。', 900),
  tildes: each('~~a '),
  backticks: each('`'),
  'backticks of every length': (length) => {
    let text = ''
    for (let count = 1; text.length < length; count++) text += `${'`'.repeat(count)}a`
    return text
  },
  'paragraphs of code': paragraphs('`a``b', 1_900),
  brackets: each('['),
  'brackets in brackets': pairs('[', ']'),
  'links that are never closed': each('[a](b'),
  'links with half a title': each('[a]( "b'),
  'pictures that are never closed': each('![a]('),
  'references to nothing': each('[a][b]'),
  'paragraphs of brackets': paragraphs('[a [b] ', 470),
  'brackets and stars': paragraphs('[*a', 205),
  escapes: each('\\'),
  'escaped brackets': (length) => `[${fill('\\]', length)}`,
  'quotes in quotes': each('>'),
  'quotes line by line': each('> a\n'),
  'lazy lines': each('> a\nb\n'),
  'lazy lines deep down': each('>>>>> a\n>>> b\nc\n\n'),
  'lists in one line': each('- '),
  'lists by indentation': (length) => {
    let text = ''
    for (let depth = 0; text.length < length; depth++) text += `${'  '.repeat(depth)}- a\n`
    return text
  },
  'lists in quotes': each('- > - > - > a\nb\n'),
  'items with nothing in them': each('-\n\n'),
  'many items': each('1. a\n'),
  'a wide table': (length) => `${fill('|a', length / 2)}|\n${fill('|-', length / 2)}|\n`,
  'a long table': (length) => `|a|b|\n|-|-|\n${fill('|\n', length)}`,
  'a long table of many columns': (length) =>
    `${fill('|a', 128)}|\n${fill('|-', 128)}|\n${fill('|\n', length)}`,
  'tables that are none': paragraphs('a|b\n-|-|-\n', 620),
  'tags that are never closed': each('<a '),
  comments: each('<!--'),
  'tags that end paragraphs': each('<div>\n'),
  addresses: each('http://a.'),
  'paragraphs of addresses': paragraphs('http://a.b_c!! ', 1_900),
  'dots behind an address': (length) => `http://a${fill('.', length)}`,
  'mail addresses': each('a@'),
  'names that may be mail addresses': each('a!'),
  references: each('&a'),
  definitions: (length) =>
    Array.from({ length: length / 14 }, (_, at) => `[a${at}]: b\n\n`).join(''),
  'definitions with half a title': each('[a]: b "c\n'),
  'underlines far away': (length) => `${fill('a\n', length)}===`,
  hashes: (length) => `# a ${fill('#', length)}`,
  fences: each('```\n'),
  'a long fence': (length) => `\`\`\`\n${fill('a\n', length)}`,
  'white space': (length) => `a${fill(' ', length)}b`,
  'line breaks': each('a  \n'),
  'empty lines': each('\n'),
  parentheses: (length) => `[a](${fill('(', length / 2)}${fill(')', length / 2)})`,
  'one long word': each('a'),
  'a long text': each('Some words that make a sentence. '),
  'many paragraphs': each('a\n\n'),
}

/** What is quicker is lost in the noise. */
const noise = 8

describe('the time that a text takes', () => {
  it.each(Object.entries(families))('grows with its length: %s', (name, make) => {
    const [short, long] = [make(16 * 1024), make(64 * 1024)]
    let [small, large, exponent] = [Infinity, Infinity, Infinity]
    const isTooMuch = () => exponent > 1.35 || large >= 250
    // The least of three; more where what else the machine does may have been counted.
    for (let round = 0; round < 3 || (round < 12 && isTooMuch()); round++) {
      small = Math.min(
        small,
        cpuTime(() => readMarkdown(short, false)),
      )
      large = Math.min(
        large,
        cpuTime(() => readMarkdown(long, false)),
      )
      exponent = Math.log2(Math.max(large, noise) / Math.max(small, noise)) / 2
    }
    if (process.env['SHOW']) console.info(name, large.toFixed(1), exponent.toFixed(2))
    expect(exponent).toBeLessThanOrEqual(1.35)
    expect(large).toBeLessThan(250)
  })

  it.each(['>', '- ', '[', '*a ', '![', '> - ', '(', '<b>', '**_'])(
    'does not depend on how deep it goes: %j a hundred thousand times',
    (unit) => {
      const text = unit.repeat(100_000)
      expect(() => readMarkdown(text, false)).not.toThrow()
      expect(() => readMarkdown(text, true)).not.toThrow()
    },
  )

  it('is as little while the text grows', () => {
    for (const unit of ['*a ', '[a](b ', '`a ', '> a ', '- [ ] **a ', '| a ', 'word ']) {
      const time = cpuTime(() => {
        let read = readMarkdown('', true)
        for (let count = 1; count <= 400; count++)
          read = readMarkdown(unit.repeat(count * 5), true, read)
      })
      expect(time).toBeLessThan(1_500)
    }
  })
})

describe('a text that is too elaborate', () => {
  const plain = (text: string) => readMarkdown(text, false).finished.map(({ found }) => found.type)

  it('is plain, and what stands beside it is not', () => {
    expect(plain(`One *two*\n\n${'*a '.repeat(2_000)}\n\n- three`)).toEqual([
      'blocks',
      'plain',
      'list',
    ])
  })

  it('is none that somebody wrote', () => {
    const bold = 'A **bold** word, a [link](https://a.test), some `code`. '
    expect(plain(bold.repeat(40))).toEqual(['blocks'])
    const code = '   a[i] = **b_c * [d];\n'.repeat(60)
    expect(plain(`1. Do this:\n   \`\`\`c\n${code}   \`\`\`\n2. Then that`)).toEqual([
      'list',
      'list',
    ])
    expect(plain('snake_case_words, '.repeat(400))).toEqual(['blocks'])
    expect(plain('A line of a poem\n'.repeat(500))).toEqual(['blocks'])
    expect(plain(`\`\`\`\n${'a[0] = *b;\n'.repeat(20_000)}\`\`\``)).toEqual(['code'])
  })

  it('is plain as a whole where it has no end', () => {
    expect(readMarkdown('a\n\n'.repeat(200_000), false).growing[0]?.found.type).toBe('plain')
  })
})
