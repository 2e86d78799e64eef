import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { createManualClock, type Fault } from '../../src/testing/index.js'
import { makeAsked, makeThread, setStage, settle, showChat, type Stage } from './support.js'
import { composer, html, send, spoil, truth, words } from './trouble.js'

describe('a stream that goes wrong', () => {
  const frame = (text: string) => text.split('\n\n').slice(0, 6).join('\n\n')
  const ways: [name: string, change: (body: string) => string][] = [
    [
      'malformed JSON',
      (body) => `${frame(body)}\n\nevent: thread.message.delta\ndata: {"id": "ms\n\n`,
    ],
    [
      'an error event',
      (body) => `${frame(body)}\n\nevent: error\ndata: {"message":"Upstream fell over"}\n\n`,
    ],
    ['an end in the middle', frame],
    ['HTML after half of it', (body) => `${frame(body)}\n\n${html}`],
    ['HTML from the beginning', () => html],
    ['nothing at all', () => ''],
  ]
  it.each(ways)('by %s is caught up with, and nothing is sent twice', async (_, change) => {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    const threadId = await makeThread(stage)
    const { user } = showChat(stage, { threadId })
    await settle()
    stage.network.add({ operation: 'createRun', answer: spoil(stage, change) })
    await user.type(composer(), `${words}{Enter}`)
    for (let second = 0; second < 5; second++) await act(() => clock.advance(1_000))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(screen.getByRole('article', { name: 'Assistant' })).toHaveTextContent(
      /You said.*answers\.$/,
    )
    expect(screen.queryByRole('alert')).toBeNull()
    expect(stage.heard.count('createRun')).toBe(1)
    expect(await truth(stage, threadId)).toMatchObject({ runs: 1 })
  })

  it('by a lost answer of createRun is found again, and there is one run', async () => {
    const { stage, threadId, pass } = await send({
      operation: 'createRun',
      nth: 1,
      loseAnswer: true,
    })
    await pass(5)
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(stage.heard.count('createRun')).toBe(1)
    expect(await truth(stage, threadId)).toMatchObject({ runs: 1 })
  })
})

describe('outputs that go wrong', () => {
  async function ask(fault: (stage: Stage) => Fault) {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
    const { user } = showChat(stage, { threadId })
    await user.type(await screen.findByRole('textbox', { name: /Answer to/ }), '3 °C')
    stage.network.add({ operation: 'submitToolOutputs', nth: 1, ...fault(stage) })
    await user.click(screen.getByRole('button', { name: 'Send the answer' }))
    for (let second = 0; second < 5; second++) await act(() => clock.advance(1_000))
    return { stage, user, threadId }
  }
  const answered = () =>
    waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))

  it('by a lost answer are found to have arrived, and are sent once', async () => {
    const { stage } = await ask(() => ({ loseAnswer: true }))
    await answered()
    expect(screen.getByText(/Bergen: 3 °C/)).toBeVisible()
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })

  it('by HTML in place of the stream are found to have arrived, and are sent once', async () => {
    const { stage } = await ask((its) => ({ answer: spoil(its, () => html, 'text/html') }))
    await answered()
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
  })

  it.each([
    ['a lost request', { failBefore: true }, /could not be reached/],
    ['a 500', { answer: { status: 500, body: html } }, /Something broke on the server/],
    ['a 401', { answer: { status: 401, body: html } }, /Sign in again/],
    ['HTML', { answer: { status: 200, body: html } }, /other than the server/],
    [
      'foreign ids',
      { answer: { status: 400, body: { error: { message: 'Unknown call_ids [call_9]' } } } },
      /Unknown call_ids \[call_9\]/,
    ],
  ])(
    'by %s stay in their fields, and go through once on the second try',
    async (_, fault: Fault, says) => {
      const { stage, user } = await ask(() => fault)
      const alert = await screen.findByRole('alert')
      expect(alert).toHaveTextContent('They are still here.')
      expect(alert).toHaveTextContent(says)
      expect(screen.getByRole('textbox', { name: /Answer to/ })).toHaveValue('3 °C')
      await user.click(screen.getByRole('button', { name: 'Send the answer' }))
      await answered()
      expect(stage.heard.count('submitToolOutputs')).toBe(2)
      expect(screen.getByText(/Bergen: 3 °C/)).toBeVisible()
    },
  )
})

describe('a thread that cannot be read', () => {
  it.each([
    ['500', { answer: { status: 500, body: html } }, /Something broke on the server/],
    ['HTML', { answer: { status: 200, body: html } }, /other than the server/],
    ['403', { answer: { status: 403, body: {} } }, /may not do that/],
  ])('because of %s says so, and is read again on request', async (_, fault: Fault, says) => {
    const clock = createManualClock()
    const stage = await setStage({ clock })
    const threadId = await makeThread(stage, 'Hello', 'Hello yourself')
    stage.network.add({ operation: 'listMessages', ...fault })
    const { user } = showChat(stage, { threadId })
    await act(() => clock.advance(30_000))
    expect(await screen.findByRole('alert')).toHaveTextContent(says)
    stage.network.mend()
    await user.click(screen.getByRole('button', { name: 'Load again' }))
    await screen.findByText('Hello yourself')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('shows arguments that are no JSON as they are, and takes an answer (scenario 23)', async () => {
    const stage = await setStage({
      script: function* speak({ messages }) {
        const isDone = messages.some(({ type }) => type === 'tool-output')
        if (isDone) yield { type: 'text', text: 'Thank you.' }
        else {
          yield { type: 'tool-call', id: 'call_1', name: 'get_weather' }
          yield { type: 'tool-arguments', id: 'call_1', arguments: '{"city": "Lis' }
        }
        yield { type: 'finish', reason: 'stop' }
      },
    })
    const threadId = await makeAsked(stage)
    const { user } = showChat(stage, { threadId })
    await screen.findByText('{"city": "Lis')
    await user.type(screen.getByRole('textbox', { name: 'Answer to Weather' }), 'Sun')
    await user.click(screen.getByRole('button', { name: 'Send the answer' }))
    expect(await screen.findByText('Thank you.')).toBeVisible()
  })
})
