import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { defineTool, type ExecuteContext } from '../../src/index.js'
import { city, makeAsked, setStage, showChat } from './support.js'

const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words), { timeout: 4_000 })

/** A chat whose run asks for one call that a test carries out by hand. */
async function showHeld(more: object = {}) {
  const calls: (ExecuteContext & {
    end: (output: string) => void
    fail: (error: Error) => void
  })[] = []
  const tools = {
    get_weather: defineTool({
      label: 'Weather',
      parameters: city,
      ...more,
      execute: (_args, context) =>
        new Promise<string>((end, fail) => calls.push({ ...context, end, fail })),
    }),
  }
  const stage = await setStage({ tools })
  const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
  const shown = showChat(stage, { threadId })
  const group = within(await screen.findByRole('group', { name: 'Weather' }))
  await group.findByText('Runs automatically…')
  // What checks its arguments is loaded with the first call.
  await waitFor(() => expect(calls).not.toHaveLength(0))
  const last = () => {
    const call = calls.at(-1)
    if (!call) throw new Error('nothing runs')
    return call
  }
  return { ...shown, stage, group, calls, last }
}

describe('a call that runs by itself', () => {
  it('shows how far it is, and what came of it', async () => {
    const { group, last } = await showHeld()
    const bar = group.getByRole('progressbar', { name: 'Progress of Weather' })
    expect(bar).not.toHaveAttribute('value')
    last().progress({ fraction: 0.5, note: 'Asking the thermometer' })
    await group.findByText('Asking the thermometer')
    expect(bar).toHaveAttribute('value', '0.5')
    last().end('3 °C')
    await says('Answered')
  })

  it('is stopped by the person, who answers in its place', async () => {
    const { user, stage, group, last } = await showHeld()
    await user.click(group.getByRole('button', { name: 'Stop it' }))
    await group.findByText(/You stopped it, and it may be done in part\./)
    expect(last().signal.aborted).toBe(true)
    await user.type(group.getByRole('textbox'), '4 °C')
    await user.click(screen.getByRole('button', { name: 'Send the answer' }))
    await says('Answered')
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
    expect(screen.getByText(/Bergen: 4 °C/)).toBeVisible()
  })

  it('says that it took too long', async () => {
    const { group } = await showHeld({ timeout: 20, onError: 'ask' })
    await group.findByText(/Could not be done automatically: It took too long\./)
    expect(group.getByRole('button', { name: 'Try it again' })).toBeVisible()
  })

  it('holds the answers back while it runs, and says so', async () => {
    const { user, stage } = await showHeld()
    await user.click(screen.getByRole('button', { name: 'Send the answer' }))
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'One call still runs automatically. The answers can be sent once it is done or stopped.',
    )
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
  })

  it('stops the run with its reason, where its tool says so', async () => {
    const { last } = await showHeld({ onError: 'fail' })
    last().fail(new Error('The thermometer is gone'))
    await says('Stopped')
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The run was stopped, because what it asked for could not be done. The thermometer is gone.',
    )
  })
})

describe('a call that is left unanswered', () => {
  it('lets the others go, and can be answered after all', async () => {
    const stage = await setStage()
    const threadId = await makeAsked(stage)
    const { user } = showChat(stage, { threadId })
    const [lisbon, oslo] = await screen.findAllByRole('group', { name: 'Weather' })
    if (!lisbon || !oslo) throw new Error('two calls')
    await user.type(within(lisbon).getByRole('textbox'), '24 °C')
    await user.click(within(lisbon).getByRole('button', { name: 'Leave unanswered' }))
    await within(lisbon).findByText(/Left unanswered/)
    expect(within(lisbon).queryByRole('textbox')).toBeNull()
    await user.click(within(lisbon).getByRole('button', { name: 'Answer after all' }))
    expect(await within(lisbon).findByRole('textbox')).toHaveValue('24 °C')
    await user.click(within(oslo).getByRole('button', { name: 'Leave unanswered' }))
    await user.click(screen.getByRole('button', { name: 'Send 2 answers' }))
    await says('Answered')
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })
})
