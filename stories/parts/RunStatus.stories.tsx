import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { dialects } from '../../src/index.js'
import { bends } from '../../src/testing/index.js'
import { question, withMessage, withRun, withStage } from '../support/loaded.js'
import { renderStatus } from '../support/renders.js'

const meta = {
  title: 'Parts/RunStatus',
  render: renderStatus,
} satisfies Meta

export default meta

const says =
  (words: string): NonNullable<StoryObj['play']> =>
  async ({ canvasElement }) => {
    const status = within(canvasElement).getByRole('status')
    // A run that is followed by asking is asked about once a second.
    await waitFor(() => expect(status).toHaveTextContent(words), { timeout: 4_000 })
  }

/** Nothing has been asked yet: no words, no button. */
export const Idle: StoryObj = {
  loaders: [withStage()],
  play: async ({ canvasElement }) => {
    await expect(within(canvasElement).getByRole('status')).toBeEmptyDOMElement()
    await expect(within(canvasElement).queryByRole('button')).toBeNull()
  },
}

/** A run that was going on when the person came: its stream is taken up again, word by word. */
export const Running: StoryObj = {
  loaders: [withRun('Tell me a long story', { pace: 400, waits: false })],
  play: says('Working…'),
}

/** The same on a server whose streams cannot be taken up again: it is asked about now and then. */
export const Polling: StoryObj = {
  loaders: [
    withRun('Tell me a long story', { pace: 400, waits: false, dialect: dialects.generic }),
  ],
  play: says('Working, without live text'),
}

/** A status that the protocol does not name counts as going on, and can be stopped. */
export const UnknownStatus: StoryObj = {
  loaders: [
    withRun('Tell me a long story', {
      pace: 400,
      waits: false,
      dialect: dialects.generic,
      bends: [bends.setMembers('thread.run', { status: 'pondering' })],
    }),
  ],
  play: async (context) => {
    const page = within(context.canvasElement)
    await page.findByText('Working (unrecognised state)…', {}, { timeout: 4_000 })
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  },
}

/** Nothing was heard of the run for as long as the app is patient: the person waits on, or stops it. */
export const Overdue: StoryObj = {
  loaders: [withRun('Tell me a long story', { pace: 60_000, waits: false, patience: 1_000 })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const wait = await page.findByRole('button', { name: 'Keep waiting' }, { timeout: 8_000 })
    await expect(wait).toBeVisible()
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
  },
}

/** A server without a way to cancel a run: that is said once it turns out, and the run goes on. */
export const CannotStop: StoryObj = {
  loaders: [
    withRun('Tell me a long story', {
      pace: 400,
      waits: false,
      bends: [bends.lacksRoutes(404, 'cancelRun')],
    }),
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.click(await page.findByRole('button', { name: 'Stop' }))
    await expect(
      await page.findByText('This server cannot stop a run.', {}, { timeout: 4_000 }),
    ).toBeVisible()
  },
}

/** The run waits for a person. */
export const Asking: StoryObj = {
  loaders: [withRun(question)],
  play: says('Your answers are needed: 2 questions'),
}

/** All is well: one word, and the steps for those who want them. */
export const Completed: StoryObj = {
  loaders: [withRun('Hello')],
  play: says('Answered'),
}

/** The model failed: why, and a way on. */
export const Failed: StoryObj = {
  loaders: [withRun('Please fail')],
  play: async (context) => {
    await says('The run failed')(context)
    const page = within(context.canvasElement)
    await expect(page.getByRole('alert')).toHaveTextContent('Trying again may help')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** Cut at a limit. */
export const Incomplete: StoryObj = {
  loaders: [withRun('Run into the limit')],
  play: says('The answer is cut short'),
}

/** Nobody answered in time. */
export const Expired: StoryObj = {
  loaders: [withRun(question, { lifetime: 0 })],
  play: says('The run expired'),
}

/** Stop was pressed while the run asked. */
export const Stopped: StoryObj = {
  loaders: [withRun(question)],
  play: async (context) => {
    await says('Your answers are needed')(context)
    const page = within(context.canvasElement)
    await userEvent.click(page.getByRole('button', { name: 'Stop' }))
    await says('Stopped')(context)
  },
}

/** A message that no run answers, as after a crash between the two: it is said, and nothing runs by itself. */
export const Unanswered: StoryObj = {
  loaders: [withMessage('user', 'Is anyone there?')],
  play: async (context) => {
    const page = within(context.canvasElement)
    const ask = await page.findByRole('button', { name: 'Ask for an answer' })
    await userEvent.click(ask)
    await says('Answered')(context)
    await expect(page.queryByText(/not been answered/)).toBeNull()
  },
}
