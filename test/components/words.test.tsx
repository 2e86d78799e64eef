import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { ActionInbox, defineTool, english, type Labels, toolDefinitions } from '../../src/index.js'
import { createManualClock } from '../../src/testing/index.js'
import { know } from './inboxParts.js'
import { englishForm } from '../../src/components/labels/englishForm.js'
import { englishInbox } from '../../src/components/labels/englishInbox.js'
import { asksOnce } from './formSupport.js'
import { createPen } from './pen.js'
import {
  Chat,
  Staged,
  makeAsked,
  makeThread,
  messageOf,
  setStage,
  settle,
  type Stage,
} from './support.js'

/** A catalogue in which every word stands in brackets, and what is put into it in braces. */
function bracket(words: unknown): unknown {
  if (typeof words === 'string') return `[${words}]`
  if (typeof words === 'function') {
    const say = words as (...given: unknown[]) => string
    return (...given: unknown[]) =>
      `[${say(...given.map((one) => (typeof one === 'string' ? `{${one}}` : one)))}]`
  }
  const entries = Object.entries(words as Record<string, unknown>)
  return Object.fromEntries(entries.map(([key, value]): [string, unknown] => [key, bracket(value)]))
}
const labels = bracket({ ...english, form: englishForm, inbox: englishInbox }) as Labels

const attributes = [
  'aria-label',
  'title',
  'placeholder',
  'alt',
  'aria-description',
  'aria-valuetext',
]

/** Brackets may stand in brackets. */
const strip = (text: string): string => {
  const less = text.replaceAll(/\[[^[\]]*\]/g, '')
  return less === text ? text : strip(less)
}

/** All that is shown or said, without what stands in brackets and without what people and models said in digits. */
function unbracketed(): string[] {
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest('textarea') === null) texts.push(node.textContent ?? '')
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of attributes) texts.push(element.getAttribute(name) ?? '')
  }
  return texts.filter((text) => /\p{L}/u.test(strip(text)))
}

const show = (stage: Stage, threadId: string | null = null) =>
  render(<Chat stage={stage} threadId={threadId} settings={{ labels }} aria-label="1" />)
const status = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words))
const composer = () => screen.getByRole('textbox', { name: '[Message]' })
const user = userEvent.setup()
const tools = { 1: defineTool({ label: '1' }), 2: defineTool({ label: '2', answer: 'json' }) }

describe('in another language nothing is left of the first one', () => {
  it('in an inbox that looks, lists, filters and could not look everywhere', async () => {
    const stage = await setStage({ tools })
    const second = await stage.other.createAssistant({
      name: '2',
      model: 'scripted',
      tools: toolDefinitions(tools),
    })
    know(stage, await makeAsked({ ...stage, assistantId: second.id }, 'Use 1'), '3')
    know(stage, await makeAsked(stage, 'Use 1'))
    know(stage, 'thread_3')
    const body = { error: { message: '4' } }
    stage.network.add({ operation: 'listRuns', nth: 1, answer: { status: 403, body } })
    render(
      <Staged stage={stage} labels={labels}>
        <ActionInbox.Root onOpen={() => {}} />
      </Staged>,
    )
    expect(screen.getByText('[Looking through the conversations…]')).toBeVisible()
    await screen.findByText(/could not be looked at/)
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2), { timeout: 6_000 })
    // Nobody has listed the assistants, so they go by their ids.
    expect(new Set(unbracketed())).toEqual(new Set([second.id, stage.assistantId]))
  })

  it('where nothing was said, and nobody is there to answer', async () => {
    const stage = await setStage()
    render(<Chat stage={stage} settings={{ labels }} aria-label="1" assistantId={undefined} />)
    expect(unbracketed()).toEqual([])
  })

  it('while a thread is loaded, when it is not there, and when it takes no message', async () => {
    const stage = await setStage()
    show(stage, 'thread_gone')
    expect(unbracketed()).toEqual([])
    await screen.findByText('[Load again]')
    await user.type(composer(), '1{Enter}')
    await screen.findByText('[Not sent.]')
    expect(unbracketed()).toEqual([])
  })

  it('in a form, while it is filled in, sent too early, and written as JSON', async () => {
    const output = {
      type: 'object',
      properties: {
        1: { type: 'string', format: 'email', maxLength: 9, examples: ['2'] },
        2: { type: 'integer', minimum: 1, default: 0 },
        3: { type: 'array', items: { type: 'boolean' }, minItems: 1 },
        4: { oneOf: [{ type: 'object', properties: { 5: {} } }, { type: 'number' }] },
        6: { type: 'object', properties: { 7: { type: 'string', pattern: '^(1+)+$' } } },
        8: { enum: [1, 2, 3, 4, 5, 6, 7] },
        9: { const: 1 },
      },
      required: ['1', '3'],
    }
    const stage = await setStage({
      tools: { 1: defineTool({ label: '1', output }) },
      script: asksOnce(['1', '{"1":1,"2":[]}']),
    })
    show(stage, await makeAsked(stage, '1'))
    await screen.findByText('[What will be sent]')
    expect(unbracketed()).toEqual([])
    await user.click(screen.getByText('[What will be sent]'))
    await user.click(screen.getByRole('button', { name: '[Add to {3}]' }))
    await user.click(screen.getByRole('button', { name: '[Add {6}]' }))
    await user.click(screen.getByText('[Send the answer]'))
    await screen.findByText(/before this can be sent/)
    expect(unbracketed()).toEqual([])
    await user.click(screen.getByRole('button', { name: '[JSON]' }))
    expect(unbracketed()).toEqual([])
  })

  it('while a run waits, works, asks, is answered wrongly, is stopped', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script, tools })
    const threadId = await makeThread(stage)
    show(stage, threadId)
    await user.type(composer(), '1{Enter}')
    expect(unbracketed()).toEqual([])
    await status('[Working…]')
    await user.type(composer(), '2{Enter}')
    expect(unbracketed()).toEqual([])
    pen.call('1', '1', '{"1":"2"}')
    pen.call('2', '2', '')
    pen.call('3', '1', '{"1')
    pen.end()
    await user.click(await screen.findByRole('button', { name: '[Send 3 answers]' }))
    await screen.findByText('[3 answers are still missing.]')
    for (const field of screen.getAllByRole('textbox', { name: /Answer to/ })) {
      await user.type(field, '1')
    }
    await user.click(screen.getByText('[Steps]'))
    expect(unbracketed()).toEqual([])
    const body = { error: { message: 'Foreign words' } }
    stage.network.add({ operation: 'submitToolOutputs', answer: { status: 400, body } })
    await user.click(screen.getByRole('button', { name: '[Send 3 answers]' }))
    await screen.findByText(/Foreign words/)
    expect(unbracketed()).toEqual([])
    await user.click(screen.getByRole('button', { name: '[Edit]' }))
    await user.click(screen.getByRole('button', { name: '[Stop]' }))
    expect(unbracketed()).toEqual([])
    await waitFor(() => status('[Stopped]'), { timeout: 4_000 })
    await screen.findByText(/went on or ended before this was sent/)
    expect(unbracketed()).toEqual([])
  })

  it.each([
    ['a failure', 'fail', '[The run failed]'],
    ['a limit', 'cut', '[The answer is cut short]'],
    ['a refusal', 'refuse', '[Answered]'],
  ])('after %s', async (_, text, words) => {
    const stage = await setStage({
      script: function* speak(turn) {
        yield { type: 'text', text: '1' }
        if (text === 'fail') throw new Error(turn.model)
        if (text === 'refuse') yield { type: 'refusal', refusal: '2' }
        yield { type: 'finish', reason: text === 'cut' ? 'length' : 'stop' }
      },
    })
    show(stage)
    await user.type(composer(), '1{Enter}')
    await status(words)
    expect(unbracketed()).toEqual([])
  })

  it('when a run has expired, and when a message was never answered', async () => {
    const stage = await setStage({ tools, expiresAfter: 0 })
    const { unmount } = show(stage, await makeAsked(stage, '1'))
    await status('[The run expired]')
    expect(unbracketed()).toEqual([])
    unmount()
    show(stage, await makeThread(stage, '1'))
    await screen.findByText('[Ask for an answer]')
    expect(unbracketed()).toEqual([])
  })

  it('around pictures, files, what is unknown, and what cannot be drawn', async () => {
    const stage = await setStage()
    const data = [
      messageOf(1, { content: [{ type: 'image_url', image_url: { url: 'https://1.2/3' } }] }),
      messageOf(2, { content: [{ type: 'image_file', image_file: { file_id: '1' } }] }),
      messageOf(3, { content: [{ type: 'hologram' }] }),
      messageOf(4, { content: [{ type: 'text', text: { value: { 1: 2 } } }] }),
      messageOf(5, { content: [], attachments: [{ file_id: '1', tools: [] }] }),
      messageOf(6, { status: 'incomplete', incomplete_details: { reason: 'novel' } }),
    ]
    const body = { object: 'list', data, first_id: null, last_id: null, has_more: true }
    stage.network.add({ operation: 'listMessages', answer: { body } })
    const hush = vi.spyOn(console, 'error').mockImplementation(() => {})
    show(stage, await makeThread(stage))
    await screen.findByText('[Cut short.]')
    hush.mockRestore()
    expect(unbracketed()).toEqual([])
    await screen.findByText('[The image could not be loaded.]')
    expect(unbracketed()).toEqual([])
  })

  it('when it is unknown whether a message was sent', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    show(stage, await makeThread(stage))
    await settle()
    stage.network.add({ failBefore: true })
    await user.type(composer(), '1{Enter}')
    for (let second = 0; second < 20; second++) await act(() => clock.advance(1_000))
    await screen.findByText('[It is unknown whether this was sent.]')
    expect(unbracketed()).toEqual([])
  })
})
