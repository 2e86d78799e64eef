import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import { defineTool, type JsonSchema } from '../../src/index.js'
import { asksOnce, sentOf } from '../components/formSupport.js'
import { makeAsked, setStage } from '../components/support.js'
import { drawn, findLayoutFaults, openChat } from './support.js'

const send = (method: string, params: object = {}): Promise<unknown> =>
  // The types of the protocol are no part of Vitest's.
  (cdp() as unknown as { send: (method: string, params: object) => Promise<unknown> }).send(
    method,
    params,
  )

/** From now on these files of the kit cannot be had, as on a line that is lost. */
async function lose(...urls: string[]) {
  await send('Network.enable')
  await send('Network.setBlockedURLs', { urls })
}

const trip = {
  type: 'object',
  properties: {
    city: { type: 'string', title: 'City' },
  },
  required: ['city'],
}
/** No plain pattern: what judges it is loaded for it. */
const coded = {
  type: 'object',
  properties: { code: { type: 'string', pattern: '^(?:[A-Z]{2}|[0-9]{3})-(?:a|b)+$' } },
}

async function openAsk(output: JsonSchema = trip) {
  const stage = await setStage({
    tools: { ask: defineTool({ label: 'Trip', output }) },
    script: asksOnce(['ask', '{}']),
  })
  openChat({ stage, threadId: await makeAsked(stage, 'Ask me') })
  const field = await screen.findByRole('textbox', { name: /^Answer to Trip/ })
  return { stage, field }
}

const isBroken = () => screen.findByText(/The form could not be loaded/, {}, { timeout: 4_000 })
const loadForm = () => screen.getByRole('button', { name: 'Load the form' })

beforeEach(() => page.viewport(390, 800))
afterEach(() => lose())

// A browser keeps to what it could not load until the page is loaded anew, so the order matters here: what can be had at
// last is lost last.
describe('a part of the page that cannot be loaded', () => {
  it('is said, and the answer is written as JSON and sent without it (scenario 21)', async () => {
    await lose('*/tool-output-form/form/*')
    const { stage, field } = await openAsk()
    expect(await isBroken()).toBeVisible()
    expect(screen.getByRole('alert')).toHaveTextContent(/write the answer here as JSON/)

    // Pressed in vain: it is said once more, and the focus stays.
    await userEvent.click(field)
    await userEvent.keyboard('{{"city":7}')
    await userEvent.click(loadForm())
    await isBroken()
    expect(document.activeElement).toBe(loadForm())
    expect(field).toHaveValue('{"city":7}')

    // It is checked as ever.
    const button = screen.getByRole('button', { name: 'Send the answer' })
    await userEvent.click(button)
    await drawn()
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    await userEvent.fill(field, '{"city":"Porto"}')
    await userEvent.click(button)
    await waitFor(() => expect(sentOf(stage)).toEqual(['{"city":"Porto"}']))
  })

  it('keeps an answer that cannot be checked from being sent, says so, and leaves it as it is', async () => {
    await lose('*/tool-output-form/form/*', '*/schema/checkPattern*')
    const { stage, field } = await openAsk(coded)
    await isBroken()
    await userEvent.click(field)
    await userEvent.keyboard('{{"code":"AB-a"}')
    const button = screen.getByRole('button', { name: 'Send the answer' })
    for (let press = 0; press < 2; press++) {
      await userEvent.click(button)
      expect(await screen.findByText(/A part of this page could not be loaded/)).toBeVisible()
    }
    expect(button).toHaveFocus()
    expect(field).toHaveValue('{"code":"AB-a"}')
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    expect(findLayoutFaults()).toEqual([])
  })
})
