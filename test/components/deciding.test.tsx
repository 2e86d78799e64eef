import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { defineTool, forms } from '../../src/index.js'
import { createManualClock } from '../../src/testing/index.js'
import { city, makeAsked, setStage, showChat } from './support.js'

const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words), { timeout: 4_000 })
const groups = () => screen.findAllByRole('group', { name: 'Weather' })
const weatherWith = (more: object) => ({
  get_weather: defineTool({ label: 'Weather', parameters: city, ...more }),
})
const outputsOf = ({ heard }: Awaited<ReturnType<typeof setStage>>) =>
  heard.requests
    .filter(({ operation }) => operation === 'submitToolOutputs')
    .flatMap(({ body }) =>
      (body as { tool_outputs: { output: string }[] }).tool_outputs.map(({ output }): unknown =>
        JSON.parse(output),
      ),
    )

describe('deciding on several calls', () => {
  it('approves all of them at once, to be looked over, changed and sent', async () => {
    const stage = await setStage({ tools: weatherWith({ output: forms.approval() }) })
    const threadId = await makeAsked(stage)
    const { user } = showChat(stage, { threadId })
    await user.click(await screen.findByRole('button', { name: 'Approve all 2' }))
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    const [, oslo] = await groups()
    if (!oslo) throw new Error('two calls')
    await user.click(await within(oslo).findByRole('button', { name: 'Clear this answer' }))
    await user.click(screen.getByRole('button', { name: 'Approve all 2' }))
    await user.click(screen.getByRole('button', { name: 'Send 2 answers' }))
    await says('Answered')
    expect(outputsOf(stage)).toEqual([{ decision: 'approve' }, { decision: 'approve' }])
  })

  it('rejects all of them for the reason that was given for one', async () => {
    const stage = await setStage({ tools: weatherWith({ output: forms.approval() }) })
    const threadId = await makeAsked(stage)
    const { user } = showChat(stage, { threadId })
    await user.click(await screen.findByRole('button', { name: 'Reject all 2' }))
    await user.click(screen.getByRole('button', { name: 'Send 2 answers' }))
    const [reason] = await screen.findAllByRole('textbox', { name: /Reason/ })
    if (!reason) throw new Error('no reason is asked for')
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    await user.type(reason, 'Too far')
    await user.click(screen.getByRole('button', { name: 'Reject all 2' }))
    await user.click(screen.getByRole('button', { name: 'Send 2 answers' }))
    await says('Answered')
    expect(outputsOf(stage)).toEqual([
      { decision: 'reject', reason: 'Too far' },
      { decision: 'reject', reason: 'Too far' },
    ])
  })
})

describe('a call that somebody else has to answer', () => {
  it('says why, is not asked here, and holds the others back', async () => {
    const stage = await setStage()
    const threadId = await makeAsked(stage)
    const canAnswer = (call: { function: { arguments: string } }) =>
      call.function.arguments.includes('Oslo') ? 'Only the desk knows Oslo.' : (true as const)
    const { user } = showChat(stage, { threadId, settings: { canAnswer } })
    const [lisbon, oslo] = await groups()
    if (!lisbon || !oslo) throw new Error('two calls')
    expect(oslo).toHaveTextContent('You cannot answer this: Only the desk knows Oslo.')
    expect(within(oslo).queryByRole('textbox')).toBeNull()
    expect(within(oslo).queryByRole('button')).toBeNull()
    await user.type(within(lisbon).getByRole('textbox'), '24 °C')
    const submit = screen.getByRole('button', { name: 'Send 2 answers' })
    expect(submit).toHaveAttribute('aria-disabled', 'true')
    expect(screen.getByText(/Somebody else has to answer one of these/)).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(submit)
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
  })
})

describe('an answer that can be undone', () => {
  it('counts down, is said once, and goes back to the person who undoes it', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock, tools: weatherWith({ undoWindow: 5_000 }) })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const { user } = showChat(stage, { threadId })
    const field = await screen.findByRole('textbox', { name: /Answer to/ })
    await user.type(field, '3 °C')
    await user.click(screen.getByRole('button', { name: 'Send the answer' }))
    expect(await screen.findByRole('button', { name: 'Sending in 5 s…' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await says('The answer is about to be sent; it can be undone')
    expect(field).toHaveAttribute('readonly')
    await act(() => clock.advance(2_000))
    expect(screen.getByRole('button', { name: 'Sending in 3 s…' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    const submit = await screen.findByRole('button', { name: 'Send the answer' })
    expect(submit).toHaveFocus()
    expect(field).not.toHaveAttribute('readonly')
    await act(() => clock.advance(10_000))
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    await user.click(submit)
    await screen.findByRole('button', { name: 'Undo' })
    for (let second = 0; second < 6; second++) await act(() => clock.advance(1_000))
    await says('Answered')
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })
})

describe('who answered', () => {
  it('is seen in the steps of the run', async () => {
    const stage = await setStage()
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const { user } = showChat(stage, { threadId, settings: { person: 'Mia' } })
    await user.type(await screen.findByRole('textbox', { name: /Answer to/ }), '3 °C')
    await user.click(screen.getByRole('button', { name: 'Send the answer' }))
    await says('Answered')
    await user.click(screen.getByText('Steps'))
    expect(await screen.findByText(/Answered by Mia, .*, in a text field/)).toBeVisible()
  })
})
