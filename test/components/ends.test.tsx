import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import {
  ModelError,
  type ModelErrorCode,
  type ModelPart,
  type Script,
} from '../../src/server/index.js'
import { type Bend, bends } from '../../src/testing/index.js'
import { question, setStage, showChat, type StageOptions } from './support.js'

const fails =
  (code: ModelErrorCode, message: string): Script =>
  () => {
    throw new ModelError(code, message)
  }
const says =
  (...parts: ModelPart[]): Script =>
  () => [{ type: 'text', text: 'So far ' }, ...parts]
const cut: Script = says({ type: 'finish', reason: 'length' })
const withRun = (members: Record<string, unknown>): Bend => bends.setMembers('thread.run', members)

interface End {
  what: string
  stage: StageOptions
  cause: string
  again: string
  says: RegExp
  button: string | null
}

const ends: End[] = [
  {
    what: 'broke on the server',
    stage: { script: fails('server_error', 'The model tripped.') },
    cause: 'server_error',
    again: 'helps',
    says: /Something broke on the server\. Trying again may help\. The server said: The model tripped\./,
    button: 'Try again',
  },
  {
    what: 'was too much in too short a time',
    stage: { script: fails('rate_limit_exceeded', 'Slow down.') },
    cause: 'rate_limit_exceeded',
    again: 'helps-later',
    says: /Wait a little, then try again\. The server said: Slow down\./,
    button: 'Try again',
  },
  {
    what: 'found the credit used up',
    stage: { script: fails('rate_limit_exceeded', 'You exceeded your current quota.') },
    cause: 'insufficient_quota',
    again: 'vain',
    says: /waiting does not help\. Ask whoever runs it\./,
    button: null,
  },
  {
    what: 'was not accepted by the model',
    stage: { script: fails('invalid_prompt', 'Unsafe.') },
    cause: 'invalid_prompt',
    again: 'vain',
    says: /Change the message, then send it again\./,
    button: null,
  },
  {
    what: 'failed with a code that nobody knows',
    stage: {
      script: fails('server_error', 'x'),
      bends: [withRun({ last_error: { code: 'on_strike', message: 'The tokens want more.' } })],
    },
    cause: 'failed',
    again: 'helps',
    says: /not known here\. Trying again may help\. The server said: The tokens want more\./,
    button: 'Try again',
  },
  {
    what: 'reached the length limit',
    stage: { script: cut },
    cause: 'max_completion_tokens',
    again: 'vain',
    says: /Ask for the rest, or raise the limit\./,
    button: 'Ask for the rest',
  },
  {
    what: 'had too much to read',
    stage: {
      script: cut,
      bends: [withRun({ incomplete_details: { reason: 'max_prompt_tokens' } })],
    },
    cause: 'max_prompt_tokens',
    again: 'vain',
    says: /Start a new one, or raise the limit\./,
    button: null,
  },
  {
    what: 'was withheld by a filter',
    stage: { script: says({ type: 'finish', reason: 'content_filter' }) },
    cause: 'content_filter',
    again: 'vain',
    says: /A content filter withheld the answer\. Change the message/,
    button: null,
  },
  {
    what: 'was cut short without a reason',
    stage: { script: cut, bends: [withRun({ incomplete_details: null })] },
    cause: 'incomplete',
    again: 'helps',
    says: /The server gave no reason\./,
    button: 'Try again',
  },
]

describe('a run that', () => {
  it.each(ends)('$what is explained, with the next step', async (end) => {
    const stage = await setStage(end.stage)
    const { user } = showChat(stage)
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent(end.says)
    expect(alert).toHaveAttribute('data-cause', end.cause)
    expect(alert).toHaveAttribute('data-again', end.again)
    const buttons = screen.queryAllByRole('button', { name: /Try again|Ask for the rest/ })
    expect(buttons.map((button) => button.textContent)).toEqual(end.button ? [end.button] : [])
    // The composer is there in any case: another message is always a way on.
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'More')
    expect(screen.getByRole('button', { name: 'Send' })).toBeEnabled()
  })

  it('reached the length limit goes on with what is still to be said', async () => {
    let turns = 0
    const stage = await setStage({
      script: () =>
        turns++ === 0
          ? [
              { type: 'text', text: 'One, two' },
              { type: 'finish', reason: 'length' },
            ]
          : [{ type: 'text', text: 'and three.' }],
    })
    const { user } = showChat(stage)
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Count{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Ask for the rest' }))
    expect(await screen.findByText('and three.')).toBeVisible()
    expect(stage.heard.count('createMessage')).toBe(1)
    expect(stage.heard.count('createRun')).toBe(2)
  })

  it('expired with a question says so, and asks anew', async () => {
    const stage = await setStage({ expiresAfter: 1 })
    const { user } = showChat(stage)
    await user.type(screen.getByRole('textbox', { name: 'Message' }), `${question}{Enter}`)
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The run expired'), {
      timeout: 6_000,
    })
    expect(document.querySelector('[data-cause]')).toHaveTextContent(
      'What it asked was not answered in time.',
    )
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('was stopped says what is left to do, and interrupts nobody with it', async () => {
    const stage = await setStage()
    const user = userEvent.setup()
    showChat(stage)
    await user.type(screen.getByRole('textbox', { name: 'Message' }), `${question}{Enter}`)
    await screen.findByRole('form')
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    // It ends once the server has come to it, which is asked about once a second.
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Stopped'), {
      timeout: 4_000,
    })
    expect(document.querySelector('[data-cause="cancelled"]')).toHaveTextContent(
      'It was stopped. Start it again if you still want an answer.',
    )
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })
})
