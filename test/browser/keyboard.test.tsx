import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { question, setStage } from '../components/support.js'
import { createPen } from '../components/pen.js'
import { drawn, emulate, openChat } from './support.js'

const status = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words), { timeout: 4_000 })

/** What the focus is on, by its name or its class. */
function here(): string {
  const element = document.activeElement
  if (!element || element === document.body) return 'nothing'
  return (
    element.getAttribute('aria-label') ??
    (element.className.includes('viewport') ? 'the thread' : element.textContent)
  )
}

/** Whether the focus is marked, where there is one. */
function isSeen(): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
  return here() === 'nothing' || (outlineStyle === 'solid' && outlineWidth === '2px')
}

/** Presses Tab until the focus is there; each stop on the way can be seen. */
async function tabTo(name: string, back = false): Promise<string[]> {
  const stops: string[] = []
  for (let press = 0; press < 12; press++) {
    await userEvent.keyboard(back ? '{Shift>}{Tab}{/Shift}' : '{Tab}')
    stops.push(here())
    if (!isSeen()) throw new Error(`the focus on ${here()} cannot be seen`)
    if (here() === name) return stops
  }
  throw new Error(`${name} is not among ${stops.join(', ')}`)
}

beforeEach(() => page.viewport(390, 800))

describe('by keyboard alone', () => {
  it('a person writes, answers two questions, stops a run, and sends again', async () => {
    const stage = await setStage()
    openChat({ stage })
    expect(await tabTo('Message')).toEqual(['the thread', 'Message'])
    await userEvent.keyboard(`${question}{Enter}`)
    await screen.findByRole('button', { name: 'Send 2 answers' })
    // It asks, and the focus is where it was.
    expect(here()).toBe('Message')

    expect(await tabTo('Answer to Weather: Lisbon', true)).toEqual([
      'Steps',
      'Stop',
      'Send 2 answers',
      'Leave unanswered',
      'Answer to Weather: Oslo',
      'Leave unanswered',
      'Answer to Weather: Lisbon',
    ])
    await userEvent.keyboard('24 °C')
    await tabTo('Send 2 answers')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(here()).toBe('Answer to Weather: Oslo'))
    await userEvent.keyboard('11 °C')
    await tabTo('Send 2 answers')
    await userEvent.keyboard(' ')
    await status('Answered')
    expect(screen.getByText(/Lisbon: 24 °C, Oslo: 11 °C/)).toBeVisible()
    expect(stage.heard.count('submitToolOutputs')).toBe(1)

    // The form is gone, and the focus went on to where they write.
    expect(here()).toBe('Message')
    await userEvent.keyboard('What is the weather in Bergen?{Enter}')
    await screen.findByRole('button', { name: 'Send the answer' })
    await tabTo('Stop', true)
    await userEvent.keyboard('{Enter}')
    await status('Stopped')
    expect(stage.heard.count('cancelRun')).toBe(1)
    // Stop is gone, and the next Tab goes on from where it was.
    expect(document.activeElement).toHaveClass('ra-run-status')
    expect(isSeen()).toBe(true)
    expect(await tabTo('Message')).not.toContain('the thread')
    await userEvent.keyboard('Hello{Enter}')
    await status('Answered')
  })

  it('the thread is scrolled, and older messages are reached', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    openChat({ stage })
    await tabTo('Message')
    await userEvent.keyboard('Go on{Enter}')
    pen.say('A long answer. '.repeat(400))
    await screen.findByText(/A long answer/)
    await drawn()
    await tabTo('the thread', true)
    const viewport = document.activeElement
    const before = viewport?.scrollTop ?? 0
    await userEvent.keyboard('{PageUp}')
    // Chromium goes there smoothly.
    await new Promise((resolve) => viewport?.addEventListener('scrollend', resolve, { once: true }))
    expect(viewport?.scrollTop).toBeLessThan(before)
    await tabTo('Jump to the latest message')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(viewport?.scrollTop).toBe(before))
    pen.end()
  })
})

describe('for those whom motion disturbs', () => {
  it.each([
    ['no-preference', 'ra-blink'],
    ['reduce', 'none'],
  ])(
    'with %s the mark of work is animated by %s, and where the words come nothing moves but they',
    async (preference, animation) => {
      await emulate('prefers-reduced-motion', preference)
      const pen = createPen()
      const stage = await setStage({ script: pen.script })
      openChat({ stage })
      await userEvent.type(screen.getByRole('textbox', { name: 'Message' }), 'Go on{Enter}')
      pen.say('Half')
      const text = await screen.findByText('Half')
      expect(getComputedStyle(text, '::after').animationName).toBe('none')
      const label = document.querySelector('.ra-run-status-label')
      if (!label) throw new Error('no label')
      expect(getComputedStyle(label, '::before').animationName).toBe(animation)
      pen.end()
      await status('Answered')
      await emulate('prefers-reduced-motion', '')
    },
  )
})
