import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createPen } from '../components/pen.js'
import { Chat, makeThread, setStage } from '../components/support.js'
import { openLong, rowInSight, rows, topOf } from './longThread.js'
import { drawn, fromEnd, openChat, viewport } from './support.js'

const line = 'A line of words that fills the page from one side to the other, again and again. '
const long = (name: string) => `${name} ${line.repeat(6)}`
const composer = () => screen.getByRole('textbox', { name: 'Message' })
const toLatest = () => screen.queryByRole('button', { name: 'Jump to the latest message' })

/** As a wheel or a finger does it. */
async function scrollBy(pixels: number) {
  viewport().scrollBy({ top: pixels, behavior: 'instant' })
  await drawn()
}

/** A long thread, and a model that is led by hand. */
async function open(count = 12) {
  const pen = createPen()
  const stage = await setStage({ script: pen.script })
  const texts = Array.from({ length: count }, (_, at) => long(`Message ${at + 1}.`))
  const threadId = await makeThread(stage, ...texts)
  const shown = openChat({ stage, threadId })
  await screen.findByText(new RegExp(`Message ${count}\\.`))
  await drawn()
  const say = async (text: string) => {
    pen.say(text)
    await waitFor(() => expect(viewport().textContent).toContain(text))
    await drawn()
  }
  return { ...shown, stage, threadId, pen, say }
}

beforeEach(() => page.viewport(390, 700))

describe('where the person is looking', () => {
  it('opens at the end, and stays there while an answer grows', async () => {
    const { pen, say } = await open()
    expect(fromEnd()).toBe(0)
    await userEvent.type(composer(), 'Go on{Enter}')
    for (let turn = 0; turn < 20; turn++) {
      await say(`Part ${turn}: ${line}`)
      expect(fromEnd()).toBe(0)
    }
    expect(toLatest()).toBeNull()
    pen.end()
  })

  it.each([3, 200])('lets go of the end when the person scrolls %d pixels up', async (pixels) => {
    const { pen, say } = await open()
    await userEvent.type(composer(), 'Go on{Enter}')
    await say('The answer begins. ')
    await scrollBy(-pixels)
    const { scrollTop } = viewport()
    await say(long('More.'))
    await say(long('And more.'))
    expect(viewport().scrollTop).toBe(scrollTop)
    const jump = await screen.findByRole('button', { name: 'Jump to the latest message' })
    await userEvent.click(jump)
    await drawn()
    expect(fromEnd()).toBe(0)
    expect(toLatest()).toBeNull()
    await say(long('The rest.'))
    expect(fromEnd()).toBe(0)
    pen.end()
  })

  it('takes hold of the end when the person comes back to it, and when something is sent', async () => {
    const { pen, say } = await open()
    await scrollBy(-600)
    expect(toLatest()).toBeVisible()
    await scrollBy(600)
    expect(toLatest()).toBeNull()
    await scrollBy(-900)
    await userEvent.type(composer(), 'Go on{Enter}')
    await drawn()
    expect(fromEnd()).toBe(0)
    await say('The answer begins. ')
    await scrollBy(-900)
    await userEvent.type(composer(), 'One more{Enter}')
    await waitFor(() => expect(fromEnd()).toBe(0))
    pen.end()
    pen.say('The answer to that.')
    pen.end()
    await screen.findByText('The answer to that.')
  })

  it('is not moved by a message that waited and is sent by itself', async () => {
    const { pen, say } = await open()
    await userEvent.type(composer(), 'Go on{Enter}')
    await say('The answer begins. ')
    await userEvent.type(composer(), 'One more{Enter}')
    await drawn()
    await scrollBy(-900)
    const { scrollTop } = viewport()
    pen.end()
    await say(long('The next answer.'))
    expect(viewport().scrollTop).toBe(scrollTop)
    pen.end()
  })

  it('stays on the same row when an older page comes in above, while an answer grows below', async () => {
    const { pen, say } = await open(45)
    await userEvent.type(composer(), 'Go on{Enter}')
    await say('The answer begins. ')
    viewport().scrollTop = 0
    await drawn()
    const seen = screen.getByText(/Message 28\./)
    const { top } = seen.getBoundingClientRect()
    screen.getByRole('button', { name: 'Show older messages' }).click()
    pen.say(long('More.'))
    await waitFor(() => expect(screen.getByText(/Message 10\./)).toBeInTheDocument())
    await drawn()
    expect(Math.abs(seen.getBoundingClientRect().top - top)).toBeLessThanOrEqual(1)
    await say(long('And more.'))
    expect(Math.abs(seen.getBoundingClientRect().top - top)).toBeLessThanOrEqual(1)
    pen.end()
  })

  it('stays on the same row when something above it grows', async () => {
    await open()
    await scrollBy(-1_200)
    const seen = rows().find((row) => row.getBoundingClientRect().bottom > 0)
    const above = rows()[0]
    if (!seen || !above) throw new Error('no rows')
    const { top } = seen.getBoundingClientRect()
    above.append(Object.assign(document.createElement('p'), { textContent: long('A picture.') }))
    await drawn()
    expect(Math.abs(seen.getBoundingClientRect().top - top)).toBeLessThanOrEqual(1)
  })

  it('stays at the end when the page gets narrower, or the composer higher', async () => {
    await open()
    await page.viewport(320, 500)
    await drawn()
    expect(fromEnd()).toBe(0)
    const { height } = composer().getBoundingClientRect()
    await userEvent.type(composer(), 'One{Shift>}{Enter}{Enter}{Enter}{/Shift}four')
    await drawn()
    expect(composer().getBoundingClientRect().height).toBeGreaterThan(height + 40)
    expect(composer().scrollHeight).toBeLessThanOrEqual(composer().clientHeight + 1)
    expect(fromEnd()).toBe(0)
  })

  it('moves by no more than a pixel in all while eight older pages come in above', async () => {
    await page.viewport(900, 800)
    await openLong({ loaded: 100, older: 160 })
    await scrollBy(-400)
    const row = rowInSight()
    const top = topOf(row)
    const moves: number[] = []
    for (let pages = 0; pages < 8; pages++) {
      screen.getByRole('button', { name: 'Show older messages' }).click()
      await waitFor(() => expect(rows()).toHaveLength(120 + 20 * pages))
      await drawn()
      moves.push(Math.abs(topOf(row) - top))
    }
    expect(Math.max(...moves)).toBeLessThanOrEqual(1)
  })

  it('is the end of another thread when the thread changes', async () => {
    const { rerender, stage, threadId } = await open()
    const texts = Array.from({ length: 12 }, (_, at) => long(`Other ${at + 1}.`))
    const other = await makeThread(stage, ...texts)
    await scrollBy(-1_500)
    for (const [id, last] of [
      [other, /Other 12\./],
      [threadId, /Message 12\./],
    ] as const) {
      rerender(
        <main className="whole-page">
          <Chat stage={stage} threadId={id} />
        </main>,
      )
      await screen.findByText(last)
      await drawn()
      expect(fromEnd()).toBe(0)
      expect(toLatest()).toBeNull()
    }
  })
})
