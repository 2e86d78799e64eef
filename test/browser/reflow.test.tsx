import { waitFor, within } from '@testing-library/react'
import typewriter from 'katex/dist/fonts/KaTeX_Typewriter-Regular.woff2?url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { type LongThread, textOf } from './fillThread.js'
import { isWindowed, openLong, rowInSight, rows, scrollBy, topOf } from './longThread.js'
import { drawn, fromEnd, viewport } from './support.js'
import { watchPainted } from './watchPainted.js'

beforeEach(() => page.viewport(1280, 800))

const words = 'A line of words that fills the page from one side to the other. '.repeat(4)

/** Positions of scrolling are whole pixels, sizes are not. */
const still = 1

const rest = async () => {
  for (let frame = 0; frame < 5; frame++) await drawn()
}

const readFrom = (row: HTMLElement) => scrollBy(topOf(row) - topOf(viewport()) - 5)

function next(row: HTMLElement): HTMLElement {
  const below = rows()[rows().indexOf(row) + 1]
  if (!below) throw new Error('there is no row below')
  return below
}

const changes = {
  /** Every line of every row breaks elsewhere. */
  'a font that loads late': async () => {
    // What the types of the protocol's descriptors leave out.
    const descriptors = { sizeAdjust: '150%' } as FontFaceDescriptors
    const face = new FontFace('Late', `url(${typewriter})`, descriptors)
    document.fonts.add(face)
    await face.load()
    await rest()
  },
  'a page that gets narrow, and wide again': async () => {
    for (const width of [390, 1280, 390]) {
      await page.viewport(width, 800)
      await rest()
    }
  },
}

const fontOf = (family: string) => document.body.style.setProperty('--ra-font', family)

afterEach(() => {
  fontOf('')
  for (const face of document.fonts) if (face.family === 'Late') document.fonts.delete(face)
})

describe.each([
  { count: 100, isLong: false },
  { count: 1_000, isLong: true },
])('in a thread of $count messages', { timeout: 60_000 }, ({ count, isLong }) => {
  const open = async (contentOf?: LongThread['contentOf']) => {
    await openLong({ loaded: count, prepare: () => Promise.resolve(contentOf) })
    fontOf('Late, serif')
    await waitFor(() => expect(isWindowed()).toBe(isLong))
    await rest()
  }

  describe.each(Object.entries(changes))('%s', (_what, change) => {
    it.each([6_000, 1_200])(
      'leaves the row that is read where it is, %d pixels from the end',
      async (pixels) => {
        await open()
        await scrollBy(-pixels)
        await readFrom(rowInSight())
        // A row of many lines, which begins where one begins to read.
        while (rowInSight().offsetHeight < 200) await readFrom(next(rowInSight()))
        await rest()
        const row = rowInSight()
        const { height } = row.getBoundingClientRect()
        const painted = watchPainted(row)
        await change()
        const { frames, moved } = painted.stop()
        expect(row.getBoundingClientRect().height).not.toBe(height)
        expect(frames).toBeGreaterThan(5)
        expect(moved).toBeLessThanOrEqual(still)
      },
    )

    it('leaves the paragraph that is read where it is, in the middle of a long answer', async () => {
      const answer = Array.from({ length: 20 }, (_, at) => `Paragraph ${at + 1}. ${words}`)
      await open((n) => (n % 2 ? answer.join('\n\n') : textOf(n)))
      await scrollBy(-6_000)
      const paragraph = within(viewport())
        .getAllByText(/^Paragraph 9\./)
        .find((one) => topOf(one) > topOf(viewport()))
      if (!paragraph) throw new Error('nothing is read')
      await readFrom(paragraph)
      await rest()
      const painted = watchPainted(paragraph)
      await change()
      expect(painted.stop().moved).toBeLessThanOrEqual(still)
    })

    it('leaves the end where it is, while that is held', async () => {
      await open()
      const last = rows().at(-1)
      if (!last) throw new Error('no rows')
      const painted = watchPainted(last, 'bottom')
      await change()
      const { moved } = painted.stop()
      expect(fromEnd()).toBe(0)
      expect(moved).toBeLessThanOrEqual(still)
    })
  })
})
