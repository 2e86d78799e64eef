import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Composer } from '../../src/index.js'
import { createStage } from '../support/createStage.js'
import { loaded, withRun, withStage } from '../support/loaded.js'
import { MessageList, renderChat } from '../support/renders.js'
import { ChatRoom, ThreadStage } from '../support/ThreadStage.js'

const meta = {
  title: 'Parts/Composer',
  loaders: [withStage()],
  render: (_args, context) => (
    <ThreadStage stage={loaded(context).stage}>
      <Composer.Root>
        <Composer.Input />
        <Composer.Send />
      </Composer.Root>
    </ThreadStage>
  ),
} satisfies Meta

export default meta

/** Nothing to send yet: the button is in reach of the keyboard, and does nothing. */
export const Empty: StoryObj = {
  play: async ({ canvasElement }) => {
    const send = within(canvasElement).getByRole('button', { name: 'Send' })
    await expect(send).toHaveAttribute('aria-disabled', 'true')
  },
}

/** Shift+Enter makes a line; what is written stays until it is sent. */
export const Written: StoryObj = {
  play: async ({ canvasElement }) => {
    const input = within(canvasElement).getByRole('textbox', { name: 'Message' })
    await userEvent.type(input, 'One line{Shift>}{Enter}{/Shift}and another')
    await expect(input).toHaveValue('One line\nand another')
  },
}

/** Nobody is there to answer. */
export const NoAssistant: StoryObj = {
  render: (_args, context) => (
    <ThreadStage stage={loaded(context).stage} assistantId={undefined}>
      <Composer.Root>
        <Composer.Input />
        <Composer.Send />
      </Composer.Root>
    </ThreadStage>
  ),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.type(page.getByRole('textbox'), 'Is anyone there?{Enter}')
    await expect(page.getByRole('textbox')).toHaveValue('Is anyone there?')
    await expect(page.getByRole('button')).toHaveAttribute('title', 'Choose an assistant first.')
  },
}

/** The run asks, and something else is written: it can wait, or the question can be gone to or given up. */
export const Busy: StoryObj = {
  loaders: [withRun('What is the weather in Bergen?')],
  render: renderChat,
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByText('Send the answer')).toBeVisible())
    const input = page.getByRole('textbox', { name: 'Message' })
    await userEvent.type(input, 'And pack an umbrella{Enter}')
    await waitFor(() =>
      expect(page.getByText('Waits until the assistant has its answer')).toBeVisible(),
    )
    await userEvent.type(input, 'And boots')
    await expect(page.getByText(/What you send waits until it has it/)).toBeVisible()
  },
}

/** The server refuses the message: the words stay, with a way to send them again or take them back. */
export const Refused: StoryObj = {
  loaders: [async () => ({ stage: await createStage(), threadId: 'thread_that_does_not_exist' })],
  render: (_args, context) => {
    const { stage, threadId } = loaded(context)
    return (
      <ChatRoom>
        <ThreadStage stage={stage} threadId={threadId}>
          <MessageList />
          <Composer.Root>
            <Composer.Input />
            <Composer.Send />
          </Composer.Root>
        </ThreadStage>
      </ChatRoom>
    )
  },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.type(page.getByRole('textbox'), 'Do not lose me{Enter}')
    await waitFor(() => expect(page.getByText('Not sent.')).toBeVisible())
    await expect(page.getByText('Do not lose me')).toBeVisible()
    await userEvent.click(page.getByRole('button', { name: 'Take back' }))
    await expect(page.getByRole('textbox')).toHaveValue('Do not lose me')
  },
}

const full = () => Promise.reject(new DOMException('No room is left.', 'QuotaExceededError'))

/** The browser keeps nothing, as in a private window or on a full disk: the words stay in the page, which says so. */
export const NotSaved: StoryObj = {
  loaders: [withStage({ storage: { read: full, write: full, remove: full } })],
  render: renderChat,
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const input = await page.findByRole('textbox', { name: 'Message' })
    await userEvent.type(input, 'Do not close this page')
    await waitFor(() => expect(page.getByText(/Not saved on this device/)).toBeVisible())
    await expect(input).toHaveValue('Do not close this page')
  },
}
