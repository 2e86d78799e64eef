import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { defineTool, forms, type ToolSet } from '../../src/index.js'
import { scripted } from '../../src/server/index.js'
import { travel } from '../support/createStage.js'
import { loaded, question, withRun } from '../support/loaded.js'
import { renderChat, renderForm } from '../support/renders.js'

/** What a call goes through before, while and after it is answered. */
const meta = {
  title: 'Parts/ToolOutputForm/Calls',
  loaders: [withRun(question)],
  render: renderForm,
} satisfies Meta

export default meta

/** The model asks for the weather and books a trip, both at once. */
const mixed = scripted({
  script: ({ messages }) =>
    messages.some(({ type }) => type === 'tool-output')
      ? [{ type: 'text', text: 'Thank you.' }]
      : (['get_weather', 'book_trip'] as const).flatMap((name) => [
          { type: 'tool-call' as const, id: `call_${name}`, name },
          { type: 'tool-arguments' as const, id: `call_${name}`, arguments: '{"city":"Lisbon"}' },
        ]),
})

/** A person tells the weather, and the trip is booked like this. */
const booking = (book: object): ToolSet => ({
  ...travel,
  book_trip: defineTool({ label: 'Booking', ...book }),
})
const withBooking = (book: object) =>
  withRun('Please go on.', { model: mixed, tools: booking(book) })

const never = () => new Promise<string>(() => {})
const fail = () => {
  throw new Error('The airline does not answer')
}

const pageOf = async (canvasElement: HTMLElement) => {
  const page = within(canvasElement)
  await waitFor(() => expect(page.getByRole('form')).toBeVisible())
  return page
}
const writeAll = async (canvasElement: HTMLElement) => {
  const page = within(canvasElement)
  const fields = await page.findAllByRole('textbox', { name: /^Answer to/ })
  for (const field of fields) await userEvent.type(field, '24 °C')
  return page
}

/** It tells how far it is, and can be stopped. */
export const RunsByItself: StoryObj = {
  loaders: [
    withBooking({
      execute: (_args: object, { progress }: { progress: (to: object) => void }) => {
        progress({ fraction: 0.4, note: 'Asking the airline for seats' })
        return never()
      },
    }),
  ],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await expect(await page.findByText('Asking the airline for seats')).toBeVisible()
    await expect(page.getByRole('progressbar')).toHaveAttribute('value', '0.4')
  },
}

/** The person stopped it, and answers in its place, or tries again. */
export const Stopped: StoryObj = {
  loaders: [withBooking({ execute: never })],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await userEvent.click(await page.findByRole('button', { name: 'Stop it' }))
    await expect(await page.findByText(/You stopped it/)).toBeVisible()
  },
}

/** It failed, and the model will be told so; the rest is still to be answered. */
export const Failed: StoryObj = {
  loaders: [withBooking({ execute: fail })],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await expect(
      await page.findByText('Failed: The airline does not answer. The assistant is told so.'),
    ).toBeVisible()
  },
}

/** It failed, and the person is asked in its place. */
export const HandedOver: StoryObj = {
  loaders: [withBooking({ execute: fail, onError: 'ask' })],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await expect(await page.findByText(/Please answer in its place/)).toBeVisible()
    await expect(page.getAllByRole('textbox')).toHaveLength(2)
  },
}

/** It took longer than its tool allows. */
export const TimedOut: StoryObj = {
  loaders: [withBooking({ execute: never, timeout: 50, onError: 'ask' })],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await expect(await page.findByText(/It took too long/)).toBeVisible()
  },
}

/** It failed, and its tool says that the run fails with it: the run is stopped, with the reason. */
export const FailsTheRun: StoryObj = {
  loaders: [withBooking({ execute: fail, onError: 'fail' })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(
      await page.findByText(/The run was stopped, because what it asked for could not be done/),
    ).toBeVisible()
  },
}

/** The first is left unanswered, so that the others can be sent. */
export const LeftUnanswered: StoryObj = {
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    const [first] = await page.findAllByRole('button', { name: 'Leave unanswered' })
    if (!first) throw new Error('there is no such button')
    await userEvent.click(first)
    await expect(await page.findByText(/Left unanswered/)).toBeVisible()
  },
}

/** Less than two minutes are left. */
export const TwoMinutesLeft: StoryObj = {
  loaders: [withRun(question, { lifetime: 110 })],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await expect(page.getByText(/Answer by/)).toHaveAttribute('data-urgency', 'soon')
    await expect(page.getByRole('status')).toHaveTextContent('less than 2 minutes left')
  },
}

/** Less than half a minute is left. */
export const ThirtySecondsLeft: StoryObj = {
  loaders: [withRun(question, { lifetime: 25 })],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await expect(page.getByText(/Answer by/)).toHaveAttribute('data-urgency', 'last')
    await expect(page.getByRole('status')).toHaveTextContent('less than 30 seconds left')
  },
}

/** The time is up and the server cannot be asked: nothing can be sent, and nothing is lost. */
export const Locked: StoryObj = {
  loaders: [withRun(question, { lifetime: 4 })],
  play: async (context) => {
    const page = await writeAll(context.canvasElement)
    loaded(context).stage.network.add({ failBefore: true })
    await waitFor(() => expect(page.getByRole('form')).toHaveAttribute('data-state', 'locked'), {
      timeout: 20_000,
    })
    await expect(page.getAllByRole('textbox')[0]).toHaveValue('24 °C')
  },
}

/** The run has expired: a new one is started with what was written. */
export const StartAgain: StoryObj = {
  loaders: [withRun(question, { lifetime: 4 })],
  play: async (context) => {
    const page = await writeAll(context.canvasElement)
    const again = await page.findByRole('button', { name: /Start again/ }, { timeout: 6_000 })
    loaded(context).stage.setLifetime(600)
    await userEvent.click(again)
    await waitFor(() => expect(page.getByRole('form')).toHaveAttribute('data-state', 'open'))
    await expect(page.getAllByRole('textbox')[0]).toHaveValue('24 °C')
  },
}

/** The run has expired, and nothing is started yet. */
export const Expired: StoryObj = {
  loaders: [withRun(question, { lifetime: 4 })],
  play: async ({ canvasElement }) => {
    const page = await writeAll(canvasElement)
    await page.findByRole('button', { name: /Start again/ }, { timeout: 6_000 })
    await expect(page.getByText(/Time is up/)).toBeVisible()
  },
}

/** What was written finds no taker, since the assistant did not ask again: it is kept in sight. */
export const Kept: StoryObj = {
  loaders: [withRun(question, { lifetime: 4 })],
  play: async (context) => {
    const page = await writeAll(context.canvasElement)
    const again = await page.findByRole('button', { name: /Start again/ }, { timeout: 6_000 })
    loaded(context).stage.network.add({ operation: 'createRun', failBefore: true })
    await userEvent.click(again)
    await expect(await page.findByText(/Kept from a question/)).toBeVisible()
  },
}

/** The server did not take the answers; they are where they were. */
export const Refused: StoryObj = {
  play: async (context) => {
    const page = await writeAll(context.canvasElement)
    const body = { error: { message: 'Expected tool outputs for call_ids [call_9]' } }
    loaded(context).stage.network.add({
      operation: 'submitToolOutputs',
      answer: { status: 400, body },
    })
    await userEvent.click(page.getByRole('button', { name: /Send/ }))
    await expect(await page.findByText(/The answers were not accepted/)).toBeVisible()
  },
}

/** Somebody else answered, and the run asks for something else by now. */
export const ChangedMeanwhile: StoryObj = {
  loaders: [
    withRun('Please go on.', {
      model: scripted({
        script: ({ messages }) => {
          const about = messages.some(({ type }) => type === 'tool-output') ? 'Oslo' : 'Lisbon'
          const id = `call_${about}`
          return [
            { type: 'tool-call', id, name: 'get_weather' },
            { type: 'tool-arguments', id, arguments: JSON.stringify({ city: about }) },
          ]
        },
      }),
    }),
  ],
  play: async (context) => {
    const { stage, threadId } = loaded(context)
    const page = await writeAll(context.canvasElement)
    const [run] = (await stage.client.listRuns({ thread_id: threadId })).data
    await stage.client.submitToolOutputs({
      thread_id: threadId,
      run_id: run?.id ?? '',
      tool_outputs: [{ tool_call_id: 'call_Lisbon', output: '20 °C' }],
    })
    await userEvent.click(page.getByRole('button', { name: /Send/ }))
    await waitFor(() => expect(page.getByText(/Meanwhile something else is asked/)).toBeVisible())
    await expect(page.getByRole('textbox')).toHaveValue('24 °C')
  },
}

/** The app does not let this person answer one of the calls. */
export const NotAllowed: StoryObj = {
  loaders: [
    withRun(question, {
      canAnswer: ({ function: { arguments: asked } }) =>
        asked.includes('Oslo') ? 'Only the desk in Oslo knows.' : true,
    }),
  ],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await expect(
      page.getByText('You cannot answer this: Only the desk in Oslo knows.'),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: /Send/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  },
}

/** The answer is held for a while and can be taken back; nothing is sent before. */
export const UndoWindow: StoryObj = {
  loaders: [
    withRun(question, {
      tools: { ...travel, get_weather: { ...travel['get_weather'], undoWindow: 60_000 } },
    }),
  ],
  play: async ({ canvasElement }) => {
    const page = await writeAll(canvasElement)
    await userEvent.click(page.getByRole('button', { name: /Send/ }))
    await expect(await page.findByRole('button', { name: 'Undo' })).toBeVisible()
    await expect(page.getByRole('button', { name: /Sending in/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  },
}

/** Several calls ask for approval: one press answers all of them, to be looked over and sent. */
export const ApproveAll: StoryObj = {
  loaders: [
    withRun(question, {
      tools: { ...travel, get_weather: { ...travel['get_weather'], output: forms.approval() } },
    }),
  ],
  play: async ({ canvasElement }) => {
    const page = await pageOf(canvasElement)
    await userEvent.click(await page.findByRole('button', { name: 'Approve all 2' }))
    await waitFor(() =>
      expect(page.getAllByRole('button', { name: 'Clear this answer' })).toHaveLength(2),
    )
  },
}

/** Who answered, when, how and where is kept with the run and seen in its steps. */
export const WhoAnswered: StoryObj = {
  loaders: [withRun(question, { person: 'Mia' })],
  render: renderChat,
  play: async ({ canvasElement }) => {
    const page = await writeAll(canvasElement)
    await userEvent.click(page.getByRole('button', { name: 'Send 2 answers' }))
    await userEvent.click(await page.findByText('Steps'))
    const told = await page.findAllByText(/Answered by Mia/)
    await expect(told[0]).toBeVisible()
  },
}
