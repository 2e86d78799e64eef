import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { defineTool } from '../../src/index.js'
import { createPen } from './pen.js'
import { city, makeAsked, makeThread, setStage, settle, showChat } from './support.js'
import { composer, mine, send } from './trouble.js'

const button = (name: string) => screen.getByRole('button', { name })
const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words), { timeout: 4_000 })
/** The part that has the focus, by its class. */
const here = () => document.activeElement?.classList[0] ?? document.activeElement?.tagName

describe('whoever presses what goes away by that is still where they were', () => {
  it('after Stop, at the run', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const { user } = showChat(stage)
    await user.type(composer(), 'Hello{Enter}')
    pen.say('I begin')
    await screen.findByText('I begin')
    button('Stop').focus()
    await user.keyboard('{Enter}')
    await says('Stopped')
    expect(here()).toBe('ra-run-status')
    const status = document.activeElement
    await user.tab()
    expect(document.activeElement).not.toBe(status)
    // It is a place to be for this once, and no stop for Tab.
    expect(status).not.toHaveAttribute('tabindex')
  })

  it('after Try again, at the run, and not at what took its place', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), 'Please fail{Enter}')
    await says('failed')
    button('Try again').focus()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(stage.heard.count('createRun')).toBe(2))
    expect(here()).toBe('ra-run-status')
    await says('failed')
    expect(here()).toBe('ra-run-status')
  })

  it('after Ask for an answer, at the run', async () => {
    const stage = await setStage()
    const threadId = await makeThread(stage, 'Is anyone there?')
    const { user } = showChat(stage, { threadId })
    ;(await screen.findByRole('button', { name: 'Ask for an answer' })).focus()
    await user.keyboard('{Enter}')
    await says('Answered')
    expect(here()).toBe('ra-run-status')
  })

  it('after Send again, at the message', async () => {
    const { stage, user } = await send({ operation: 'createMessage', answer: { status: 400 } })
    await screen.findByText('Not sent.')
    stage.network.mend()
    button('Send again').focus()
    await user.keyboard('{Enter}')
    await says('Answered')
    expect(document.activeElement).toBe(mine()[0])
  })

  it('after the answers were sent, where they write', async () => {
    const stage = await setStage()
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const { user } = showChat(stage, { threadId })
    await user.type(await screen.findByRole('textbox', { name: /Answer to/ }), '3 °C')
    await user.tab()
    while (document.activeElement !== button('Send the answer')) await user.tab()
    await user.keyboard('{Enter}')
    await says('Answered')
    await waitFor(() => expect(composer()).toHaveFocus())
  })

  it('after a call that ran by itself was stopped, at the call', async () => {
    const execute = () => new Promise(() => {})
    const tools = { get_weather: defineTool({ label: 'Weather', parameters: city, execute }) }
    const stage = await setStage({ tools })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const { user } = showChat(stage, { threadId })
    const group = await screen.findByRole('group', { name: 'Weather' })
    within(group).getByRole('button', { name: 'Stop it' }).focus()
    await user.keyboard('{Enter}')
    await within(group).findByText(/You stopped it/)
    expect(group).toContainElement(document.activeElement as HTMLElement)
  })

  it('after Discard, at what else was kept', async () => {
    const stage = await setStage()
    const { user } = showChat(stage, { threadId: await makeAsked(stage) })
    for (const field of await screen.findAllByRole('textbox', { name: /Answer to/ })) {
      await user.type(field, '24 °C')
    }
    await user.click(button('Stop'))
    await says('Stopped')
    stage.network.add({ operation: 'createRun', failBefore: true })
    await user.click(await screen.findByRole('button', { name: /Start again/ }))
    await screen.findByText(/Kept from/)
    const [first] = screen.getAllByRole('button', { name: 'Discard' })
    first?.focus()
    await user.keyboard('{Enter}')
    expect(screen.getAllByRole('button', { name: 'Discard' })).toHaveLength(1)
    expect(document.querySelector('.ra-kept')).toContainElement(
      document.activeElement as HTMLElement,
    )
  })

  it('after the last older messages came, at the messages', async () => {
    const stage = await setStage()
    const texts = Array.from({ length: 25 }, (_, at) => `Message ${at}`)
    const { user } = showChat(stage, { threadId: await makeThread(stage, ...texts) })
    ;(await screen.findByRole('button', { name: 'Show older messages' })).focus()
    await user.keyboard('{Enter}')
    await screen.findByText('Message 0')
    expect(screen.queryByRole('button', { name: 'Show older messages' })).toBeNull()
    expect(here()).toBe('ra-viewport')
  })
})

it('whoever is elsewhere stays there when a button goes', async () => {
  const pen = createPen()
  const stage = await setStage({ script: pen.script })
  const { user } = showChat(stage)
  await user.type(composer(), 'Hello{Enter}')
  pen.say('I begin')
  await screen.findByText('I begin')
  expect(button('Stop')).toBeVisible()
  pen.end()
  await says('Answered')
  await settle()
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
  expect(composer()).toHaveFocus()
})
