import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { ThreadView } from '../../src/index.js'
import { createStage } from '../support/createStage.js'
import { loaded, withRun, withStage } from '../support/loaded.js'
import { withLongThread } from '../support/longThread.js'
import { ChatRoom, ThreadStage } from '../support/ThreadStage.js'

const meta = {
  title: 'Parts/ThreadView',
  render: (_args, context) => {
    const { stage, threadId } = loaded(context)
    return (
      <ChatRoom>
        <ThreadStage stage={stage} threadId={threadId}>
          <ThreadView.Root>
            <ThreadView.Viewport>
              <ThreadView.Older />
              <ThreadView.Empty />
              <ThreadView.Messages />
            </ThreadView.Viewport>
            <ThreadView.ToLatest />
          </ThreadView.Root>
        </ThreadStage>
      </ChatRoom>
    )
  },
} satisfies Meta

export default meta

/** Nothing has been said. */
export const Empty: StoryObj = {
  loaders: [withStage()],
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByText('Nothing has been said yet.')).toBeVisible()
  },
}

/** A question and its answer. */
export const Messages: StoryObj = {
  loaders: [withRun('Tell me a long story')],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getAllByRole('article')).toHaveLength(2))
    await expect(page.getByRole('article', { name: 'You' })).toHaveTextContent('long story')
  },
}

/** A refusal, a text cut short, and a failed run's message. */
export const Declined: StoryObj = {
  loaders: [withRun('Please refuse')],
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(within(canvasElement).getByText('The assistant declined:')).toBeVisible(),
    )
  },
}

/** The thread is not there (any more): said in words, with a way to try again. */
export const LoadFailed: StoryObj = {
  loaders: [async () => ({ stage: await createStage(), threadId: 'thread_that_does_not_exist' })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByRole('alert')).toHaveTextContent('could not be loaded'))
    await expect(page.getByRole('button', { name: 'Load again' })).toBeVisible()
  },
}

/** The newest page of a thread, and older ones by the button: what is read stays where it is. */
export const OlderPages: StoryObj = {
  loaders: [withLongThread({ count: 120 })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getAllByRole('article')).toHaveLength(20))
    await userEvent.click(page.getByRole('button', { name: 'Show older messages' }))
    await waitFor(() => expect(page.getAllByRole('article')).toHaveLength(40))
  },
}

/** All of 300 messages are in the document. */
export const ThreeHundred: StoryObj = {
  loaders: [withLongThread({ count: 300, loaded: 300 })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getAllByRole('article')).toHaveLength(300))
    await expect(page.getByText('Question 299. What about the way back?')).toBeVisible()
  },
}

/** Of 2,000 messages only those are in the document that are near what is in sight. */
export const TwoThousand: StoryObj = {
  loaders: [withLongThread({ count: 2_000, loaded: 2_000 })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() =>
      expect(page.getByText('Question 1999. What about the way back?')).toBeVisible(),
    )
    const viewport = canvasElement.querySelector('.ra-viewport') ?? canvasElement
    viewport.scrollTop -= 3_000
    await waitFor(() =>
      expect(page.getByRole('button', { name: 'Jump to the latest message' })).toBeVisible(),
    )
    await expect(page.getAllByRole('article').length).toBeLessThan(80)
  },
}
