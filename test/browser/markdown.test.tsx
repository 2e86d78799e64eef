import { render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Markdown } from '../../src/components/markdown/Markdown.js'
import { Around } from '../components/markdownAround.js'
import { makeThread, setStage } from '../components/support.js'
import { answers } from '../components/markdownTexts.js'
import { drawn, findAxeFaults, openChat, type Scheme, setScheme } from './support.js'

afterEach(() => {
  vi.restoreAllMocks()
  setScheme('light')
})

const everything = [...Object.values(answers), `> ${'a-very-long-word'.repeat(30)}`].join('\n\n')

/** A chat in which this was answered. */
async function show(text: string) {
  const stage = await setStage()
  openChat({ stage, threadId: await makeThread(stage, 'What is there to say?', text) })
  await screen.findByRole('article', { name: 'Assistant' })
  await drawn()
}

describe.each([390, 1280])('%d pixels wide', (width) => {
  it('everything keeps to its room; a table scrolls in itself', async () => {
    await page.viewport(width, 800)
    const wide = `| ${'a column of words | '.repeat(16)}\n|${'-|'.repeat(16)}\n| ${'more words | '.repeat(16)}`
    await show(`${everything}\n\n${wide}`)
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
    const leaving = [...document.querySelectorAll('main *')].filter(
      (element) =>
        !element.closest('table, .ra-unseen') &&
        element.getBoundingClientRect().right > width + 0.5,
    )
    expect(leaving).toEqual([])
    const table = [...document.querySelectorAll('.ra-table')].at(-1)
    expect(table?.scrollWidth).toBeGreaterThan(table?.clientWidth ?? 0)
  })

  it.each<Scheme>(['light', 'dark'])('nothing stands in anyone’s way in %s', async (scheme) => {
    await page.viewport(width, 800)
    setScheme(scheme)
    await show(everything)
    expect(await findAxeFaults()).toEqual([])
  })
})

it('runs in the direction of its words, block by block', async () => {
  await show(`${answers['right'] ?? ''}\n\nEnglish\n\n\`\`\`\nשלום\n\`\`\``)
  const direction = (text: string | RegExp) => getComputedStyle(screen.getByText(text)).direction
  expect(direction(/مرحبا/)).toBe('rtl')
  expect(getComputedStyle(screen.getByRole('list')).direction).toBe('rtl')
  expect(direction('English')).toBe('ltr')
  expect(direction('שלום')).toBe('ltr')
})

it('a table from right to left has its columns in line, numbers and words', async () => {
  await show(
    '| اسم | سعر |  | ملاحظة |\n| --- | ---: | --- | :--- |\n| كوب | 12 | 7 | abc |\n| إبريق | واحد | ٨ | جيد |',
  )
  const alignment = (text: string) => {
    const { textAlign, direction } = getComputedStyle(screen.getByRole('cell', { name: text }))
    return textAlign === 'start' ? (direction === 'rtl' ? 'right' : 'left') : textAlign
  }
  expect(['كوب', '12', '7', 'abc'].map(alignment)).toEqual(['right', 'right', 'right', 'left'])
  expect(['إبريق', 'واحد', '٨', 'جيد'].map(alignment)).toEqual(['right', 'right', 'right', 'left'])
})

it('the box of a task stands beside its words, and a picture apart from what is above it', async () => {
  await show('- [ ] one\n- [x] two\n\n> a quote\n\n![cat](https://pictures.test/cat.png)')
  const middleOf = (element: Element | null) => {
    const { top = 0, height = 0 } = element?.getBoundingClientRect() ?? {}
    return top + height / 2
  }
  for (const box of screen.getAllByRole('checkbox'))
    expect(Math.abs(middleOf(box) - middleOf(box.nextElementSibling))).toBeLessThanOrEqual(1)
  const above = document.querySelector('blockquote')?.getBoundingClientRect().bottom ?? Infinity
  const button = screen.getByRole('button', { name: 'Show the image from pictures.test' })
  expect(button.getBoundingClientRect().top - above).toBeGreaterThanOrEqual(4)
})

it('copies code exactly as it is shown, and says so', async () => {
  await show('```js\nconst a = "\u202e"\n```')
  const copied: string[] = []
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
    copied.push(text)
    return Promise.resolve()
  })
  await userEvent.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible()
  expect(copied).toEqual(['const a = "⟨U+202E⟩"'])
  expect(document.querySelector('pre')?.textContent).toBe(copied[0])
  write.mockRejectedValue(new Error('not allowed'))
  await userEvent.click(screen.getByRole('button', { name: 'Copied' }))
  expect(await screen.findByText(/select the text instead/)).toBeVisible()
})

it.each(['A word', '- one\n- two', '1. one\n   - two', '> a quote', '# A title'])(
  'shows at the end of %j that more is to come, and once',
  (text) => {
    const around = render(
      <article className="ra-message" data-state="live">
        <div className="ra-text">
          <Around>
            <Markdown text={text} isLive />
          </Around>
        </div>
      </article>,
    )
    const marks = [...around.container.querySelectorAll('*')].filter(
      (element) => getComputedStyle(element, '::after').content === '""',
    )
    expect(marks).toHaveLength(1)
  },
)
