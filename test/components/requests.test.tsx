import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterAll, describe, expect, it } from 'vitest'
import { ActionInbox, AssistantChat, dialects } from '../../src/index.js'
import { createManualClock } from '../../src/testing/index.js'
import { know } from './inboxParts.js'
import { createPen } from './pen.js'
import {
  Chat,
  makeAsked,
  makeThread,
  setStage,
  settle,
  showChat,
  Staged,
  type Stage,
} from './support.js'

const table: [intent: string, counts: Record<string, number>][] = []
afterAll(() => {
  const lines = table.map(([intent, counts]) => {
    const asked = Object.entries(counts).map(([operation, count]) => `${operation} ${count}`)
    return `${intent.padEnd(32)}  ${asked.join(', ') || 'none'}`
  })
  console.info(['Requests per intent, in StrictMode:', ...lines].join('\n'))
})

/** What an intent sent, by operation: names and how often. */
const countAll = ({ heard }: Stage, intent: string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { operation } of heard.requests) {
    counts[operation ?? 'unknown'] = (counts[operation ?? 'unknown'] ?? 0) + 1
  }
  table.push([intent, counts])
  return counts
}
const composer = () => screen.getByRole('textbox', { name: 'Message' })
const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words))

function Desk({ stage }: { stage: Stage }) {
  const [threadId, setThreadId] = useState<string | null>(null)
  return (
    <Staged stage={stage}>
      <ActionInbox.Root onOpen={(action) => setThreadId(action.threadId)} />
      <AssistantChat
        aria-label="Chat"
        assistantId={stage.assistantId}
        threadId={threadId}
        onThreadChange={setThreadId}
      />
    </Staged>
  )
}

// Everything here stands in StrictMode, where an effect that acts would act twice.
describe('one intent is one request (scenario 28)', () => {
  it('reads a thread once when it is opened', async () => {
    const stage = await setStage()
    const threadId = await makeThread(stage, 'Hello', 'Hello yourself')
    showChat(stage, { threadId })
    await screen.findByText('Hello yourself')
    await settle()
    expect(countAll(stage, 'mount')).toEqual({ listMessages: 1, listRuns: 1 })
  })

  it('asks for nothing while there is no thread', async () => {
    const stage = await setStage()
    showChat(stage)
    await settle()
    expect(countAll(stage, 'mount, no thread yet')).toEqual({})
  })

  it('sends a message and asks for an answer once', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), 'Hello{Enter}')
    await says('Answered')
    await settle()
    expect(countAll(stage, 'send, the first')).toEqual({
      createThread: 1,
      createMessage: 1,
      createRun: 1,
    })
    stage.heard.clear()
    await user.type(composer(), 'And then?{Enter}')
    await says('Answered')
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(4))
    await settle()
    expect(countAll(stage, 'send, the next')).toEqual({ createMessage: 1, createRun: 1 })
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
    expect(countAll(stage, 'submit')).toEqual({ submitToolOutputs: 1 })
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
    stage.heard.clear()
    await user.dblClick(stop)
    await user.click(stop).catch(() => {})
    await act(() => clock.advance(3_000))
    await says('Stopped')
    expect(countAll(stage, 'stop, pressed three times')).toMatchObject({ cancelRun: 1 })
    expect(stage.heard.count('createRun')).toBe(0)
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

  it('reads a thread once when another is left for it, and its messages not again on return', async () => {
    const stage = await setStage()
    const there = await makeThread(stage, 'Question of A', 'Answer of A')
    const other = await makeThread(stage, 'Question of B', 'Answer of B')
    const { rerender } = render(<Chat stage={stage} threadId={there} />)
    await screen.findByText('Answer of A')
    await settle()
    stage.heard.clear()
    rerender(<Chat stage={stage} threadId={other} />)
    await screen.findByText('Answer of B')
    await settle()
    expect(countAll(stage, 'thread switch')).toEqual({ listMessages: 1, listRuns: 1 })
    stage.heard.clear()
    rerender(<Chat stage={stage} threadId={there} />)
    await screen.findByText('Answer of A')
    await settle()
    // Somebody may have begun a run there meanwhile.
    expect(countAll(stage, 'thread switch, back')).toEqual({ listRuns: 1 })
  })

  it('takes up a run that goes on, and one that asks, by one look at the runs', async () => {
    const pen = createPen()
    const clock = createManualClock()
    const stage = await setStage({ script: pen.script, clock })
    const threadId = await makeThread(stage, 'Is anyone there?')
    await stage.other.createRun({ thread_id: threadId, assistant_id: stage.assistantId })
    const going = showChat(stage, { threadId })
    await says('Working')
    await settle()
    expect(countAll(stage, 'resume, a run that goes on')).toEqual({ listMessages: 1, listRuns: 1 })
    going.unmount()
    pen.end()

    const later = createManualClock()
    const asked = await setStage({ clock: later })
    const asking = await makeAsked(asked, 'What is the weather in Bergen?')
    await act(() => later.advance(5_000))
    showChat(asked, { threadId: asking })
    await screen.findByRole('textbox', { name: /Answer to/ })
    await settle()
    expect(countAll(asked, 'resume, a run that asks')).toEqual({
      listMessages: 1,
      listRuns: 1,
      listRunSteps: 1,
    })
  })

  it.each([
    ['a server whose streams end with their connection', dialects.generic],
    ['a server whose streams are taken up again', dialects.ownServer],
  ])('opens a thread that asks from the inbox by one reading: %s', async (_, dialect) => {
    const clock = createManualClock()
    const stage = await setStage({ clock, dialect })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    await act(() => clock.advance(5_000))
    const user = userEvent.setup()
    // What is kept on the disk comes later than the messages.
    let opened = Promise.resolve()
    let open = () => {}
    const read = async (key: string) => {
      await opened
      return stage.storage.read(key)
    }
    const slow = { ...stage, storage: { ...stage.storage, read } }
    know(slow, threadId)
    render(<Desk stage={slow} />)
    // A server that lists threads is asked for them first, and for what they ask a second later.
    await settle()
    await act(() => clock.advance(1_000))
    const item = await screen.findByRole('button', { name: /Weather/ })
    await settle()
    stage.heard.clear()
    opened = new Promise((go) => {
      open = go
    })
    await user.click(item)
    await screen.findByText('What is the weather in Bergen?')
    await act(async () => open())
    await screen.findByRole('textbox', { name: /Answer to/ })
    await settle()
    expect(countAll(stage, `inbox, opened (${dialect.name})`)).toEqual({
      listMessages: 1,
      listRuns: 1,
      listRunSteps: 1,
    })
  })

  it('asks nothing twice of a thread whose messages come later than what its run asks', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    await act(() => clock.advance(5_000))
    let arrive = () => {}
    const arrival = new Promise<void>((go) => {
      arrive = go
    })
    const answer = async (request: Request) => {
      await arrival
      return stage.server.fetch(request)
    }
    stage.network.add({ operation: 'listMessages', answer })
    showChat(stage, { threadId })
    await waitFor(() => expect(stage.heard.count('listRunSteps')).toBe(1))
    await settle()
    expect(stage.heard.count('listMessages')).toBe(1)
    await act(async () => arrive())
    await screen.findByRole('textbox', { name: /Answer to/ })
    await settle()
    expect(stage.heard.count('listMessages')).toBe(1)
  })

  it('reads the messages again beside a run that has only just begun: those of the list may be older', async () => {
    const stage = await setStage()
    showChat(stage, { threadId: await makeAsked(stage, 'What is the weather in Bergen?') })
    await screen.findByRole('textbox', { name: /Answer to/ })
    await settle()
    expect(stage.heard.count('listMessages')).toBe(2)
  })

  it('loads an older page once for two presses', async () => {
    const stage = await setStage()
    const texts = Array.from({ length: 45 }, (_, at) => `Message ${at + 1}.`)
    const threadId = await makeThread(stage, ...texts)
    showChat(stage, { threadId })
    await screen.findByText('Message 26.')
    expect(screen.queryByText('Message 25.')).toBeNull()
    const older = screen.getByRole('button', { name: 'Show older messages' })
    stage.heard.clear()
    act(() => {
      fireEvent.click(older)
      fireEvent.click(older)
    })
    await screen.findByText('Message 6.')
    expect(countAll(stage, 'page older, pressed twice')).toEqual({ listMessages: 1 })
    const rows = screen.getAllByRole('article')
    expect(rows[0]).toHaveAttribute('aria-posinset', '1')
    // How many there are is not known before the oldest is.
    expect(rows[0]).toHaveAttribute('aria-setsize', '-1')
  })
})
