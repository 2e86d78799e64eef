import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src/testing/index.js'
import { createPen } from './pen.js'
import { makeAsked, makeThread, setStage, settle, showChat, type Stage } from './support.js'

/** What was sent, by operation: names and how often. */
const countAll = ({ heard }: Stage): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { operation } of heard.requests) {
    counts[operation ?? 'unknown'] = (counts[operation ?? 'unknown'] ?? 0) + 1
  }
  return counts
}
const composer = () => screen.getByRole('textbox', { name: 'Message' })
const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words))

// Everything here stands in StrictMode, where an effect that acts would act twice.
describe('one intent is one request (scenario 28)', () => {
  it('reads a thread once when it is opened', async () => {
    const stage = await setStage()
    const threadId = await makeThread(stage, 'Hello', 'Hello yourself')
    showChat(stage, { threadId })
    await screen.findByText('Hello yourself')
    await settle()
    expect(countAll(stage)).toEqual({ listMessages: 1, listRuns: 1 })
  })

  it('asks for nothing while there is no thread', async () => {
    const stage = await setStage()
    showChat(stage)
    await settle()
    expect(countAll(stage)).toEqual({})
  })

  it('sends a message and asks for an answer once', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), 'Hello{Enter}')
    await says('Answered')
    await settle()
    expect(countAll(stage)).toEqual({ createThread: 1, createMessage: 1, createRun: 1 })
  })

  it('submits once', async () => {
    const stage = await setStage()
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const { user } = showChat(stage, { threadId })
    await user.type(await screen.findByRole('textbox', { name: /Answer to/ }), '3 °C')
    stage.heard.clear()
    await user.click(screen.getByRole('button', { name: 'Send the answer' }))
    await says('Answered')
    await settle()
    expect(countAll(stage)).toEqual({ submitToolOutputs: 1 })
  })

  it('stops once, however often it is pressed', async () => {
    const clock = createManualClock()
    const pen = createPen()
    const stage = await setStage({ script: pen.script, clock })
    const { user } = showChat(stage)
    await user.type(composer(), 'Hello{Enter}')
    pen.say('I begin')
    await screen.findByText('I begin')
    const stop = screen.getByRole('button', { name: 'Stop' })
    await user.dblClick(stop)
    await user.click(stop).catch(() => {})
    await act(() => clock.advance(3_000))
    await says('Stopped')
    expect(stage.heard.count('cancelRun')).toBe(1)
    expect(stage.heard.count('createRun')).toBe(1)
    expect(screen.getByText('I begin')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
  })

  it('asks once for an answer that is missing, and never by itself', async () => {
    const stage = await setStage()
    const threadId = await makeThread(stage, 'Is anyone there?')
    const { user } = showChat(stage, { threadId })
    const ask = await screen.findByRole('button', { name: 'Ask for an answer' })
    await settle()
    expect(stage.heard.count('createRun')).toBe(0)
    await user.dblClick(ask)
    await says('Answered')
    expect(stage.heard.count('createRun')).toBe(1)
    expect(screen.queryByText(/not been answered/)).toBeNull()
  })

  it('offers no answer for a message while a run of somebody else is at it', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const threadId = await makeThread(stage, 'Is anyone there?')
    await stage.other.createRun({ thread_id: threadId, assistant_id: stage.assistantId })
    showChat(stage, { threadId })
    await screen.findByText('Is anyone there?')
    await says('Working')
    expect(screen.queryByText(/not been answered/)).toBeNull()
    pen.end()
  })

  it('loads an older page once for two presses', async () => {
    const stage = await setStage()
    const texts = Array.from({ length: 45 }, (_, at) => `Message ${at + 1}.`)
    const threadId = await makeThread(stage, ...texts)
    showChat(stage, { threadId })
    await screen.findByText('Message 26.')
    expect(screen.queryByText('Message 25.')).toBeNull()
    const older = screen.getByRole('button', { name: 'Show older messages' })
    act(() => {
      fireEvent.click(older)
      fireEvent.click(older)
    })
    await screen.findByText('Message 6.')
    expect(stage.heard.count('listMessages')).toBe(2)
    const rows = screen.getAllByRole('article')
    expect(rows[0]).toHaveAttribute('aria-posinset', '1')
    expect(rows[0]).toHaveAttribute('aria-setsize', '40')
  })
})
