import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { createPen } from './pen.js'
import { Chat, makeAsked, makeThread, setStage, settle } from './support.js'

const composer = () => screen.getByRole('textbox', { name: 'Message' })
const page = () => document.body.textContent

describe('changing the thread', () => {
  it('shows nothing of one thread in another while it is being answered, and all of it on return (scenario 29)', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const there = await makeThread(stage, 'Question of A')
    const other = await makeThread(stage, 'Question of B', 'Answer of B')
    const { rerender } = render(<Chat stage={stage} threadId={there} />)
    const user = userEvent.setup()
    await user.type(composer(), 'More of A{Enter}')
    pen.say('Words of A')
    await screen.findByText('Words of A')
    await user.type(composer(), 'Draft of A')

    for (let turn = 0; turn < 5; turn++) {
      rerender(<Chat stage={stage} threadId={other} />)
      expect(page()).not.toMatch(/of A/)
      expect(composer()).toHaveValue('')
      expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
      pen.say(`, part ${turn} of A`)
      await settle(turn)
      expect(page()).not.toMatch(/of A/)
      await screen.findByText('Answer of B')
      expect(screen.getByRole('status')).toBeEmptyDOMElement()

      rerender(<Chat stage={stage} threadId={there} />)
      expect(page()).not.toMatch(/of B/)
      await settle(turn)
      expect(composer()).toHaveValue('Draft of A')
    }
    pen.end()
    await waitFor(() => expect(page()).toMatch(/Words of A.*part 4 of A/), { timeout: 4_000 })
    expect(stage.heard.count('createRun')).toBe(1)
    expect(stage.heard.count('cancelRun')).toBe(0)
  })

  it('keeps what one thread asks, and what was answered so far, out of the other', async () => {
    const stage = await setStage()
    const asking = await makeAsked(stage)
    const other = await makeThread(stage, 'Question of B', 'Answer of B')
    const { rerender } = render(<Chat stage={stage} threadId={asking} />)
    const user = userEvent.setup()
    const field = () => screen.findByRole('textbox', { name: 'Answer to Weather: Lisbon' })
    await user.type(await field(), '24 °C')
    rerender(<Chat stage={stage} threadId={other} />)
    await screen.findByText('Answer of B')
    expect(screen.queryByRole('textbox', { name: /Answer to/ })).toBeNull()
    rerender(<Chat stage={stage} threadId={asking} />)
    expect(await field()).toHaveValue('24 °C')
  })

  it('leaves a refusal where it happened', async () => {
    const stage = await setStage()
    const good = await makeThread(stage, 'Question of B', 'Answer of B')
    const { rerender } = render(<Chat stage={stage} threadId="thread_gone" />)
    const user = userEvent.setup()
    await user.type(composer(), 'Do not lose me{Enter}')
    await screen.findByText('Not sent.')
    rerender(<Chat stage={stage} threadId={good} />)
    await screen.findByText('Answer of B')
    expect(screen.queryByText('Not sent.')).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
    rerender(<Chat stage={stage} threadId="thread_gone" />)
    await screen.findByText('Do not lose me')
  })

  it('lets a run go on when the chat is closed in the middle of it', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const threadId = await makeThread(stage)
    const { unmount } = render(<Chat stage={stage} threadId={threadId} />)
    await userEvent.setup().type(composer(), 'Go on{Enter}')
    pen.say('Half')
    await screen.findByText('Half')
    unmount()
    await act(() => settle())
    pen.say(' and whole')
    pen.end()
    await settle()
    expect(stage.heard.count('cancelRun')).toBe(0)
    render(<Chat stage={stage} threadId={threadId} />)
    await screen.findByText('Half and whole')
  })
})
