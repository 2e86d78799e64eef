import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { type Params, toolDefinitions } from '../../src/index.js'
import { createStage, type Stage } from '../support/createStage.js'
import { InboxRoom } from '../support/InboxRoom.js'
import { prepareRun } from '../support/prepareRun.js'

interface Room {
  stage: Stage
  titles: Record<string, string>
}

/** Threads in which something is asked, and how many seconds each leaves to answer. */
const withThreads =
  (...asked: [text: string, seconds: number, isSecondDesk?: boolean][]) =>
  async (): Promise<Room> => {
    const stage = await createStage()
    const second = await stage.client.createAssistant({
      name: 'Night desk',
      model: 'scripted',
      tools: toolDefinitions(stage.tools),
    } satisfies Params<'createAssistant'>)
    const titles: Record<string, string> = {}
    for (const [text, seconds, isSecondDesk] of asked) {
      stage.setLifetime(seconds)
      const assistantId = isSecondDesk ? second.id : stage.travelDesk
      titles[await prepareRun(stage, assistantId, text)] = text
    }
    return { stage, titles }
  }

const several = withThreads(
  ['What is the weather in Bergen?', 600],
  ['What is the weather in Lisbon and in Oslo?', 300, true],
  ['What is the weather on Mars?', 480],
)

const meta = {
  title: 'Parts/ActionInbox',
  parameters: { layout: 'fullscreen' },
  render: (_args, { loaded }) => <InboxRoom {...(loaded as unknown as Room)} />,
} satisfies Meta

export default meta

const items = (canvasElement: HTMLElement) =>
  [...canvasElement.querySelectorAll('li')].map(({ textContent }) => textContent)

/** Nothing waits in any conversation. */
export const Empty: StoryObj = {
  loaders: [withThreads(['Hello', 600])],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByText('Nothing waits for you.')).toBeVisible(), {
      timeout: 4_000,
    })
  },
}

/** Three conversations wait; what ends first is at the top. Found one after the other, one request a second. */
export const Several: StoryObj = {
  loaders: [several],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getAllByRole('listitem')).toHaveLength(3), { timeout: 8_000 })
    const [first, second, third] = items(canvasElement)
    await expect(first).toMatch(/Lisbon and in Oslo/)
    await expect(second).toMatch(/Mars/)
    await expect(third).toMatch(/Bergen/)
    await expect(page.getByRole('img', { name: '3 questions wait for you' })).toBeVisible()
  },
}

/** By keyboard: down to the second, into its first empty field, and back. */
export const Triage: StoryObj = {
  loaders: [several],
  play: async ({ canvasElement, context }) => {
    await Several.play?.(context)
    const page = within(canvasElement)
    const [first] = page.getAllByRole('listitem')
    first?.querySelector('button')?.focus()
    await userEvent.keyboard('j{Enter}')
    const answer = await page.findByRole('textbox', { name: 'Answer to Weather: Mars' })
    await waitFor(() => expect(answer).toHaveFocus())
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(document.activeElement).toHaveTextContent('Mars'))
  },
}

/** Less than two minutes are left. */
export const Urgent: StoryObj = {
  loaders: [
    withThreads(['What is the weather in Bergen?', 600], ['What is the weather on Mars?', 100]),
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(() => expect(page.getByText('Soon over:')).toBeVisible(), { timeout: 6_000 })
    await waitFor(() => expect(page.getAllByRole('listitem')).toHaveLength(2), { timeout: 6_000 })
    await expect(items(canvasElement)[0]).toMatch(/Mars/)
  },
}

/** One conversation could not be looked at; the others are. */
export const Refused: StoryObj = {
  loaders: [
    async () => {
      const room = await withThreads(
        ['What is the weather in Bergen?', 600],
        ['What is the weather on Mars?', 300],
      )()
      const body = { error: { message: 'It belongs to another person.' } }
      room.stage.network.add({ operation: 'listRuns', nth: 1, answer: { status: 403, body } })
      return room
    },
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await waitFor(
      () => expect(page.getByText(/One conversation could not be looked at/)).toBeVisible(),
      { timeout: 6_000 },
    )
    await waitFor(() => expect(page.getAllByRole('listitem')).toHaveLength(1), { timeout: 6_000 })
  },
}
