import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { type Model, scripted } from '../../src/server/index.js'
import { question, withRun } from '../support/loaded.js'
import { renderForm } from '../support/renders.js'

const meta = {
  title: 'Parts/ToolOutputForm',
  loaders: [withRun(question)],
  render: renderForm,
} satisfies Meta

export default meta

const fieldsOf = async (canvasElement: HTMLElement) => {
  const page = within(canvasElement)
  await waitFor(() => expect(page.getAllByRole('textbox')).toHaveLength(2))
  return page.getAllByRole('textbox')
}

/** Begins to ask, and never comes to the end of it. */
const writing: Model = async function* ({ signal }) {
  yield { type: 'tool-call', id: 'call_1', name: 'get_weather' }
  yield { type: 'tool-arguments', id: 'call_1', arguments: '{"city": "Lisbon", "day": "tom' }
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
}

/** What is about to be asked shows while the assistant still writes it. */
export const Coming: StoryObj = {
  loaders: [withRun(question, { model: writing, waits: false })],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(
      await page.findByText('The assistant is still writing this…', {}, { timeout: 4_000 }),
    ).toBeVisible()
    await expect(page.queryByRole('form')).toBeNull()
  },
}

/** Two calls wait for two answers. */
export const Asking: StoryObj = {
  play: async ({ canvasElement }) => {
    const [lisbon, oslo] = await fieldsOf(canvasElement)
    await expect(lisbon).toHaveAccessibleName('Answer to Weather: Lisbon')
    await expect(oslo).toHaveAccessibleName('Answer to Weather: Oslo')
  },
}

/** Submitted too early: nothing is sent, the first empty field has the focus, each says what it lacks. */
export const Missing: StoryObj = {
  play: async ({ canvasElement }) => {
    const [lisbon, oslo] = await fieldsOf(canvasElement)
    if (!lisbon || !oslo) throw new Error('two fields')
    const page = within(canvasElement)
    await userEvent.type(lisbon, '24 °C')
    await userEvent.click(page.getByRole('button', { name: 'Send 2 answers' }))
    await waitFor(() => expect(oslo).toHaveFocus())
    await expect(oslo).toHaveAccessibleDescription('This still needs an answer.')
    await expect(lisbon).toHaveValue('24 °C')
    await expect(page.getByRole('alert')).toHaveTextContent('One answer is still missing.')
  },
}

/** The run was stopped before the answers were sent: what was written stays to be read. */
export const Over: StoryObj = {
  play: async ({ canvasElement }) => {
    const [lisbon] = await fieldsOf(canvasElement)
    if (!lisbon) throw new Error('a field')
    const page = within(canvasElement)
    await userEvent.type(lisbon, '24 °C')
    await userEvent.click(page.getByRole('button', { name: 'Stop' }))
    await waitFor(() => expect(page.getByRole('status')).toHaveTextContent('Stopped'), {
      timeout: 4_000,
    })
    await expect(lisbon).toHaveValue('24 °C')
    await expect(lisbon).toHaveAttribute('readonly')
    await expect(page.queryByRole('button', { name: /Send/ })).toBeNull()
  },
}

/** The model wrote arguments that are no JSON: they are shown as they are, and can be answered. */
export const BadArguments: StoryObj = {
  loaders: [
    withRun('Ask with broken arguments', {
      model: scripted({
        script: () => [
          { type: 'tool-call', id: 'call_1', name: 'get_weather' },
          { type: 'tool-arguments', id: 'call_1', arguments: '{"city": "Lis' },
          { type: 'finish', reason: 'stop' },
        ],
      }),
    }),
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByText('{"city": "Lis')).toBeVisible())
    await expect(page.getByRole('textbox')).toHaveAccessibleName('Answer to Weather')
  },
}
