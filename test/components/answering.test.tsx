import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { defineTool } from '../../src/index.js'
import { city, makeAsked, setStage, settle, showChat, type Stage, weather } from './support.js'

const lisbon = () => screen.findByRole('textbox', { name: 'Answer to Weather: Lisbon' })
const oslo = () => screen.getByRole('textbox', { name: 'Answer to Weather: Oslo' })
const submit = () => screen.getByRole('button', { name: 'Send 2 answers' })
const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words))

/** A chat whose run asks for two outputs, both of them filled in. */
async function showFilled(stage: Stage) {
  const threadId = await makeAsked(stage)
  const shown = showChat(stage, { threadId })
  await shown.user.type(await lisbon(), '24 °C')
  await shown.user.type(oslo(), '11 °C')
  return { ...shown, threadId }
}

describe('answering', () => {
  it('sends one request for a double click and an Enter on the button (scenario 18)', async () => {
    const stage = await setStage()
    const { user } = await showFilled(stage)
    await user.dblClick(submit())
    await user.keyboard('{Enter}')
    await says('Answered')
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })

  it('sends nothing while an answer is missing, and leads to the first that is (scenario 19)', async () => {
    const stage = await setStage()
    const threadId = await makeAsked(stage)
    const { user } = showChat(stage, { threadId })
    await user.type(await lisbon(), '24 °C')
    await user.click(submit())
    await waitFor(() => expect(oslo()).toHaveFocus())
    expect(oslo()).toBeInvalid()
    expect(oslo()).toHaveAccessibleDescription('This still needs an answer.')
    expect(await lisbon()).toBeValid()
    expect(screen.getByRole('alert')).toHaveTextContent('One answer is still missing.')
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    await user.type(oslo(), '11 °C')
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(submit())
    await says('Answered')
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })

  it('keeps every answer when the server refuses them, says why, and takes them again', async () => {
    const stage = await setStage()
    const { user } = await showFilled(stage)
    const body = { error: { message: 'Expected tool outputs for call_ids [call_9]' } }
    stage.network.add({ operation: 'submitToolOutputs', nth: 1, answer: { status: 400, body } })
    await user.click(submit())
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('The answers were not accepted. They are still here.')
    expect(alert).toHaveTextContent('Expected tool outputs for call_ids [call_9]')
    expect(await lisbon()).toHaveValue('24 °C')
    expect(oslo()).toHaveValue('11 °C')
    expect(oslo()).not.toHaveAttribute('readonly')
    await user.type(oslo(), ', rain')
    await user.click(submit())
    await says('Answered')
    expect(screen.getByText(/Oslo: 11 °C, rain/)).toBeVisible()
    expect(stage.heard.count('submitToolOutputs')).toBe(2)
  })

  it('keeps the fields still while the answers are on their way', async () => {
    const stage = await setStage()
    const { user } = await showFilled(stage)
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    stage.network.add({
      operation: 'submitToolOutputs',
      answer: async (request) => {
        await held
        return stage.server.fetch(request)
      },
    })
    await user.click(submit())
    const sending = await screen.findByRole('button', { name: 'Sending…' })
    expect(sending).toHaveAttribute('aria-disabled', 'true')
    expect(oslo()).toHaveAttribute('readonly')
    await user.type(oslo(), ' and more')
    expect(oslo()).toHaveValue('11 °C')
    await user.click(sending)
    release()
    await says('Answered')
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })

  it('brings half a form back after a reload (scenario 21)', async () => {
    const stage = await setStage()
    const threadId = await makeAsked(stage)
    const { user, unmount } = showChat(stage, { threadId })
    await user.type(await lisbon(), '24 °C')
    unmount()
    await settle()
    showChat(stage, { threadId })
    await waitFor(async () => expect(await lisbon()).toHaveValue('24 °C'))
    expect(oslo()).toHaveValue('')
  })

  it('keeps what was written when somebody else was quicker, and sends nothing', async () => {
    const stage = await setStage()
    const { user, threadId } = await showFilled(stage)
    const [run] = (await stage.other.listRuns({ thread_id: threadId })).data
    const calls = run?.required_action?.submit_tool_outputs.tool_calls ?? []
    await stage.other.submitToolOutputs({
      thread_id: threadId,
      run_id: run?.id ?? '',
      tool_outputs: calls.map(({ id }) => ({ tool_call_id: id, output: 'from elsewhere' })),
    })
    await user.click(submit())
    await says('Answered')
    expect(await screen.findByText(/Lisbon: from elsewhere/)).toBeVisible()
    expect(await lisbon()).toHaveValue('24 °C')
    expect(screen.getByRole('alert')).toHaveTextContent('What you wrote stays here')
    expect(screen.queryByRole('button', { name: /Send \d/ })).toBeNull()
    // The server hears of it once, and refuses: nothing is handed in twice.
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })

  it('keeps what was written when the run is stopped, until the next one begins', async () => {
    const stage = await setStage()
    const { user } = await showFilled(stage)
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    await waitFor(() => says('Stopped'), { timeout: 4_000 })
    await settle()
    expect(await lisbon()).toHaveValue('24 °C')
    expect(await lisbon()).toHaveAttribute('readonly')
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}')
    await says('Answered')
    expect(screen.queryByRole('textbox', { name: /Answer to/ })).toBeNull()
  })

  it('takes JSON where the tool wants it, and says so where it is none', async () => {
    const { get_weather } = weather
    const stage = await setStage({ tools: { get_weather: { ...get_weather, answer: 'json' } } })
    const { user } = await showFilled(stage)
    await user.click(submit())
    expect(await lisbon()).toHaveAccessibleDescription('This is not valid JSON yet.')
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    await user.clear(await lisbon())
    await user.type(await lisbon(), '24')
    await user.clear(oslo())
    await user.type(oslo(), '11')
    await user.click(submit())
    await says('Answered')
  })

  it('hands a call that fails over to the person, who may also let it run again', async () => {
    const execute = vi.fn<() => string>(() => {
      throw new Error('The thermometer is gone.')
    })
    const tools = {
      get_weather: defineTool({ label: 'Weather', parameters: city, execute, onError: 'ask' }),
    }
    const stage = await setStage({ tools })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const { user } = showChat(stage, { threadId })
    await screen.findByText(/Could not be done automatically: The thermometer is gone\./)
    execute.mockReturnValue('3 °C')
    await user.click(screen.getByRole('button', { name: 'Try it again' }))
    await says('Answered')
    expect(execute).toHaveBeenCalledTimes(2)
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })
})
