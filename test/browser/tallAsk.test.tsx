import { render, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { defineTool, ThreadProvider, ThreadView, ToolOutputForm } from '../../src/index.js'
import { createPen } from '../components/pen.js'
import { asksOnce } from '../components/formSupport.js'
import { makeAsked, makeThread, setStage, Staged, type Stage } from '../components/support.js'
import { drawn, fromEnd, openChat, viewport } from './support.js'

const names = Array.from({ length: 40 }, (_, at) => `Field ${at + 1}`)
const survey = {
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string', title: name }])),
  required: names,
}
const tools = { survey: defineTool({ label: 'Survey', output: survey }) }
const line = 'A line of words that fills the page from one side to the other, again and again. '

function Bare({ stage, threadId }: { stage: Stage; threadId: string }) {
  return (
    <main className="whole-page">
      <Staged stage={stage}>
        <ThreadProvider threadId={threadId} assistantId={stage.assistantId}>
          <ThreadView.Root className="ra-chat">
            <ThreadView.Viewport>
              <ThreadView.Messages />
              <ToolOutputForm.Root />
            </ThreadView.Viewport>
            <ThreadView.ToLatest />
          </ThreadView.Root>
        </ThreadProvider>
      </Staged>
    </main>
  )
}

const hasCome = () => screen.findByText('What will be sent', {}, { timeout: 4_000 })
const form = () => screen.getByRole('form')
const field = (name: string) => screen.getByRole('textbox', { name })
const below = (element: Element) =>
  Math.round(element.getBoundingClientRect().top - viewport().getBoundingClientRect().top)
const toLatest = () => screen.queryByRole('button', { name: 'Jump to the latest message' })
const scrollBy = async (pixels: number) => {
  viewport().scrollBy({ top: pixels, behavior: 'instant' })
  await drawn()
}

/** The heading is at the top, the first field is in sight, and the form goes on below. */
function expectBeginning() {
  expect(form().offsetHeight).toBeGreaterThan(viewport().clientHeight)
  expect(below(form())).toBe(8)
  const { bottom } = field('Field 1').getBoundingClientRect()
  expect(bottom).toBeLessThan(viewport().getBoundingClientRect().bottom)
}

/** A thread longer than the room, whose run has asked. */
async function openAsked(isBare = false) {
  const stage = await setStage({ tools, script: asksOnce(['survey', '{}']) })
  const threadId = await makeAsked(stage, `Ask me. ${line.repeat(20)}`)
  if (isBare) render(<Bare stage={stage} threadId={threadId} />)
  else openChat({ stage, threadId })
  await hasCome()
  await drawn()
  return stage
}

describe.each([1280, 390])('a form that is taller than its room, at %d pixels', (width) => {
  beforeEach(() => page.viewport(width, 700))

  it.each([
    ['ready-made chat', false],
    ['bare thread view', true],
  ])('opens at its beginning in a %s, and leaves the focus alone', async (_, isBare) => {
    await openAsked(isBare)
    expectBeginning()
    expect(toLatest()).toBeNull()
    expect(document.activeElement).toBe(document.body)
  })

  it('opens at its beginning while an answer is followed', async () => {
    const pen = createPen()
    const stage = await setStage({ tools, script: pen.script })
    const threadId = await makeThread(stage, line.repeat(30))
    openChat({ stage, threadId })
    await userEvent.type(await screen.findByRole('textbox', { name: 'Message' }), 'Go on{Enter}')
    pen.say(`It begins. ${line.repeat(20)}`)
    await screen.findByText(/It begins/)
    await drawn()
    expect(fromEnd()).toBe(0)
    pen.call('call_1', 'survey', '{}')
    pen.end()
    await hasCome()
    await drawn()
    expectBeginning()
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Message' }))
  })

  it('leaves whoever has scrolled up where they are, and is led to by the button', async () => {
    const pen = createPen()
    const stage = await setStage({ tools, script: pen.script })
    const threadId = await makeThread(stage, line.repeat(80))
    openChat({ stage, threadId })
    await userEvent.type(await screen.findByRole('textbox', { name: 'Message' }), 'Go on{Enter}')
    pen.say('It begins.')
    await screen.findByText('It begins.')
    await drawn()
    await scrollBy(-200)
    const { scrollTop } = viewport()
    pen.call('call_1', 'survey', '{}')
    pen.end()
    await hasCome()
    await drawn()
    expect(viewport().scrollTop).toBe(scrollTop)
    await userEvent.click(screen.getByRole('button', { name: /^Jump to the latest/ }))
    await drawn()
    expectBeginning()
    expect(toLatest()).toBeNull()
  })

  it('lies still under whoever reads on or writes in it', async () => {
    await openAsked()
    await scrollBy(900)
    expect(toLatest()).toBeNull()
    const last = field('Field 20')
    last.scrollIntoView({ block: 'center' })
    await drawn()
    await userEvent.click(last)
    const before = below(last)
    await userEvent.keyboard('word')
    await drawn()
    expect(below(last)).toBe(before)
    // Something above it grows, as a picture does that arrives late.
    screen
      .getByRole('article')
      .append(Object.assign(document.createElement('p'), { textContent: line.repeat(10) }))
    await drawn()
    expect(Math.abs(below(last) - before)).toBeLessThanOrEqual(1)
    expect(document.activeElement).toBe(last)
  })

  it('lies still under whoever writes in its first field', async () => {
    await openAsked()
    await userEvent.click(field('Field 1'))
    const before = below(field('Field 1'))
    await userEvent.keyboard('word')
    await drawn()
    expect(below(field('Field 1'))).toBe(before)
  })

  it('gives its place to the answer, which is followed again', async () => {
    const stage = await openAsked()
    for (const name of names) {
      const input = field(name)
      if (input instanceof HTMLInputElement) await userEvent.fill(input, 'x')
    }
    expect(below(form())).toBeLessThan(0)
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull())
    await screen.findByText('Thank you.')
    await drawn()
    expect(fromEnd()).toBe(0)
    expect(toLatest()).toBeNull()
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })

  it('is read to its end with End, from the thread', async () => {
    await openAsked()
    viewport().focus()
    await userEvent.keyboard('{End}')
    await drawn()
    expect(fromEnd()).toBe(0)
    await userEvent.keyboard('{Home}')
    await drawn()
    expect(viewport().scrollTop).toBe(0)
  })
})
