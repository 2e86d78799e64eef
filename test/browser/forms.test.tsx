import { cleanup, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { defineTool, forms, indexedDbStorage, type JsonSchema } from '../../src/index.js'
import { asksOnce, sentOf } from '../components/formSupport.js'
import { makeAsked, setStage, type Stage } from '../components/support.js'
import { drawn, openChat } from './support.js'

const trip = {
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name' },
    days: { type: 'integer', title: 'Days', minimum: 1, maximum: 14 },
    seat: { title: 'Seat', enum: ['Aisle', 'Window'] },
    stops: { type: 'array', title: 'Stops', items: { type: 'string' }, minItems: 1 },
    payment: {
      title: 'Payment',
      oneOf: [
        {
          title: 'Card',
          type: 'object',
          properties: { card: { type: 'string', title: 'Number' } },
          required: ['card'],
        },
        {
          title: 'Cash',
          type: 'object',
          properties: { kind: { const: 'cash' } },
          required: ['kind'],
        },
      ],
    },
  },
  required: ['name', 'days', 'seat', 'stops', 'payment'],
}

async function ask(output: JsonSchema) {
  const stage = await setStage({
    tools: { ask: defineTool({ label: 'Trip', output }) },
    script: asksOnce(['ask', '{}']),
  })
  return { stage, threadId: await makeAsked(stage, 'Ask me') }
}

async function open({ stage, threadId }: { stage: Stage; threadId: string }) {
  const shown = openChat({ stage, threadId })
  await screen.findByText('What will be sent')
  return shown
}

/** What the focus is on, by the words of its label or its own. */
function here(): string {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return 'nothing'
  const labels = element instanceof HTMLInputElement ? element.labels : null
  return (
    element.getAttribute('aria-label') ??
    (labels?.[0] ?? element).textContent.replace(' (optional)', '')
  )
}

/** Presses Tab until the focus is there; each stop on the way can be seen. */
async function tabTo(name: string, back = false) {
  for (let press = 0; press < 30; press++) {
    if (here() === name) return
    await userEvent.keyboard(back ? '{Shift>}{Tab}{/Shift}' : '{Tab}')
    const marked = document.activeElement?.closest('label:has(input)') ?? document.activeElement
    const { outlineStyle } = getComputedStyle(marked ?? document.body)
    if (here() !== 'nothing' && outlineStyle !== 'solid') {
      throw new Error(`the focus on ${here()} cannot be seen`)
    }
  }
  throw new Error(`${name} was not reached`)
}

beforeEach(() => page.viewport(390, 800))

describe('a form, by keyboard alone', () => {
  it('is filled in, put in order, mended and sent', { timeout: 30_000 }, async () => {
    const asked = await ask(trip)
    await open(asked)
    await tabTo('Name')
    await userEvent.keyboard('Ada')
    await tabTo('Days')
    await userEvent.keyboard('30')
    await tabTo('Aisle')
    await userEvent.keyboard('{ArrowRight}')
    expect(screen.getByLabelText('Window')).toBeChecked()
    await tabTo('Stops 1')
    await userEvent.keyboard('Porto')
    await tabTo('Add to Stops')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(here()).toBe('Stops 2'))
    await userEvent.keyboard('Lisbon')
    await tabTo('Move Stops 2 up')
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(here()).toBe('Move Stops 1 down'))
    await tabTo('Card')
    await userEvent.keyboard(' ')
    await tabTo('Number')
    await userEvent.keyboard('1234')
    await tabTo('Send the answer')
    await userEvent.keyboard('{Enter}')
    // What is wrong is where the focus goes, in sight.
    await waitFor(() => expect(here()).toBe('Days'))
    const { top, bottom } = screen.getByLabelText('Days').getBoundingClientRect()
    expect(top).toBeGreaterThan(0)
    expect(bottom).toBeLessThan(800)
    await userEvent.keyboard('{Control>}a{/Control}3{Enter}')
    await waitFor(() => expect(sentOf(asked.stage)).toHaveLength(1))
    expect(JSON.parse(sentOf(asked.stage)[0] ?? '')).toEqual({
      name: 'Ada',
      days: 3,
      seat: 'Window',
      stops: ['Lisbon', 'Porto'],
      payment: { card: '1234' },
    })
  })

  it.each([
    ['at once', (act: () => void) => act()],
    ['a task later', (act: () => void) => void setTimeout(act)],
  ])(
    'a list that is added to when it is drawn, %s, takes the focus to its new item',
    async (_, when) => {
      const asked = await ask(trip)
      const pressed = new Promise<void>((done) => {
        const watch = new MutationObserver(() => {
          const add = screen.queryByRole('button', { name: 'Add to Stops' })
          if (!add) return
          watch.disconnect()
          when(() => {
            add.focus()
            add.click()
            done()
          })
        })
        watch.observe(document.body, { subtree: true, childList: true })
      })
      openChat(asked)
      await pressed
      await waitFor(() => expect(document.querySelector('.ra-item:last-child input')).toHaveFocus())
    },
  )

  it('never takes the focus by itself', async () => {
    const asked = await ask(trip)
    openChat(asked)
    const composer = await screen.findByLabelText('Message')
    composer.focus()
    await screen.findByText('What will be sent')
    await drawn()
    expect(composer).toHaveFocus()
  })
})

it('shows no JSON while the forms of decided calls are on their way', async () => {
  const approve = defineTool({ label: 'Trip', output: forms.approval() })
  const stage = await setStage({
    tools: { approve },
    script: asksOnce(['approve', '{}'], ['approve', '{}']),
  })
  const threadId = await makeAsked(stage, 'Ask me')
  const seen = new Set<string>()
  let isPressed = false
  const watch = new MutationObserver(() => {
    for (const { value, placeholder } of document.querySelectorAll<HTMLTextAreaElement>(
      '.ra-answer textarea',
    ))
      seen.add(`${placeholder}: ${value}`)
    const all = document.querySelector<HTMLElement>('.ra-decide-all button')
    if (isPressed || !all) return
    isPressed = true
    // In the very moment when it comes: the forms are still to be loaded.
    all.click()
  })
  watch.observe(document.body, { childList: true, subtree: true })
  openChat({ stage, threadId })
  await waitFor(() =>
    expect(screen.getAllByRole('radio', { name: 'Approve', checked: true })).toHaveLength(2),
  )
  watch.disconnect()
  expect([...seen].filter((text) => text.includes('decision'))).toEqual([])
  expect([...seen]).toContain('Loading the form…: ')
})

describe('a reload while something is being typed', () => {
  it('brings everything back as it was written', { timeout: 20_000 }, async () => {
    const asked = await ask(trip)
    const stage = { ...asked.stage, storage: indexedDbStorage({ name: 'forms under test' }) }
    const { unmount } = await open({ ...asked, stage })
    await userEvent.fill(screen.getByLabelText('Name'), 'Ada')
    await userEvent.fill(screen.getByLabelText('Days'), '1e')
    await userEvent.click(screen.getByLabelText('Card'))
    await userEvent.fill(screen.getByLabelText('Number'), '12')
    await userEvent.click(screen.getByLabelText('Cash'))
    // The page is left in the middle of it.
    window.dispatchEvent(new PageTransitionEvent('pagehide'))
    unmount()
    cleanup()

    await open({
      ...asked,
      stage: { ...stage, storage: indexedDbStorage({ name: 'forms under test' }) },
    })
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveValue('Ada'))
    expect(screen.getByLabelText('Days')).toHaveValue('1e')
    expect(screen.getByLabelText('Cash')).toBeChecked()
    await userEvent.click(screen.getByLabelText('Card'))
    expect(screen.getByLabelText('Number')).toHaveValue('12')
  })
})
