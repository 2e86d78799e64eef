import { waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import type { Stage } from '../components/support.js'
import { textOf } from './fillThread.js'
import { isWindowed, openLong, rowInSight, rows, scrollBy, topOf } from './longThread.js'
import { drawn, fromEnd, viewport } from './support.js'
import { watchPainted } from './watchPainted.js'

beforeEach(() => page.viewport(900, 800))

const words = 'A line of words that fills the page from one side to the other. '.repeat(4)

/** Positions of scrolling are whole pixels, sizes are not. */
const still = 1

async function draw(height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(400, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('nothing to draw with')
  context.fillStyle = 'teal'
  context.fillRect(0, 0, 400, height)
  return canvas.convertToBlob()
}

/** Every message has a picture of the server's, of one of many heights; none comes before it is let go. */
function holdFiles(moreOf = (_n: number) => 'That was it.') {
  const waiting: (() => void)[] = []
  let isOpen = false
  const prepare = async (stage: Stage) => {
    const { server, network, other } = stage
    const files: string[] = []
    for (let height = 60; height <= 340; height += 20) {
      const file = new File([await draw(height)], `${height}.png`, { type: 'image/png' })
      files.push((await other.uploadFile({ file, purpose: 'vision' })).id)
    }
    network.add({
      operation: 'getFileContent',
      answer: async (request) => {
        if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve))
        return server.fetch(request)
      },
    })
    return (n: number) => [
      { type: 'text' as const, text: textOf(n) },
      { type: 'image_file' as const, image_file: { file_id: files[n % files.length] ?? '' } },
      { type: 'text' as const, text: moreOf(n) },
    ]
  }
  /** Those that were asked for, the last one first; from then on each comes when it is asked for. */
  const letCome = async (between: () => Promise<void>) => {
    expect(waiting.length).toBeGreaterThan(0)
    for (let come = waiting.pop(); come; come = waiting.pop()) {
      come()
      await between()
    }
    isOpen = true
    await haveCome()
  }
  return { prepare, letCome }
}

/** Every message has a picture of a host, which is asked only once somebody wants to see it. */
const linkPictures = () =>
  Promise.resolve((n: number) => {
    const url = `${location.origin}/__vitest__/favicon.svg?late=${n}`
    return [
      { type: 'text' as const, text: textOf(n) },
      { type: 'image_url' as const, image_url: { url } },
      { type: 'text' as const, text: 'That was it.' },
    ]
  })

/** All that is in sight is there. */
const haveCome = () =>
  waitFor(() => {
    const view = viewport().getBoundingClientRect()
    for (const picture of viewport().querySelectorAll('.ra-image')) {
      const { top, bottom } = picture.getBoundingClientRect()
      if (bottom < view.top || top > view.bottom) continue
      expect(picture).toHaveAttribute('data-state', 'shown')
      expect(picture.querySelector('img')?.naturalHeight).toBeGreaterThan(0)
    }
  })

const rest = async () => {
  for (let frame = 0; frame < 5; frame++) await drawn()
}

/** A row that begins at the upper edge of what is in sight, far from the end, with pictures around it. */
async function readInTheMiddle(): Promise<HTMLElement> {
  await scrollBy(-6_000)
  await scrollBy(topOf(rowInSight()) - topOf(viewport()) - 5)
  await rest()
  return rowInSight()
}

describe.each([
  { count: 100, isLong: false },
  { count: 1_000, isLong: true },
])('pictures that come late, in a thread of $count messages', { timeout: 60_000 }, (thread) => {
  const open = async (prepare: NonNullable<Parameters<typeof openLong>[0]['prepare']>) => {
    await openLong({ loaded: thread.count, prepare })
    await waitFor(() => expect(isWindowed()).toBe(thread.isLong))
    await rest()
  }

  describe.each(['all at once', 'one after the other'])('from the server, %s', (how) => {
    const between = how === 'all at once' ? () => Promise.resolve() : rest

    it('leave the row that is read where it is', async () => {
      const { letCome, prepare } = holdFiles()
      await open(prepare)
      const row = await readInTheMiddle()
      const painted = watchPainted(row)
      await letCome(between)
      await rest()
      const { frames, moved } = painted.stop()
      expect(frames).toBeGreaterThan(5)
      expect(moved).toBeLessThanOrEqual(still)
    })

    it('leave the end where it is, while that is held', async () => {
      const { letCome, prepare } = holdFiles()
      await open(prepare)
      const last = rows().at(-1)
      if (!last) throw new Error('no rows')
      const painted = watchPainted(last, 'bottom')
      await letCome(between)
      await rest()
      expect(painted.stop().moved).toBeLessThanOrEqual(still)
      expect(fromEnd()).toBe(0)
    })
  })

  it('leave the paragraph that is read where it is, though they stand above it in the same answer', async () => {
    const { letCome, prepare } = holdFiles((n) =>
      Array.from({ length: 20 }, (_, at) => `Paragraph ${at + 1} of ${n}. ${words}`).join('\n\n'),
    )
    await open(prepare)
    await scrollBy(-6_000)
    const picture = rows()
      .filter((row) => row.dataset['role'] === 'assistant')
      .flatMap((row) => within(row).queryAllByRole('progressbar'))
      .find((one) => topOf(one) > topOf(viewport()))
    const row = picture?.closest('article')
    if (!picture || !row) throw new Error('no picture is on its way')
    await scrollBy(topOf(picture) - topOf(viewport()) + 150)
    await rest()
    const paragraph = within(row)
      .getAllByText(/^Paragraph/)
      .find((one) => topOf(one) > topOf(viewport()))
    if (!paragraph) throw new Error('nothing is read')
    const { height } = row.getBoundingClientRect()
    const painted = watchPainted(paragraph)
    await letCome(rest)
    expect(row.getBoundingClientRect().height).toBeGreaterThan(height)
    expect(painted.stop().moved).toBeLessThanOrEqual(still)
  })

  describe('from a host, once somebody wants to see them', () => {
    const show = async () => {
      const view = viewport().getBoundingClientRect()
      const buttons = within(viewport())
        .getAllByRole('button', { name: /^Show the image/ })
        .filter((button) => Math.abs(topOf(button) - view.top) < 2 * view.height)
      expect(buttons.length).toBeGreaterThan(2)
      for (const button of buttons) button.click()
      await haveCome()
      await rest()
    }

    it('leave the row that is read where it is', async () => {
      await open(linkPictures)
      const painted = watchPainted(await readInTheMiddle())
      await show()
      expect(painted.stop().moved).toBeLessThanOrEqual(still)
    })

    it('leave the end where it is, while that is held', async () => {
      await open(linkPictures)
      const last = rows().at(-1)
      if (!last) throw new Error('no rows')
      const painted = watchPainted(last, 'bottom')
      await show()
      expect(painted.stop().moved).toBeLessThanOrEqual(still)
      expect(fromEnd()).toBe(0)
    })
  })
})
