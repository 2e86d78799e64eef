import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { ThreadView } from '../../src/index.js'
import { createStage } from '../support/createStage.js'
import { loaded, withRun, withStage } from '../support/loaded.js'
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
