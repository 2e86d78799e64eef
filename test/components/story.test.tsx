import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { question, setStage, showChat } from './support.js'

const answered = () =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))

describe('a whole conversation', () => {
  it('asks, takes the answers in one request, and uses them', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(screen.getByRole('textbox', { name: 'Message' }), `${question}{Enter}`)
    const lisbon = await screen.findByRole('textbox', { name: 'Answer to Weather: Lisbon' })
    await user.type(lisbon, '24 °C')
    await user.type(screen.getByRole('textbox', { name: 'Answer to Weather: Oslo' }), '11 °C')
    await user.click(screen.getByRole('button', { name: 'Send 2 answers' }))
    await answered()

    const answer = screen.getByRole('article', { name: 'Assistant' })
    expect(answer).toHaveTextContent('Lisbon: 24 °C')
    expect(answer).toHaveTextContent('Oslo: 11 °C')
    expect(screen.queryByRole('form')).toBeNull()
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
    const submit = stage.heard.requests.find(({ operation }) => operation === 'submitToolOutputs')
    expect(submit?.body).toMatchObject({
      tool_outputs: [{ output: '24 °C' }, { output: '11 °C' }],
    })
    expect(within(answer).queryByRole('alert')).toBeNull()
  })
})
