import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AssistantChat, putResource, ThreadProvider, useRunController } from '../../src/index.js'
import { createManualClock } from '../../src/testing/index.js'
import { createPen } from './pen.js'
import { makeThread, setStage, settle, showChat, Staged, type Stage } from './support.js'

afterEach(() => vi.restoreAllMocks())

/** Where the stage's thread is opened: its messages are numbered, and 20 are a page. */
async function setThread(count = 100, options?: Parameters<typeof setStage>[0]) {
  const stage = await setStage(options)
  const threadId = await makeThread(stage, ...Array.from({ length: count }, (_, n) => `no. ${n}`))
  const { data } = await stage.other.listMessages({ thread_id: threadId, limit: 100 })
  const idOf = (n: number): string => data[count - 1 - n]?.id ?? ''
  return { stage, threadId, idOf }
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `no. ${from + at}`)

const texts = (): (string | null)[] =>
  screen.queryAllByRole('article').map((row) => row.textContent)

const reads = ({ heard }: Stage): string[] =>
  heard.requests
    .filter(({ operation }) => operation === 'listMessages' || operation === 'getMessage')
    .map(({ operation, query }) => [operation, ...Object.keys(query)].join(' '))

const newer = () => screen.getByRole('button', { name: 'Show newer messages' })

/** jsdom lays nothing out: every row is in sight. */
const layOutRows = () => {
  const seen = { top: 10, bottom: 20, left: 0, right: 10, width: 10, height: 10, x: 0, y: 10 }
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function rect(
    this: Element,
  ) {
    const isRow = this.hasAttribute('data-row')
    const box = isRow ? seen : { ...seen, top: 0, bottom: 100, height: 100, y: 0 }
    return { ...box, toJSON: () => box }
  })
}

/** Stands for an app's list of what was found. */
function Found({ ids }: { ids: readonly string[] }) {
  const controller = useRunController()
  return ids.map((id, at) => (
    <button key={id} type="button" onClick={() => controller.goTo(id, { focus: true })}>
      {`Result ${at + 1}`}
    </button>
  ))
}

function showRoom(stage: Stage, threadId: string, ids: readonly string[]) {
  const user = userEvent.setup()
  const shown = render(
    <Staged stage={stage}>
      <ThreadProvider threadId={threadId} assistantId={stage.assistantId}>
        <Found ids={ids} />
      </ThreadProvider>
      <AssistantChat assistantId={stage.assistantId} threadId={threadId} />
    </Staged>,
  )
  return { user, ...shown }
}

/** Holds the answer of the next request of an operation. */
function holdOperation(stage: Stage, operation: 'getMessage') {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  stage.network.add({
    operation,
    nth: 1,
    answer: async (request) => {
      await held
      return stage.server.fetch(request)
    },
  })
  return { release: () => release() }
}

describe('a thread that is opened around a message', () => {
  it('shows it between those before and after it, in three requests, in StrictMode too', async () => {
    const { stage, threadId, idOf } = await setThread()
    showChat(stage, { threadId, around: idOf(40) })
    expect(await screen.findByText('no. 40')).toBeVisible()
    await settle()
    expect(texts()).toEqual(numbers(20, 61))
    expect(reads(stage).toSorted()).toEqual([
      'getMessage',
      'listMessages after',
      'listMessages before',
    ])
    const row = screen.getByRole('article', { current: true })
    expect(row).toHaveTextContent('no. 40')
    expect(row).toHaveAttribute('aria-setsize', '-1')
    // The person did nothing here.
    expect(document.body).toHaveFocus()
  })

  it('marks it for a moment', async () => {
    const clock = createManualClock()
    const { stage, threadId, idOf } = await setThread(100, { clock })
    showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 40')
    const marked = () => document.querySelector('[data-sought]')
    expect(marked()).toHaveTextContent('no. 40')
    await act(() => clock.advance(3_000))
    expect(marked()).toBeNull()
    expect(screen.getByRole('article', { current: true })).toHaveTextContent('no. 40')
  })

  it('grows in both directions, a page for a press, and is the ordinary thread at its end', async () => {
    const pen = createPen()
    const { stage, threadId, idOf } = await setThread(100, { script: pen.script })
    const { user } = showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 40')
    await user.click(newer())
    await screen.findByText('no. 80')
    expect(texts()).toEqual(numbers(20, 81))
    await user.click(screen.getByRole('button', { name: 'Show older messages' }))
    await screen.findByText('no. 0')
    expect(texts()).toEqual(numbers(0, 81))
    expect(screen.queryByRole('button', { name: 'Show older messages' })).toBeNull()
    await user.click(newer())
    await screen.findByText('no. 99')
    expect(texts()).toEqual(numbers(0, 100))
    expect(screen.queryByRole('button', { name: 'Show newer messages' })).toBeNull()
    expect(screen.getAllByRole('article')[0]).toHaveAttribute('aria-setsize', '100')
    expect(reads(stage)).toHaveLength(6)

    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'And now?{Enter}')
    pen.say('Now this.')
    await screen.findByText('Now this.')
    expect(texts().slice(-3)).toEqual(['no. 99', 'And now?', 'Now this.'])
    pen.end()
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(reads(stage)).toHaveLength(6)
  })

  it('is the ordinary thread at once where the latest message is near', async () => {
    const { stage, threadId, idOf } = await setThread(30)
    showChat(stage, { threadId, around: idOf(25) })
    await screen.findByText('no. 25')
    await settle()
    expect(texts()).toEqual(numbers(5, 30))
    expect(screen.queryByRole('button', { name: 'Show newer messages' })).toBeNull()
    expect(reads(stage)).toHaveLength(3)
    const more = await stage.other.createMessage({
      thread_id: threadId,
      role: 'user',
      content: 'One more',
    })
    act(() => void putResource(stage.cache, stage.client, more, { isNew: true }))
    expect(await screen.findByText('One more')).toBeVisible()
  })

  it('goes to the latest message by the button, and keeps the focus in the thread', async () => {
    const { stage, threadId, idOf } = await setThread()
    const { user } = showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 40')
    await user.click(screen.getByRole('button', { name: 'Jump to the latest message' }))
    await screen.findByText('no. 99')
    expect(texts()).toEqual(numbers(80, 100))
    expect(reads(stage)).toHaveLength(4)
    expect(document.querySelector('.ra-viewport')).toHaveFocus()
    expect(screen.queryByRole('article', { current: true })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Show newer messages' })).toBeNull()
  })

  it('does not show behind a gap what is said at the end, and says that there is something new', async () => {
    const pen = createPen()
    const { stage, threadId, idOf } = await setThread(100, { script: pen.script })
    const { user } = showRoom(stage, threadId, [idOf(10)])
    await screen.findByText('no. 99')
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'And now?{Enter}')
    await screen.findByText('And now?')
    await waitFor(() => expect(stage.heard.count('createRun')).toBe(1))
    await user.click(screen.getByRole('button', { name: 'Result 1' }))
    await screen.findByText('no. 10')
    expect(texts()).toEqual(numbers(0, 31))
    expect(screen.getByRole('button', { name: 'Jump to the latest message' })).toBeVisible()
    pen.say('Now this.')
    await screen.findByRole('button', { name: 'New messages: jump to the latest' })
    expect(texts()).toEqual(numbers(0, 31))
    pen.end()
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(texts()).toEqual(numbers(0, 31))
    await user.click(screen.getByRole('button', { name: 'New messages: jump to the latest' }))
    await screen.findByText('Now this.')
    expect(texts()).toEqual([...numbers(80, 100), 'And now?', 'Now this.'])
  })

  it('goes to the latest when something is sent, so that the person sees it', async () => {
    const { stage, threadId, idOf } = await setThread()
    const { user } = showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 40')
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}')
    expect(screen.getByText('Hello')).toBeVisible()
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    await screen.findByText('no. 99')
    const before = texts().slice(0, -2)
    expect(before).toEqual(numbers(100 - before.length, 100))
    expect(texts().at(-2)).toBe('Hello')
    expect(stage.heard.count('createMessage')).toBe(1)
  })

  it('opens at the latest, and says so, when there is no such message', async () => {
    const { stage, threadId, idOf } = await setThread()
    await stage.other.deleteMessage({ thread_id: threadId, message_id: idOf(40) })
    const { user } = showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 99')
    expect(texts()).toEqual(numbers(80, 100))
    expect(screen.getByRole('alert')).toHaveTextContent('is not here. It may have been deleted.')
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(texts()).toEqual(numbers(80, 100))
  })

  it('says what failed, and tries again', async () => {
    const { stage, threadId, idOf } = await setThread()
    stage.network.add({ operation: 'getMessage', answer: { status: 403, body: {} }, nth: 1 })
    const { user } = showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 99')
    expect(screen.getByRole('alert')).toHaveTextContent('could not be loaded')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByText('no. 40')
    expect(texts()).toEqual(numbers(20, 61))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says at the button that newer messages could not be loaded', async () => {
    const { stage, threadId, idOf } = await setThread()
    const { user } = showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 40')
    stage.network.add({ operation: 'listMessages', answer: { status: 403, body: {} }, nth: 1 })
    await user.click(newer())
    await user.click(await screen.findByRole('button', { name: /newer messages could not/ }))
    await screen.findByText('no. 80')
    expect(texts()).toEqual(numbers(20, 81))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('opens where it was asked to after a reload, and at the latest after another thread', async () => {
    const { stage, threadId, idOf } = await setThread()
    const other = await makeThread(stage, 'Elsewhere')
    const chat = (props: object) => (
      <Staged stage={stage}>
        <AssistantChat assistantId={stage.assistantId} {...props} />
      </Staged>
    )
    const { unmount } = render(chat({ threadId, around: idOf(40) }))
    await screen.findByText('no. 40')
    unmount()
    await settle()
    stage.cache.clear()
    const again = render(chat({ threadId, around: idOf(40) }))
    await screen.findByText('no. 40')
    expect(texts()).toEqual(numbers(20, 61))
    again.rerender(chat({ threadId: other }))
    await screen.findByText('Elsewhere')
    expect(texts()).toEqual(['Elsewhere'])
    await settle()
    again.rerender(chat({ threadId }))
    await screen.findByText('no. 99')
    expect(texts()).toEqual(numbers(80, 100))
  })
})

describe('going to a message of an open thread', () => {
  it('asks for nothing where it is loaded, and takes the focus where the app asks for it', async () => {
    const { stage, threadId, idOf } = await setThread()
    const { user } = showRoom(stage, threadId, [idOf(85)])
    await screen.findByText('no. 99')
    await user.click(screen.getByRole('button', { name: 'Result 1' }))
    expect(reads(stage)).toHaveLength(1)
    expect(screen.getByRole('article', { current: true })).toHaveTextContent('no. 85')
    expect(screen.getByRole('article', { current: true })).toHaveFocus()
  })

  it('keeps what is shown until the message is there', async () => {
    const { stage, threadId, idOf } = await setThread()
    const { user } = showRoom(stage, threadId, [idOf(10)])
    await screen.findByText('no. 99')
    const { release } = holdOperation(stage, 'getMessage')
    await user.click(screen.getByRole('button', { name: 'Result 1' }))
    await settle()
    expect(texts()).toEqual(numbers(80, 100))
    release()
    await screen.findByText('no. 10')
    expect(texts()).toEqual(numbers(0, 31))
    expect(screen.getByRole('article', { current: true })).toHaveFocus()
  })

  it('joins what is known of the latest messages as soon as nothing is missing between', async () => {
    const { stage, threadId, idOf } = await setThread()
    const { user } = showRoom(stage, threadId, [idOf(50)])
    await screen.findByText('no. 99')
    await user.click(screen.getByRole('button', { name: 'Result 1' }))
    await screen.findByText('no. 50')
    expect(texts()).toEqual(numbers(30, 71))
    await user.click(newer())
    await screen.findByText('no. 99')
    expect(texts()).toEqual(numbers(30, 100))
    expect(reads(stage)).toHaveLength(5)
    expect(screen.queryByRole('button', { name: 'Show newer messages' })).toBeNull()
  })

  it('stays where it is when the next one is not there', async () => {
    const { stage, threadId, idOf } = await setThread()
    await stage.other.deleteMessage({ thread_id: threadId, message_id: idOf(11) })
    const { user } = showRoom(stage, threadId, [idOf(40), idOf(11)])
    await screen.findByText('no. 99')
    await user.click(screen.getByRole('button', { name: 'Result 1' }))
    await screen.findByText('no. 40')
    await user.click(screen.getByRole('button', { name: 'Result 2' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('is not here')
    expect(texts()).toEqual(numbers(20, 61))
    await user.click(newer())
    await screen.findByText('no. 99')
    expect(texts()).toEqual(numbers(20, 100))
  })

  it('is where the arrow keys begin', async () => {
    const { stage, threadId, idOf } = await setThread()
    const { user } = showChat(stage, { threadId, around: idOf(40) })
    await screen.findByText('no. 40')
    layOutRows()
    act(() => document.querySelector<HTMLElement>('.ra-viewport')?.focus())
    await user.keyboard('{ArrowDown}')
    expect(screen.getByRole('article', { current: true })).toHaveFocus()
  })
})
