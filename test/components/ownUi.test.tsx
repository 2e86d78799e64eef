import { screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { ToolView } from '../../src/index.js'
import { askWith, sentOf } from './formSupport.js'
import { settle, showChat } from './support.js'

function Seats({ args, draft, setOutput, submit, isOpen }: ToolView) {
  const [isHelpSeen, setHelpSeen] = useState(false)
  return (
    <div>
      <p>Row {String(args['row'])}</p>
      {['A', 'B'].map((seat) => (
        <button
          key={seat}
          type="button"
          aria-pressed={draft === seat}
          disabled={!isOpen}
          onClick={() => setOutput(seat)}
        >
          {seat}
        </button>
      ))}
      <button type="button" onClick={submit}>
        Take it
      </button>
      <button type="button" onClick={() => setHelpSeen(true)}>
        Help
      </button>
      {isHelpSeen && <p>Pick one.</p>}
    </div>
  )
}

const seat = { type: 'string', enum: ['A', 'B'] }
const parameters = { type: 'object', properties: { row: { type: 'integer' } } }

describe("an app's own UI", () => {
  it('is drawn in the place of the form, has a state of its own, and answers', async () => {
    const { stage, threadId } = await askWith(
      { parameters, output: seat, render: Seats },
      { args: '{"row":12}' },
    )
    const { user } = showChat(stage, { threadId })
    await screen.findByText('Row 12')
    expect(screen.queryByText('What will be sent')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Help' }))
    expect(screen.getByText('Pick one.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'B' }))
    expect(screen.getByRole('button', { name: 'B', pressed: true })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Take it' }))
    await waitFor(() => expect(sentOf(stage)).toEqual(['B']))
  })

  it('keeps its answer through a reload', async () => {
    const { stage, threadId } = await askWith({ output: seat, render: Seats })
    const { user, unmount } = showChat(stage, { threadId })
    await user.click(await screen.findByRole('button', { name: 'B' }))
    unmount()
    await settle()
    showChat(stage, { threadId })
    expect(await screen.findByRole('button', { name: 'B', pressed: true })).toBeVisible()
  })

  it('is told what its schema says of the answer', async () => {
    const { stage, threadId } = await askWith({ output: { enum: ['A', 'C'] }, render: Seats })
    const { user } = showChat(stage, { threadId })
    await user.click(await screen.findByRole('button', { name: 'B' }))
    await user.click(screen.getByRole('button', { name: 'Take it' }))
    const list = await screen.findByRole('list', { name: 'What is still to be done' })
    expect(list).toHaveTextContent('This is none of the possible answers.')
    expect(sentOf(stage)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'A' }))
    await waitFor(() => expect(screen.queryByRole('list', { name: /still to be done/ })).toBeNull())
    await user.click(screen.getByRole('button', { name: 'Take it' }))
    await waitFor(() => expect(sentOf(stage)).toEqual(['A']))
  })

  it('gives way to the form when it throws, now or later, and nothing is lost', async () => {
    const hush = vi.spyOn(console, 'error').mockImplementation(() => {})
    const Broken = (view: ToolView) => {
      if (view.draft === 'B') throw new Error('No such seat.')
      return <Seats {...view} />
    }
    const { stage, threadId } = await askWith({ output: seat, render: Broken })
    const { user } = showChat(stage, { threadId })
    await user.click(await screen.findByRole('button', { name: 'B' }))
    await screen.findByText(/could not be shown in its own way/)
    expect(await screen.findByLabelText('B')).toBeChecked()
    hush.mockRestore()
    await user.click(screen.getByText('Send the answer'))
    await waitFor(() => expect(sentOf(stage)).toEqual(['B']))
  })

  it('is not shown with arguments that it was not made for', async () => {
    const render = vi.fn<() => string>(() => 'never')
    const { stage, threadId } = await askWith(
      { parameters, output: seat, render },
      { args: '{"row":' },
    )
    showChat(stage, { threadId })
    expect(await screen.findByLabelText('A')).toBeVisible()
    expect(render).not.toHaveBeenCalled()
  })

  it('needs no schema: a text is sent as it is, anything else as JSON', async () => {
    const { stage, threadId } = await askWith({
      render: ({ draft, setOutput }) => (
        <>
          <button type="button" onClick={() => setOutput('as it is')}>
            text
          </button>
          <button type="button" onClick={() => setOutput({ a: [1] })}>
            object
          </button>
          <output>{JSON.stringify(draft)}</output>
        </>
      ),
    })
    const { user } = showChat(stage, { threadId })
    await user.click(await screen.findByRole('button', { name: 'text' }))
    expect(screen.getByText('"as it is"')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'object' }))
    expect(screen.getByText('{"a":[1]}')).toBeVisible()
    await user.click(screen.getByText('Send the answer'))
    await waitFor(() => expect(sentOf(stage)).toEqual(['{"a":[1]}']))
  })
})
