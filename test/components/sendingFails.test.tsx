import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/testing/index.js'
import { setStage, showChat } from './support.js'
import { composer, html, mine, send, truth, words } from './trouble.js'

const refusals: [name: string, fault: Fault, says: RegExp][] = [
  [
    '400',
    { answer: { status: 400, body: { error: { message: 'Too odd.' } } } },
    /Change it.*Too odd\./,
  ],
  ['401', { answer: { status: 401, body: html } }, /Sign in again/],
  [
    '403',
    { answer: { status: 403, body: { error: { message: 'Members only.' } } } },
    /may not do that.*Members only\./,
  ],
  ['404', { answer: { status: 404, body: html } }, /It is not there/],
  ['429', { answer: { status: 429, body: {} } }, /Wait a little/],
]

describe('a message that is refused', () => {
  it.each(refusals)(
    'by %s keeps its words, says why, and can be sent again (scenario 26)',
    async (_, fault, says) => {
      const { stage, user, threadId } = await send({ operation: 'createMessage', ...fault })
      const alert = await screen.findByRole('alert')
      expect(alert).toHaveTextContent(/^Not sent\./)
      expect(alert).toHaveTextContent(says)
      expect(mine()[0]).toHaveTextContent(words)
      expect(await truth(stage, threadId)).toEqual({ texts: [], runs: 0 })
      stage.network.mend()
      await user.click(screen.getByRole('button', { name: 'Send again' }))
      await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
      expect(mine()).toHaveLength(1)
      expect(screen.queryByRole('alert')).toBeNull()
      expect((await truth(stage, threadId)).texts).toHaveLength(2)
    },
  )

  it('because the thread is not there keeps its words', async () => {
    const stage = await setStage()
    const { user } = showChat(stage, { threadId: 'thread_gone' })
    await user.type(composer(), `${words}{Enter}`)
    await screen.findByText('Not sent.')
    expect(mine()[0]).toHaveTextContent("No thread found with id 'thread_gone'")
    await user.click(screen.getByRole('button', { name: 'Take back' }))
    expect(composer()).toHaveValue(words)
    expect(mine()).toHaveLength(0)
  })
})

describe('a message whose fate is not told', () => {
  const lost: [name: string, fault: Fault][] = [
    ['a lost answer', { loseAnswer: true }],
    ['a lost request', { failBefore: true }],
    ['a 500', { answer: { status: 500, body: html } }],
    ['HTML in place of JSON', { answer: { status: 200, body: html } }],
    ['torn JSON', { answer: { status: 200, body: '{"id": "msg' } }],
  ]
  it.each(lost)('for %s is looked for, and is there once', async (_, fault) => {
    const { stage, threadId, pass } = await send({ operation: 'createMessage', nth: 1, ...fault })
    await pass(5)
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(mine()).toHaveLength(1)
    const { texts, runs } = await truth(stage, threadId)
    expect(texts.filter((text) => text === words)).toHaveLength(1)
    expect(runs).toBe(1)
  })

  it('is unknown when the look-up fails too, is not sent again by itself, and is there once in the end', async () => {
    const { stage, user, threadId, pass } = await send(
      { operation: 'createMessage', nth: 1, loseAnswer: true },
      { failBefore: true },
    )
    await pass(20)
    await screen.findByText('It is unknown whether this was sent.')
    expect(mine()[0]).toHaveTextContent('Nothing is sent again by itself')
    expect(stage.heard.count('createMessage')).toBe(1)
    stage.network.mend()
    await user.click(screen.getByRole('button', { name: 'Check and send' }))
    await pass(2)
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(stage.heard.count('createMessage')).toBe(1)
    expect((await truth(stage, threadId)).texts).toHaveLength(2)
  })
})

describe('a run that cannot begin', () => {
  it('says why, keeps the message, and begins on Try again', async () => {
    const body = { error: { message: 'No quota today.' } }
    const { stage, user, threadId } = await send({
      operation: 'createRun',
      nth: 1,
      answer: { status: 403, body },
    })
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent(/may not do that.*No quota today\./)
    expect(screen.getByRole('status')).toHaveTextContent('The run could not go on')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect((await truth(stage, threadId)).texts).toEqual([words, expect.stringContaining(words)])
    expect(stage.heard.count('createMessage')).toBe(1)
  })

  it('because nobody knows the assistant says so', async () => {
    const stage = await setStage()
    const { user } = showChat(stage, { assistantId: 'asst_gone' })
    await user.type(composer(), `${words}{Enter}`)
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "No assistant found with id 'asst_gone'",
    )
    expect(mine()[0]).toHaveTextContent(words)
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it.each([
    ['HTML', { answer: { status: 200, body: html } }, /Something other than the server answered/],
    ['a lost request', { failBefore: true }, /could not be reached/],
    ['a 500', { answer: { status: 500, body: {} } }, /Something broke on the server/],
  ])('for %s says so, and begins once on Try again', async (_, fault: Fault, says) => {
    const { stage, user, threadId, pass } = await send({ operation: 'createRun', nth: 1, ...fault })
    await pass(3)
    expect(await screen.findByRole('alert')).toHaveTextContent(says)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
    expect(await truth(stage, threadId)).toMatchObject({ runs: 1 })
  })
})
