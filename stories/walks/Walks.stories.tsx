import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { AssistantChat, ThreadProvider } from '../../src/index.js'
import { createStage } from '../support/createStage.js'
import { loaded, question, withStage } from '../support/loaded.js'
import { withLongThread } from '../support/longThread.js'
import { renderChat } from '../support/renders.js'
import { Search } from '../support/Search.js'
import { Staged } from '../support/Staged.js'
import { ChatRoom } from '../support/ThreadStage.js'

const meta = {
  title: 'Walks',
  render: renderChat,
} satisfies Meta

export default meta

/** A message is sent and answered: the words show at once, the answer grows in place and does not move when it settles. */
export const SentAndAnswered: StoryObj = {
  loaders: [withStage({ pace: 4 })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.type(page.getByRole('textbox'), 'Tell me a long story{Enter}')
    await expect(page.getByRole('textbox')).toHaveValue('')
    await waitFor(() => expect(page.getByRole('article', { name: 'You' })).toBeVisible())
    const mine = page.getByRole('article', { name: 'You' })
    const answer = await page.findByRole('article', { name: 'Assistant' })
    await expect(answer).toHaveAttribute('data-state', 'live')
    await waitFor(() => expect(page.getByRole('status')).toHaveTextContent('Answered'), {
      timeout: 10_000,
    })
    await waitFor(() => expect(answer).toHaveAttribute('data-state', 'settled'))
    await expect(page.getAllByRole('article')).toEqual([mine, answer])
  },
}

/** The run asks for two outputs, a person gives both in one request, a tool runs by itself, and the answer uses them all. */
export const AskedAndAnswered: StoryObj = {
  loaders: [withStage()],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.type(page.getByRole('textbox'), `${question}{Enter}`)
    await userEvent.type(
      await page.findByRole('textbox', { name: 'Answer to Weather: Lisbon' }),
      '24 °C',
    )
    await userEvent.type(page.getByRole('textbox', { name: 'Answer to Weather: Oslo' }), '11 °C')
    await userEvent.click(page.getByRole('button', { name: 'Send 2 answers' }))
    await waitFor(() => expect(page.getByRole('status')).toHaveTextContent('Answered'))
    const answer = page.getByRole('article', { name: 'Assistant' })
    await expect(answer).toHaveTextContent('Lisbon: 24 °C')
    await expect(answer).toHaveTextContent('Oslo: 11 °C')
    await expect(answer).toHaveTextContent('DEMO-1')
    await expect(page.queryByRole('form')).toBeNull()
  },
}

/**
 * A message that was found in a thread of a thousand is opened between those around it: newer pages load on the way down,
 * and one press leads back to the latest.
 */
export const FoundAndOpened: StoryObj = {
  loaders: [withLongThread({ count: 1_000 })],
  render: (_args, context) => {
    const { stage, threadId } = loaded(context)
    return (
      <Staged stage={stage}>
        <ThreadProvider threadId={threadId}>
          <Search threadId={threadId} />
        </ThreadProvider>
        <ChatRoom>
          <AssistantChat aria-label="Chat" threadId={threadId} assistantId={stage.travelDesk} />
        </ChatRoom>
      </Staged>
    )
  },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByText(/^Question 999\./)).toBeVisible())
    await userEvent.click(page.getByRole('button', { name: /^Search for/ }))
    await userEvent.click(await page.findByRole('button', { name: /^Result 2/ }))
    await waitFor(() => expect(canvasElement.querySelector('[aria-current]')).toHaveFocus())
    await expect(canvasElement.querySelector('[aria-current]')).toHaveTextContent('a night train')
    await expect(page.queryByText(/^Question 999\./)).toBeNull()
    const newer = page.getByRole('button', { name: 'Show newer messages' })
    const rows = page.getAllByRole('article').length
    await userEvent.click(newer)
    await waitFor(() => expect(page.getAllByRole('article').length).toBeGreaterThan(rows))
    await expect(page.getByRole('button', { name: 'Jump to the latest message' })).toBeVisible()
  },
}

/** An older page comes in on top, and the row that was in sight stays where it was. */
export const OlderPage: StoryObj = {
  loaders: [
    async () => {
      const stage = await createStage()
      const { id: threadId } = await stage.client.createThread({})
      for (let count = 1; count <= 45; count++) {
        await stage.client.createMessage({
          thread_id: threadId,
          role: count % 2 === 1 ? 'user' : 'assistant',
          content: `Message number ${count}`,
        })
      }
      return { stage, threadId }
    },
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByText('Message number 45')).toBeVisible())
    await expect(page.queryByText('Message number 25')).toBeNull()
    const older = page.getByRole('button', { name: 'Show older messages' })
    older.scrollIntoView()
    const seen = page.getByText('Message number 26')
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const before = seen.getBoundingClientRect().top
    await userEvent.click(older)
    await waitFor(() => expect(page.getByText('Message number 6')).toBeInTheDocument())
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await expect(Math.abs(seen.getBoundingClientRect().top - before)).toBeLessThan(2)
  },
}
