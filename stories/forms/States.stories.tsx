import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test'
import { asks, withAsk } from '../support/asking.js'
import { renderChat, renderForm } from '../support/renders.js'

const meta = { title: 'Forms/States and faults', render: renderForm } satisfies Meta

export default meta

const booking = {
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name' },
    nights: { type: 'integer', title: 'Nights', minimum: 1, maximum: 14 },
    rooms: { type: 'array', title: 'Rooms', items: { enum: ['Single', 'Double'] }, minItems: 1 },
  },
  required: ['name', 'nights', 'rooms'],
}

const open = async (canvasElement: HTMLElement) => {
  const page = within(canvasElement)
  await waitFor(() => page.getByText('What will be sent'))
  return page
}

/** Sent too early: each field says what it lacks, a list leads to them, the first has the focus. */
export const Faults: StoryObj = asks(booking, {
  play: async ({ canvasElement }) => {
    const page = await open(canvasElement)
    await userEvent.type(page.getByLabelText('Nights'), '30')
    await userEvent.click(page.getByRole('button', { name: 'Send the answer' }))
    await waitFor(() => expect(page.getByLabelText('Name')).toHaveFocus())
    await expect(page.getByLabelText('Nights')).toHaveAccessibleDescription(/at most 14/)
    await expect(
      within(page.getByRole('list', { name: 'What is still to be done' })).getAllByRole('listitem'),
    ).toHaveLength(3)
  },
})

/** The same answer as JSON. */
export const AsJson: StoryObj = asks(booking, {
  play: async ({ canvasElement }) => {
    const page = await open(canvasElement)
    await userEvent.type(page.getByLabelText('Name'), 'Ada')
    await userEvent.click(page.getByRole('button', { name: 'JSON' }))
    await expect(page.getByLabelText<HTMLTextAreaElement>(/as JSON$/).value).toContain('"Ada"')
  },
})

/** JSON that is no JSON yet stays as it is written; the form waits for it. */
export const BrokenJson: StoryObj = asks(booking, {
  play: async ({ canvasElement }) => {
    const page = await open(canvasElement)
    await userEvent.click(page.getByRole('button', { name: 'JSON' }))
    const field = page.getByLabelText(/as JSON$/)
    await fireEvent.change(field, { target: { value: '{ "name": "Ada", ' } })
    await expect(field).toBeInvalid()
    await expect(page.getByRole('button', { name: 'Form' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  },
})

/** The very text that will be sent. */
export const Preview: StoryObj = asks(
  { type: 'object', properties: { sure: { type: 'boolean', title: 'Sure', default: true } } },
  {
    play: async ({ canvasElement }) => {
      const page = await open(canvasElement)
      await userEvent.click(page.getByText('What will be sent'))
      await waitFor(() => expect(page.getByText('{"sure":true}')).toBeVisible())
    },
  },
)

/** Stopped before it was sent: what was filled in stays to be read. */
export const Over: StoryObj = asks(booking, {
  play: async ({ canvasElement }) => {
    const page = await open(canvasElement)
    await userEvent.type(page.getByLabelText('Name'), 'Ada')
    await userEvent.click(page.getByRole('button', { name: 'Stop' }))
    await waitFor(() => expect(page.getByLabelText('Name')).toHaveAttribute('readonly'), {
      timeout: 4_000,
    })
    await expect(page.getByLabelText('Name')).toHaveValue('Ada')
  },
})

/** Arguments that are no JSON are shown as they are, and can be answered all the same. */
export const BadArguments: StoryObj = {
  loaders: [withAsk({ output: booking }, '{"order": "A-10')],
  play: async ({ canvasElement }) => {
    const page = await open(canvasElement)
    await expect(page.getByText('{"order": "A-10')).toBeVisible()
    await expect(page.getByLabelText('Name')).toBeEnabled()
  },
}

/** A schema that means harm is drawn as far as it can be; what is not enforced is said. */
export const Hostile: StoryObj = asks(
  {
    type: 'object',
    properties: {
      endless: { $ref: '#/properties/endless' },
      pattern: { type: 'string', title: 'Pattern', pattern: '^(a+)+$' },
      huge: { type: 'array', title: 'Huge', items: { type: 'string' }, minItems: 1_000_000_000 },
      self: { $ref: '#' },
    },
  },
  {
    play: async ({ canvasElement }) => {
      const page = await open(canvasElement)
      await expect(page.getByLabelText(/^Pattern/)).toHaveAccessibleDescription(/Not checked here/)
    },
  },
)

/** An app's own UI that breaks: the form takes its place. */
export const BrokenUi: StoryObj = {
  loaders: [
    withAsk({
      output: booking,
      render: () => {
        throw new Error('This map could not be drawn.')
      },
    }),
  ],
  // React says what was caught, which is what this story is about.
  tags: ['!test'],
  play: async ({ canvasElement }) => {
    const page = await open(canvasElement)
    await expect(page.getByText(/could not be shown in its own way/)).toBeVisible()
  },
}

const questions = Array.from({ length: 40 }, (_, at) => `Question ${at + 1}`)

/** Taller than the room of its thread: it opens at its beginning, and leaves the focus where it was. */
export const TallerThanItsRoom: StoryObj = {
  loaders: [
    withAsk({
      label: 'Survey',
      output: {
        type: 'object',
        properties: Object.fromEntries(
          questions.map((title) => [title, { type: 'string', title }]),
        ),
        required: questions,
      },
    }),
  ],
  render: renderChat,
  play: async ({ canvasElement }) => {
    const page = await open(canvasElement)
    await waitFor(() => expect(page.getByLabelText('Question 1')).toBeVisible())
    await expect(document.body).toHaveFocus()
  },
}
