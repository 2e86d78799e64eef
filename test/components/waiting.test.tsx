import { act, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src/testing/index.js'
import { setStage, settle, showChat } from './support.js'

const composer = () => screen.getByRole('textbox', { name: 'Message' })

describe('a server that asks for more than two minutes', () => {
  it('is named with the time at which to try again, and the button is locked until then (scenario 16)', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    const user = userEvent.setup()
    showChat(stage)
    stage.network.add({
      operation: 'createRun',
      nth: 1,
      answer: { status: 429, headers: { 'retry-after': '600' }, body: {} },
    })
    await user.type(composer(), 'Hello{Enter}')
    const alert = await screen.findByRole('alert')
    const time = new Date(clock.now() + 600_000).toLocaleTimeString(undefined, {
      timeStyle: 'short',
    })
    expect(alert).toHaveTextContent(`Try again at ${time}.`)
    const again = screen.getByRole('button', { name: 'Try again' })
    expect(again).toHaveAttribute('aria-disabled', 'true')
    await user.click(again)
    await settle()
    expect(stage.heard.count('createRun')).toBe(1)
    await act(() => clock.advance(600_000))
    expect(again).toHaveAttribute('aria-disabled', 'false')
    await user.click(again)
    await act(() => clock.advance(1_000))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(stage.heard.count('createRun')).toBe(2)
    expect(stage.heard.count('createMessage')).toBe(1)
  })
})

describe('a run that goes on and may not be read', () => {
  it('is looked at again, and none is started beside it (scenario 17)', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    const user = userEvent.setup()
    showChat(stage)
    stage.network.add(
      { operation: 'createRun', cut: { afterEvents: 4 } },
      { operation: 'getRun', answer: { status: 401, body: { error: { message: 'Expired.' } } } },
    )
    await user.type(composer(), 'Hello{Enter}')
    await act(() => clock.advance(5_000))
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Sign in again, then try again.')
    await user.type(composer(), 'Half a sent')
    stage.network.mend()
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    await act(() => clock.advance(5_000))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(composer()).toHaveValue('Half a sent')
    expect(stage.heard.count('createRun')).toBe(1)
  })
})

describe('a run without news', () => {
  it('asks the person whether to wait, and can be stopped (scenario 12)', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    const user = userEvent.setup()
    showChat(stage, { settings: { patience: 30_000 } })
    const goesOn = async (request: Request) => {
      const run = (await (await stage.server.fetch(request)).json()) as object
      return Response.json({ ...run, status: 'queued' })
    }
    stage.network.add(
      { operation: 'createRun', cut: { afterEvents: 1 } },
      { operation: 'getRun', answer: goesOn },
    )
    await user.type(composer(), 'Hello{Enter}')
    await act(() => clock.advance(20_000))
    expect(screen.queryByText(/longer than usual/)).toBeNull()
    // What the run had said by then may have been read late, and is news.
    for (let more = 0; more < 6; more++) await act(() => clock.advance(10_000))
    expect(screen.getByRole('status')).toHaveTextContent('This takes longer than usual.')
    await user.click(screen.getByRole('button', { name: 'Keep waiting' }))
    expect(screen.queryByRole('button', { name: 'Keep waiting' })).toBeNull()
    for (let more = 0; more < 4; more++) await act(() => clock.advance(10_000))
    expect(screen.getByRole('button', { name: 'Keep waiting' })).toBeVisible()
    // The composer is not locked: what is sent waits visibly.
    await user.type(composer(), 'And this{Enter}')
    expect(await screen.findByText('Waits until the current run has ended')).toBeVisible()
    stage.network.mend()
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    await act(() => clock.advance(15_000))
    expect(screen.queryByRole('button', { name: 'Keep waiting' })).toBeNull()
  })
})
