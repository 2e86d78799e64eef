import { render } from '@testing-library/react'
import { Lexer } from 'marked'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { TextOnlyTokenizer } from '../../src/components/markdown/lexChunk.js'
import { Markdown } from '../../src/components/markdown/Markdown.js'
import { drawBlocks } from '../../src/components/markdown/drawBlocks.js'
import { type Markdown as Read, readMarkdown } from '../../src/components/markdown/readMarkdown.js'
import { Around } from './markdownAround.js'
import { markupOf, simplify } from './markdownMarkup.js'
import { countRenders } from '../support/countRenders.js'
import { numbersFrom } from '../support/numbersFrom.js'
import { answers, anyAnswer, anyText, longAnswer } from './markdownTexts.js'

const show = (text: string, isLive: boolean) => (
  <Around>
    <Markdown text={text} isLive={isLive} />
  </Around>
)

/** How often each sign of syntax is to be seen, code aside, and how much code there is. */
function signsOf(element: Element): Map<string, number> {
  const copy = element.cloneNode(true) as Element
  const code = ['code', 'pre', 'del'].map(
    (tag) => [tag, copy.querySelectorAll(tag).length] as const,
  )
  for (const one of copy.querySelectorAll('code, .ra-code-head')) one.remove()
  const counts = new Map<string, number>(code)
  for (const sign of copy.textContent.match(/[*_~`[\]|#<&\\]|\d+[.)] |^[-+] /gm) ?? [])
    counts.set(sign, (counts.get(sign) ?? 0) + 1)
  return counts
}

/** What stands in each block that holds words, in their order. */
const blocksOf = (element: Element): string[] =>
  [...element.querySelectorAll('p, h3, h4, h5, h6, th, td, pre, .ra-pictures')].map((block) =>
    block.textContent.trim(),
  )

/** The pieces in which a text comes. */
function* cuts(text: string, size: () => number): Generator<string> {
  for (let end = size(); end < text.length; end += size()) yield text.slice(0, end)
  yield text
}

describe('an answer that grows', () => {
  it.each(Object.entries(answers))(
    'never shows a sign that it does not end with: %s',
    (_, text) => {
      const { container, unmount } = render(show(text, false))
      const final = signsOf(container)
      const blocks = blocksOf(container)
      const expected = container.innerHTML
      unmount()
      const live = render(show('', true))
      const faults: string[] = []
      for (const prefix of cuts(text, () => 1)) {
        live.rerender(show(prefix, true))
        for (const [sign, count] of signsOf(live.container)) {
          // What refers to something that is defined later is as typed until the end.
          const isLate = text === answers['late'] && /[[\]]/.test(sign)
          if (count > (final.get(sign) ?? 0) && !isLate)
            faults.push(`${sign} in ${prefix.slice(-60)}`)
        }
        const shown = blocksOf(live.container)
        const isInPlace = shown.every((words, at) =>
          at < shown.length - 1 ? words === blocks[at] : blocks[at]?.startsWith(words),
        )
        if (!isInPlace && text !== answers['late'])
          faults.push(`${prefix.slice(-60)}: ${shown.join(' ¶ ')}`)
        expect(live.container.querySelector('img, script, iframe, style')).toBeNull()
      }
      expect(faults).toEqual([])
      live.rerender(show(text, false))
      expect(live.container.innerHTML).toBe(expected)
    },
  )

  it('ends as if it had come at once, however it is cut', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 600; seed++) {
      const next = numbersFrom(seed)
      const text = anyText(next)
      let read: Read | undefined
      for (const prefix of cuts(text, () => 1 + Math.floor(next() * 9)))
        read = readMarkdown(prefix, true, read)
      const done = readMarkdown(text, false, read)
      const whole = readMarkdown(text, false)
      const plain = ({ finished }: Read) => finished.map(({ chunk, found }) => ({ chunk, found }))
      expect(plain(done)).toEqual(plain(whole))
    }
  })

  it('keeps what is finished, element for element', () => {
    const { container, rerender } = render(show('', true))
    const text = longAnswer.slice(0, 3_000)
    let before: Element[] = []
    for (const prefix of cuts(text, () => 17)) {
      rerender(show(prefix, true))
      const now = [...container.children]
      expect(now.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
      for (const [at, element] of before.slice(0, -1).entries()) expect(now[at]).toBe(element)
      before = now
    }
    rerender(show(text, false))
    for (const [at, element] of before.entries()) expect(container.children[at]).toBe(element)
  })

  it('lexes not much more than there is (scenario 31)', () => {
    let read: Read | undefined
    for (const prefix of cuts(longAnswer, () => longAnswer.length / 500))
      read = readMarkdown(prefix, true, read)
    const { lexed } = readMarkdown(longAnswer, false, read)
    console.info(`lexed ${lexed} of ${longAnswer.length}`)
    expect(longAnswer).toHaveLength(10_000)
    expect(lexed).toBeLessThan(3 * longAnswer.length)
  })

  it('lexes nothing while a row of a table in an item is held back', () => {
    const text = '- a table:\n\n  | a | b |\n  | - | - |\n  | 1 | 2 |\n'
    const row = '  | three **words** | and [more](https://a.test) |'
    const before = readMarkdown(text, true)
    let read = readMarkdown(`${text}  |`, true, before)
    const { lexed } = read
    for (const prefix of cuts(text + row, () => 1)) {
      if (prefix.length <= text.length + 3) continue
      read = readMarkdown(prefix, true, read)
    }
    expect(read.lexed).toBe(lexed)
  })

  it('takes nothing that is held back for what stands before it, however large its pieces', () => {
    const { container, rerender } = render(show('First.', true))
    for (const text of ['First.\n- [x', 'First.\n- [x] done']) rerender(show(text, true))
    expect(blocksOf(container)).toEqual(['First.', 'done'])
  })

  it('draws none of its finished blocks again', () => {
    const text = Array.from({ length: 60 }, (_, at) => `Paragraph *${at}*.\n\n- item`).join('\n\n')
    const { rerender } = render(show(text, true))
    const stop = countRenders()
    for (let words = 1; words <= 50; words++)
      rerender(show(`${text}${' word'.repeat(words)}`, true))
    const { renders } = stop()
    // One that compares by itself is two records of React's.
    expect(renders).toMatchObject({ MarkdownRun: 100, MarkdownGroup: 50, MarkdownItem: 50 })
  })

  it('begins again when it becomes another', () => {
    const read = readMarkdown('One *two* three', true)
    expect(readMarkdown('Another', true, read)).toEqual({
      ...readMarkdown('Another', true),
    })
  })
})

describe('blocks, each lexed by itself', () => {
  const plain = (markup: string) =>
    simplify(markup)
      .replaceAll(/ loose|\s+(?=<)/g, '')
      .replaceAll(/\s+/g, ' ')

  it('are what they are in the whole text', { timeout: 60_000 }, () => {
    const others: string[] = []
    for (let seed = 1; seed <= 3_000; seed++) {
      const text = anyAnswer(numbersFrom(seed))
      const tokens = new Lexer({ gfm: true, tokenizer: new TextOnlyTokenizer() }).lex(text)
      const whole = renderToStaticMarkup(drawBlocks(tokens, {}))
      if (plain(whole) !== plain(markupOf(text))) others.push(text)
    }
    expect(others).toEqual([])
  })
})
