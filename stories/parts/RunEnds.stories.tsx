import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import {
  ModelError,
  type ModelErrorCode,
  type ModelPart,
  scripted,
} from '../../src/server/index.js'
import { type Bend, bends } from '../../src/testing/index.js'
import { question, withMessage, withRun } from '../support/loaded.js'
import { renderStatus } from '../support/renders.js'

/** Every way in which a run can end: the cause, whether trying again can help, and the next step. */
const meta = {
  title: 'Parts/RunStatus/Ends',
  render: renderStatus,
} satisfies Meta

export default meta

interface End {
  /** What the model does: says something, or fails. */
  model: () => ModelPart[]
  bend?: Bend
  cause: string
  words: string
  /** The button that is the way on; null where no button is. */
  button: string | null
}

const fails = (code: ModelErrorCode, message: string) => (): ModelPart[] => {
  throw new ModelError(code, message)
}
const stops = (reason: 'length' | 'content_filter') => (): ModelPart[] => [
  { type: 'text', text: 'As far as I have come' },
  { type: 'finish', reason },
]
const run = (members: Record<string, unknown>): Bend => bends.setMembers('thread.run', members)

/** A message that nobody has answered yet; the story asks for the answer, and shows how it ends. */
const ends = ({ model, bend, cause, words, button }: End): StoryObj => ({
  loaders: [
    withMessage('user', 'Tell me everything', {
      model: scripted({ script: model }),
      ...(bend && { bends: [bend] }),
    }),
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.click(await page.findByRole('button', { name: 'Ask for an answer' }))
    await expect(await page.findByText(new RegExp(words))).toHaveAttribute('data-cause', cause)
    const buttons = page.queryAllByRole('button').map(({ textContent }) => textContent)
    await expect(buttons).toEqual(button === null ? [] : [button])
  },
})

/** Something broke, and may work the next time. */
export const ServerError = ends({
  model: fails('server_error', 'The model tripped over a cable.'),
  cause: 'server_error',
  words: 'Something broke on the server',
  button: 'Try again',
})

/** It helps to wait. */
export const RateLimit = ends({
  model: fails('rate_limit_exceeded', 'Limit reached: 10 requests a minute.'),
  cause: 'rate_limit_exceeded',
  words: 'Wait a little, then try again',
  button: 'Try again',
})

/** It does not help to wait. Servers call this a rate limit, too. */
export const OutOfCredit = ends({
  model: fails('rate_limit_exceeded', 'You exceeded your current quota.'),
  cause: 'insufficient_quota',
  words: 'waiting does not help',
  button: null,
})

/** The same again would be refused again. */
export const InvalidPrompt = ends({
  model: fails('invalid_prompt', 'The prompt was flagged.'),
  cause: 'invalid_prompt',
  words: 'Change the message',
  button: null,
})

/** A code that the protocol does not name: the server's own words are all there is. */
export const UnknownCode = ends({
  model: fails('server_error', ''),
  bend: run({ last_error: { code: 'tokens_on_strike', message: 'The tokens want more.' } }),
  cause: 'failed',
  words: 'The tokens want more',
  button: 'Try again',
})

/** Cut at the length limit: the rest can be asked for. */
export const LengthLimit = ends({
  model: stops('length'),
  cause: 'max_completion_tokens',
  words: 'reached its length limit',
  button: 'Ask for the rest',
})

/** The conversation no longer fits. */
export const TooMuchToRead = ends({
  model: stops('length'),
  bend: run({ incomplete_details: { reason: 'max_prompt_tokens' } }),
  cause: 'max_prompt_tokens',
  words: 'Start a new one',
  button: null,
})

/** Withheld by a filter. */
export const Filtered = ends({
  model: stops('content_filter'),
  cause: 'content_filter',
  words: 'content filter withheld',
  button: null,
})

/** Cut short, and the server does not say why. */
export const CutWithoutReason = ends({
  model: stops('length'),
  bend: run({ incomplete_details: null }),
  cause: 'incomplete',
  words: 'gave no reason',
  button: 'Try again',
})

/** Nobody answered what it asked. */
export const ExpiredUnanswered: StoryObj = {
  loaders: [withRun(question, { lifetime: 2 })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await page.findByText(/What it asked was not answered in time/, {}, { timeout: 8_000 })
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** Stopped by the person, which is no alarm. */
export const Stopped: StoryObj = {
  loaders: [withRun(question)],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.click(await page.findByRole('button', { name: 'Stop' }))
    await page.findByText(/It was stopped/, {}, { timeout: 4_000 })
    await expect(page.queryByRole('alert')).toBeNull()
    await waitFor(() => expect(page.getByRole('button', { name: 'Try again' })).toBeVisible())
  },
}
