import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { frames } from '../../src/testing/index.js'
import { createPen } from './pen.js'
import { makeThread, setStage, showChat } from './support.js'

const live =
  '[role=status], [role=alert], [role=timer], [role=marquee], output, [role=log]:not([aria-live=off]), [aria-live]:not([aria-live=off])'
const liveRegions = () => [...document.querySelectorAll(live)]

let focused: (string | null)[] = []
const onFocus = (event: FocusEvent) => {
  focused.push(event.target instanceof HTMLElement ? event.target.tagName : null)
}
beforeEach(() => {
  focused = []
  document.addEventListener('focusin', onFocus)
})
afterEach(() => document.removeEventListener('focusin', onFocus))

/** Writes down what the status says, change by change. */
function listen() {
  const status = screen.getByRole('status')
  const said: (string | null)[] = []
  const observer = new MutationObserver(() => said.push(status.textContent))
  observer.observe(status, { childList: true, characterData: true, subtree: true })
  return said
}

describe('what is said aloud', () => {
  it(
    'tells of a beginning, a question and an end, and of none of 500 words in between (scenario 40)',
    { timeout: 30_000 },
    async () => {
      const pen = createPen()
      const frame = frames()
      const stage = await setStage({ script: pen.script })
      const threadId = await makeThread(stage)
      const { user } = showChat(stage, { threadId, settings: { schedule: frame.schedule } })
      const composer = screen.getByRole('textbox', { name: 'Message' })
      const draw = async () => {
        while (frame.pending === 0) await new Promise((resolve) => setTimeout(resolve))
        await act(async () => {
          frame.next()
          await new Promise((resolve) => setTimeout(resolve))
        })
      }
      const drawUntil = async (words: string) => {
        while (!document.body.textContent.includes(words)) await draw()
      }
      const said = listen()
      await user.type(composer, 'Tell me{Enter}')
      pen.call('call_1', 'get_weather', '{"city":"Lisbon"}')
      pen.end()
      await drawUntil('The assistant asks')
      expect(composer).toHaveFocus()
      const field = screen.getByRole('textbox', { name: 'Answer to Weather: Lisbon' })
      await user.type(field, '24 °C')
      focused = []
      await user.click(screen.getByRole('button', { name: 'Send the answer' }))
      focused = []
      const regions = new Set<string | null>()
      for (let count = 1; count <= 500; count++) {
        pen.say(`word${count} `)
        await draw()
        for (const region of liveRegions()) regions.add(region.textContent)
      }
      pen.end()
      await drawUntil('Answered')
      expect(screen.getByText(/word1 .*word500/)).toBeVisible()

      expect(said).toEqual(['Working…', 'Your answer is needed', 'Working…', 'Answered'])
      expect([...regions]).toEqual(['Working…'])
      expect(liveRegions()).toEqual([screen.getByRole('status')])
      expect(focused).toEqual([])
    },
  )

  it('leaves the focus where it is when a run asks, fails, or is answered elsewhere', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    const composer = screen.getByRole('textbox', { name: 'Message' })
    for (const text of ['Please fail', 'Please cut it', 'What is the weather in Bergen?']) {
      await user.type(composer, text)
      focused = []
      fireEvent.keyDown(composer, { key: 'Enter' })
      await waitFor(() =>
        expect(screen.getByRole('status')).toHaveTextContent(/failed|cut short|needed/),
      )
      expect(focused).toEqual([])
      expect(composer).toHaveFocus()
    }
  })

  it('says a failure aloud, once, with its cause and the next step', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Please fail{Enter}')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Something broke on the server. Trying again may help.')
    expect(screen.getByRole('status')).toHaveTextContent('The run failed')
    expect(screen.getAllByRole('alert')).toHaveLength(1)
  })
})
