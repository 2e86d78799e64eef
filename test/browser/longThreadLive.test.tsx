import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { countRenders } from '../support/countRenders.js'
import { isWindowed, openLong, rows } from './longThread.js'
import { drawn, fromEnd, viewport } from './support.js'

beforeEach(() => page.viewport(900, 800))

const composer = () => screen.getByRole('textbox', { name: 'Message' })
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))

describe.each([
  { count: 300, isLong: false },
  { count: 1_000, isLong: true },
  { count: 10_000, isLong: true },
])('an answer in a thread of $count messages', { timeout: 90_000 }, ({ count, isLong }) => {
  it('draws its own row, at most once in a frame, and keeps it to the end', async () => {
    const { pen, say } = await openLong({ loaded: count })
    await waitFor(() => expect(isWindowed()).toBe(isLong))
    await userEvent.type(composer(), 'Go on{Enter}')
    await say('It begins.')
    const row = rows().at(-1)
    const before = rows()

    const stop = countRenders()
    let frames = 0
    for (; frames < 250; frames++) {
      for (let word = 0; word < 4; word++) pen.say(`word${frames}.${word} `)
      await nextFrame()
    }
    await waitFor(() => expect(viewport()).toHaveTextContent('word249.3'))
    const { commits, renders } = stop()
    expect(commits).toBeLessThanOrEqual(frames + 5)
    const others = Object.keys(renders).filter(
      (name) => !/^(Message|Markdown|ContentPart)/.test(name),
    )
    expect(others).toEqual([])
    expect(renders['MessageViewRoot']).toBe(commits)
    expect(fromEnd()).toBe(0)

    pen.end()
    await screen.findAllByText('Answered')
    await drawn()
    expect(rows()).toEqual(before)
    expect(rows().at(-1)).toBe(row)
  })
})
