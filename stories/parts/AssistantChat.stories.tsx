import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { question, withRun, withStage } from '../support/loaded.js'
import { renderChat } from '../support/renders.js'

/** A whole conversation, ready-made of the other parts. The walks show it at work. */
const meta = {
  title: 'Parts/AssistantChat',
  render: renderChat,
} satisfies Meta

export default meta

/** No thread yet: the first message begins one. */
export const New: StoryObj = {
  loaders: [withStage()],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(page.getByText('Nothing has been said yet.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeEnabled()
  },
}

/** A question, its answer, and a status that says no more than that. */
export const Answered: StoryObj = {
  loaders: [withRun('Hello')],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getAllByRole('article')).toHaveLength(2))
    await waitFor(() => expect(page.getByRole('status')).toHaveTextContent('Answered'))
  },
}

/** The run has stopped and asks: the form stands where the answer will, and the composer stays in reach. */
export const Asking: StoryObj = {
  loaders: [withRun(question)],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() =>
      expect(page.getByRole('textbox', { name: 'Answer to Weather: Lisbon' })).toBeVisible(),
    )
    await expect(page.getByRole('button', { name: 'Send 2 answers' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible()
  },
}

/** The model failed: the cause, whether trying again helps, and the button for it. */
export const Failed: StoryObj = {
  loaders: [withRun('Please fail')],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByRole('alert')).toHaveTextContent('Trying again may help'))
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}
