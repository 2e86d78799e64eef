import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { defineTool, forms } from '../../src/index.js'
import { createPen } from '../components/pen.js'
import { city, makeAsked, makeThread, messageOf, setStage } from '../components/support.js'
import { openChat } from './support.js'

const bergen = 'What is the weather in Bergen?'
const until = (see: () => void) => waitFor(see, { timeout: 4_000 })
const says = (words: string) =>
  until(() => expect(screen.getByRole('status')).toHaveTextContent(words))
const weatherWith = (more: object) => ({
  get_weather: defineTool({ label: 'Weather', parameters: city, ...more }),
})
const field = () => screen.findByRole('textbox', { name: 'Answer to Weather: Bergen' })
const composer = () => screen.getByRole('textbox', { name: 'Message' })
const listOf = (content: object, more: object = {}) => ({
  object: 'list',
  data: [messageOf(1, { content: [content], ...more })],
  first_id: null,
  last_id: null,
  has_more: false,
})

/** Goes by Tab to the button of this name, which is seen to have the focus and is large enough to be hit. */
async function tabTo(name: string, back = false): Promise<void> {
  await screen.findByRole('button', { name }, { timeout: 4_000 })
  for (let stops = 0; stops < 16; stops++) {
    await userEvent.keyboard(back ? '{Shift>}{Tab}{/Shift}' : '{Tab}')
    const element = document.activeElement
    if (!element || element !== screen.queryByRole('button', { name })) continue
    const { width, height } = element.getBoundingClientRect()
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
    expect(getComputedStyle(element)).toMatchObject({ outlineStyle: 'solid', outlineWidth: '2px' })
    return
  }
  throw new Error(`${name} is not reached by Tab`)
}

/** The focus is in the chat: the next Tab goes on from there. */
const expectPlace = () => {
  expect(document.activeElement).not.toBe(document.body)
  expect(screen.getByRole('main')).toContainElement(document.activeElement as HTMLElement)
}

beforeEach(() => page.viewport(390, 800))
afterEach(() => vi.restoreAllMocks())

describe.each([
  ['Enter', '{Enter}'],
  ['Space', '[Space]'],
])('pressed by %s', (_, key) => {
  it('a file is saved, and the person is still at it', async () => {
    const saved: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download)
    })
    const stage = await setStage()
    const file = new File(['09:00'], 'plan.txt', { type: 'text/plain' })
    const { id } = await stage.other.uploadFile({ file, purpose: 'vision' })
    const body = listOf(
      { type: 'text', text: { value: 'The plan', annotations: [] } },
      { attachments: [{ file_id: id, tools: [] }] },
    )
    stage.network.add({ operation: 'listMessages', answer: { body } })
    openChat({ stage, threadId: await makeThread(stage) })
    await tabTo('Download plan.txt')
    await userEvent.keyboard(key)
    await until(() => expect(saved).toEqual(['plan.txt']))
    expectPlace()
    await tabTo('Download plan.txt')
  })

  it('an image from elsewhere is shown only now, and its place keeps the focus', async () => {
    const url = `${location.origin}/__vitest__/favicon.svg`
    const stage = await setStage()
    const body = listOf({ type: 'image_url', image_url: { url } })
    stage.network.add({ operation: 'listMessages', answer: { body } })
    openChat({ stage, threadId: await makeThread(stage) })
    await tabTo(`Show the image from ${location.host}`)
    expect(screen.queryByRole('img')).toBeNull()
    await userEvent.keyboard(key)
    expect(await screen.findByRole('img', { name: 'Image' })).toBeVisible()
    expectPlace()
  })

  it('an image that did not come is asked for again', async () => {
    const url = `${location.origin}/no-such-picture.svg`
    const stage = await setStage()
    const body = listOf({ type: 'image_url', image_url: { url } })
    stage.network.add({ operation: 'listMessages', answer: { body } })
    openChat({ stage, threadId: await makeThread(stage) })
    await tabTo(`Show the image from ${location.host}`)
    await userEvent.keyboard(key)
    await tabTo('Load it again')
    const asked = screen.getByRole('button', { name: 'Load it again' })
    await userEvent.keyboard(key)
    // It does not come this time either: another button, and no place lost on the way.
    await until(() => expect(asked).not.toBeInTheDocument())
    expectPlace()
    await tabTo('Load it again')
  })

  it('what a stopped run asked is asked again, with what was written', async () => {
    const stage = await setStage()
    openChat({ stage, threadId: await makeAsked(stage, bergen) })
    await userEvent.type(await field(), '3 °C')
    await tabTo('Stop')
    await userEvent.keyboard(key)
    await says('Stopped')
    expectPlace()
    await tabTo('Start again with these answers', true)
    await userEvent.keyboard(key)
    await says('Your answer is needed')
    expectPlace()
    expect(await field()).toHaveValue('3 °C')
    expect(stage.heard.count('createRun')).toBe(1)
  })

  it.each([
    ['Approve all 2', 'Approve'],
    ['Reject all 2', 'Reject'],
  ])('%s decides on both, and stays where it is', async (all, one) => {
    const stage = await setStage({ tools: weatherWith({ output: forms.approval() }) })
    openChat({ stage, threadId: await makeAsked(stage) })
    await until(() => expect(screen.getAllByRole('radio', { name: one })).toHaveLength(2))
    await tabTo(all)
    await userEvent.keyboard(key)
    await until(() => {
      for (const radio of screen.getAllByRole('radio', { name: one })) expect(radio).toBeChecked()
    })
    expect(screen.getByRole('button', { name: all })).toHaveFocus()
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
  })

  it('the way from the composer to the question ends in its field, and what was written stays', async () => {
    const stage = await setStage()
    openChat({ stage, threadId: await makeAsked(stage, bergen) })
    await field()
    await userEvent.type(composer(), 'And boots')
    await tabTo('Go to the question', true)
    await userEvent.keyboard(key)
    const answer = await field()
    await until(() => expect(answer).toHaveFocus())
    expect(composer()).toHaveValue('And boots')
    expect(answer).toHaveValue('')
  })

  it('a run without news is waited for, and the person is still at its state', async () => {
    const { script } = createPen()
    const stage = await setStage({ script })
    openChat({ stage, settings: { patience: 1_500 } })
    await userEvent.type(composer(), 'Hello{Enter}')
    await tabTo('Keep waiting', true)
    await userEvent.keyboard(key)
    await until(() => expect(screen.queryByRole('button', { name: 'Keep waiting' })).toBeNull())
    expectPlace()
    const status = document.querySelector<HTMLElement>('.ra-run-status')
    if (!status) throw new Error('the run has no state')
    expect(status).toHaveFocus()
    expect(within(status).getByRole('button', { name: 'Stop' })).toBeVisible()
  })

  it('an answer that is held is taken back, and the person is at the button that sends it', async () => {
    const stage = await setStage({ tools: weatherWith({ undoWindow: 60_000 }) })
    openChat({ stage, threadId: await makeAsked(stage, bergen) })
    await userEvent.type(await field(), '3 °C')
    await tabTo('Send the answer')
    await userEvent.keyboard(key)
    await tabTo('Undo')
    await userEvent.keyboard(key)
    expect(await screen.findByRole('button', { name: 'Send the answer' })).toHaveFocus()
    expect(await field()).toHaveValue('3 °C')
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
  })
})
