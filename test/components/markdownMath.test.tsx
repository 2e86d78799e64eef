import { describe, expect, it } from 'vitest'
import { createReader } from '../../src/components/markdown/createReader.js'
import { beginningWithMath, readMarkdown } from '../../src/components/markdown/readMarkdown.js'
import type { MarkdownOptions } from '../../src/index.js'
import { leastCpuTime } from '../support/cpuTime.js'
import { markupOf, simplify } from './markdownMarkup.js'

const options: MarkdownOptions = {
  renderMath: ({ text, isDisplay }) => `⟦${isDisplay ? 'block ' : ''}${text}⟧`,
}
const show = (text: string, isLive = false) =>
  simplify(markupOf(text, { options, isLive })).replaceAll(/<span[^>]*>(⟦.*?⟧)<\/span>/gs, '$1')

describe('a formula', () => {
  it.each([
    ['between dollars', 'Say $a_1 * b_2 * c$.', '<p>Say ⟦a_1 * b_2 * c⟧.</p>'],
    ['between round brackets', String.raw`Say \(x^2\).`, '<p>Say ⟦x^2⟧.</p>'],
    ['between square brackets', String.raw`\[x^2\]`, '<p>⟦block x^2⟧</p>'],
    ['between two dollars, over lines', '$$\nx + y\n$$', '<p>⟦block x + y⟧</p>'],
    ['in what is emphasized', '**so $x$**', '<p><strong>so ⟦x⟧</strong></p>'],
    ['with a dollar in it', String.raw`$a\$b$`, String.raw`<p>⟦a\$b⟧</p>`],
    [
      'in a table',
      '| a |\n|---|\n| $x$ |',
      '<table><tr><th>a</th></tr><tr><td>⟦x⟧</td></tr></table>',
    ],
  ])('%s is what the app draws', (_, text, markup) => {
    expect(show(text)).toBe(markup)
  })

  it.each([
    ['two prices', 'From $5 to $6.'],
    ['a price and a name', 'It costs $5, says A$AP.'],
    ['a dollar with space inside', 'Now $ x $ then.'],
    ['one that is never closed', 'Say $x and no more.'],
    ['one in code', '`$x$`'],
  ])('is none in %s', (_, text) => {
    expect(show(text)).not.toContain('⟦')
  })

  it('is text as it was typed where the app draws none', () => {
    expect(simplify(markupOf('Say $a_1$.'))).toBe('<p>Say $a_1$.</p>')
  })

  it('is drawn as soon as it is closed, while the answer grows', () => {
    const text = 'We know that $a + b = c$ holds, and more.'
    const read = createReader(true)
    const seen = Array.from(text, (_, at) =>
      JSON.stringify(read(text.slice(0, at + 1), true).growing),
    )
    const closed = text.indexOf('c$') + 2
    expect(seen[closed - 2]).not.toContain('"math"')
    expect(seen.slice(closed).every((tokens) => tokens.includes('"math"'))).toBe(true)
  })

  it('is not to be seen as it is typed before it is closed', () => {
    const texts = [
      'So $a_1 + b_2$ is',
      'So $$\\frac{a}{b}$$ is',
      String.raw`So \(y_3\) and \[z^2\] are`,
    ]
    for (const text of texts)
      for (let at = 1; at <= text.length; at++)
        expect(show(text.slice(0, at), true).replaceAll(/⟦.*?⟧/gs, '')).toMatch(
          /^<p>[So andre is]*<\/p>$/,
        )
  })

  it('holds back no price, and nothing that goes on for too long', () => {
    expect(show('It costs $5 to', true)).toBe('<p>It costs $5 to</p>')
    expect(show(`The $HOME of ${'it '.repeat(40)}`, true)).toContain('$HOME')
    expect(show(`The $$ of ${'it '.repeat(120)}`, true)).toContain('$$')
  })

  it('ends as if it had come at once, however it is cut', () => {
    const text =
      'Let $x_1 = 2$ and\n$$\n\\int_0^1 f\n$$\nso \\(a*b*c\\) and `$5` or $6 or \\[y\\].\n\n- $z$\n'
    const found = (read: ReturnType<typeof readMarkdown>) =>
      read.finished.map((piece) => piece.found)
    const whole = found(readMarkdown(text, false, beginningWithMath))
    for (let at = 1; at < text.length; at++) {
      const half = readMarkdown(text.slice(0, at), true, beginningWithMath)
      expect(found(readMarkdown(text, false, half))).toEqual(whole)
    }
  })

  it('costs in proportion, also where many begin and none ends', () => {
    for (const unit of ['$a ', String.raw`\[ `, '$$ ', String.raw`\( $`]) {
      const cost = (times: number) => {
        const text = unit.repeat(times)
        return leastCpuTime(() => readMarkdown(text, false, beginningWithMath))
      }
      // What is too elaborate is plain text; what is not stays below the limits of the check.
      expect(cost(16_000) / Math.max(cost(4_000), 1)).toBeLessThan(8)
    }
  })
})
