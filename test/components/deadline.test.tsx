import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/index.js'
import type { Script } from '../../src/server/index.js'
import { createManualClock } from '../../src/testing/index.js'
import { Chat, makeAsked, setStage } from './support.js'

const shown = () => screen.queryByText(/Answer by/)

describe('the deadline of a question', () => {
  it.each([
    ['right', 0],
    ['ten minutes late', -600_000],
    ['ten minutes early', 600_000],
  ])('is told by the clock of the device, though it be %s', async (_, apart) => {
    const clock = createManualClock()
    const stage = await setStage({ clock, expiresAfter: 300 })
    const threadId = await makeAsked(stage)
    const device: Clock = { now: () => clock.now() + apart, after: clock.after }
    render(<Chat stage={stage} threadId={threadId} settings={{ clock: device }} />)
    await waitFor(() => expect(shown()).toBeVisible())
    const due = Date.parse(shown()?.getAttribute('datetime') ?? '')
    expect(Math.abs(due - (device.now() + 300_000))).toBeLessThan(5_000)
  })

  it('is counted down, and said aloud twice: at two minutes and at half a minute', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock, expiresAfter: 150 })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const device: Clock = { now: () => clock.now() - 600_000, after: clock.after }
    render(<Chat stage={stage} threadId={threadId} settings={{ clock: device }} />)
    await waitFor(() => expect(shown()).toBeVisible())
    const started = clock.now()
    const status = screen.getByRole('status')
    const said: (string | null)[] = [status.textContent]
    new MutationObserver(() => said.push(status.textContent)).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) await act(() => clock.advance(1_000))
    }
    const secondsShown = () => {
      const [, minutes, seconds] = /(\d+):(\d\d) left/.exec(shown()?.textContent ?? '') ?? []
      return Number(minutes) * 60 + Number(seconds)
    }
    for (const second of [10, 40, 60, 20]) {
      await pass(second)
      const left = 150 - (clock.now() - started) / 1_000
      expect(Math.abs(secondsShown() - left)).toBeLessThan(5)
    }
    expect(shown()).toHaveAttribute('data-urgency', 'last')
    expect(said).toEqual([
      'Your answer is needed',
      'Your answer is needed: less than 2 minutes left',
      'Your answer is needed: less than 30 seconds left',
    ])
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('locks the form when the server cannot be asked, with what was written and the reason', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock, expiresAfter: 60 })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    render(<Chat stage={stage} threadId={threadId} />)
    const field = await screen.findByRole('textbox', { name: /Answer to/ })
    await userEvent.setup().type(field, '3 °C')
    stage.network.add({ failBefore: true })
    for (let second = 0; second < 68; second++) await act(() => clock.advance(1_000))
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('time to answer is up'),
    )
    expect(field).toHaveValue('3 °C')
    expect(field).toHaveAttribute('readonly')
    expect(screen.getByRole('alert')).toHaveTextContent('nothing can be sent any more')
    const submit = screen.getByRole('button', { name: 'Send the answer' })
    expect(submit).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(submit)
    expect(stage.heard.count('submitToolOutputs')).toBe(0)
    expect(shown()).toHaveTextContent('Time is up')
  })

  it('is nothing where the server has none, or one beyond any calendar', async () => {
    for (const expires_at of [null, 9e15]) {
      const stage = await setStage()
      const threadId = await makeAsked(stage)
      stage.network.add({
        operation: 'listRuns',
        answer: async (request) => {
          const response = await stage.server.fetch(request)
          const page = (await response.json()) as { data: object[] }
          return Response.json({
            ...page,
            data: page.data.map((run) => Object.assign({}, run, { expires_at })),
          })
        },
      })
      const { unmount } = render(<Chat stage={stage} threadId={threadId} />)
      await screen.findByRole('button', { name: 'Send 2 answers' })
      expect(shown()).toBeNull()
      unmount()
    }
  })

  it('passes: the run is over, what was written stays, and it can be started again', async () => {
    const clock = createManualClock()
    const stage = await setStage({ clock, expiresAfter: 60 })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    render(<Chat stage={stage} threadId={threadId} />)
    const field = await screen.findByRole('textbox', { name: /Answer to/ })
    await userEvent.setup().type(field, '3 °C')
    for (let second = 0; second < 65; second++) await act(() => clock.advance(1_000))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The run expired'))
    expect(field).toHaveValue('3 °C')
    expect(field).toHaveAttribute('readonly')
    expect(screen.getByText(/Time is up/)).toBeVisible()
    expect(shown()).toBeNull()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Start again with these answers' }))
    for (let turn = 0; turn < 5; turn++) await act(() => clock.advance(100))
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent('Your answer is needed'),
    )
    const again = screen.getByRole('textbox', { name: /Answer to/ })
    expect(again).toHaveValue('3 °C')
    expect(again).not.toHaveAttribute('readonly')
  })

  it('keeps what was written in sight when it is not asked for once more', async () => {
    const clock = createManualClock()
    const said: Script[] = [
      () => [
        { type: 'tool-call', id: 'call_1', name: 'get_weather' },
        { type: 'tool-arguments', id: 'call_1', arguments: '{"city":"Bergen"}' },
      ],
      () => [{ type: 'text', text: 'Never mind.' }],
    ]
    const script: Script = (turn) => said.shift()?.(turn) ?? []
    const stage = await setStage({ clock, expiresAfter: 60, script })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    render(<Chat stage={stage} threadId={threadId} />)
    await userEvent.type(await screen.findByRole('textbox', { name: /Answer to/ }), '3 °C')
    for (let second = 0; second < 65; second++) await act(() => clock.advance(1_000))
    await userEvent.click(await screen.findByRole('button', { name: /Start again/ }))
    for (let turn = 0; turn < 5; turn++) await act(() => clock.advance(100))
    await waitFor(() => expect(screen.getByText('Never mind.')).toBeVisible())
    expect(screen.getByText('3 °C')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(screen.queryByText('3 °C')).toBeNull())
  })
})
