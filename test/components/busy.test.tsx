import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { createPen } from './pen.js'
import { makeAsked, setStage, settle, showChat } from './support.js'
import { truth } from './trouble.js'

const composer = () => screen.getByRole('textbox', { name: 'Message' })
const mine = () =>
  screen.queryAllByRole('article', { name: 'You' }).map(({ textContent }) => textContent)
const button = (name: string) => screen.getByRole('button', { name })
const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words))
const bergen = 'What is the weather in Bergen?'

/** A chat whose assistant has begun to say something. */
async function beginTalk() {
  const pen = createPen()
  const stage = await setStage({ script: pen.script })
  const { user } = showChat(stage)
  await user.type(composer(), 'First{Enter}')
  await says('Working')
  return { pen, stage, user }
}

/** A chat whose assistant waits for an answer. */
async function beginAsk(props: Parameters<typeof showChat>[1] = {}) {
  const stage = await setStage()
  const threadId = await makeAsked(stage, bergen)
  const { user } = showChat(stage, { threadId, ...props })
  await screen.findByRole('button', { name: 'Send the answer' })
  return { stage, user, threadId }
}

describe('a thread that a run holds', () => {
  it('says what becomes of what is written, as soon as something is', async () => {
    const { pen, user } = await beginTalk()
    expect(screen.queryByText(/waits its turn/)).toBeNull()
    await user.type(composer(), 'Second')
    expect(
      screen.getByText(/The assistant is at work. What you send waits its turn./),
    ).toBeVisible()
    pen.end()
    await says('Answered')
    expect(screen.queryByText(/waits its turn/)).toBeNull()
    expect(composer()).toHaveValue('Second')
  })

  it('keeps the order of what waits; each can be edited or removed (scenario 10)', async () => {
    const { pen, stage, user } = await beginTalk()
    for (const text of ['Second', 'Third', 'Fourth']) await user.type(composer(), `${text}{Enter}`)
    expect(mine().map((text) => text?.replace(/Waits.*/, ''))).toEqual([
      'First',
      'Second',
      'Third',
      'Fourth',
    ])
    await user.click(screen.getAllByRole('button', { name: 'Remove' })[1] as HTMLElement)
    await user.type(composer(), 'half a thought')
    await user.click(screen.getAllByRole('button', { name: 'Edit' })[0] as HTMLElement)
    expect(composer()).toHaveValue('half a thought\nSecond')
    expect(composer()).toHaveFocus()
    pen.say('One.')
    pen.end()
    await screen.findByText('One.')
    pen.say('Two.')
    pen.end()
    await screen.findByText('Two.')
    await says('Answered')
    expect(mine()).toEqual(['First', 'Fourth'])
    expect(stage.heard.count('createMessage')).toBe(2)
    expect(composer()).toHaveValue('half a thought\nSecond')
  })

  it('is stopped for a message that cannot wait, by the button beside the composer', async () => {
    const { pen, stage, user } = await beginTalk()
    pen.say('Half an answ')
    await screen.findByText('Half an answ')
    await user.type(composer(), 'Never mind')
    await user.click(button('Stop it and send'))
    expect(composer()).toHaveValue('')
    expect(composer()).toHaveFocus()
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(2))
    pen.say('Well then.')
    pen.end()
    await screen.findByText('Well then.')
    expect(mine()).toEqual(['First', 'Never mind'])
    expect(stage.heard.count('cancelRun')).toBe(1)
    expect(stage.heard.count('createRun')).toBe(2)
  })

  it('is stopped for the message that is next, by the button on its row', async () => {
    const { pen, stage, user } = await beginTalk()
    await user.type(composer(), 'Second{Enter}Third{Enter}')
    expect(screen.getAllByRole('button', { name: 'Stop it and send' })).toHaveLength(1)
    await user.click(button('Stop it and send'))
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(2))
    expect(mine()[1]).toMatch(/^Second/)
    pen.end()
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(3))
    pen.end()
    await says('Answered')
    expect(mine()).toEqual(['First', 'Second', 'Third'])
    expect(stage.heard.count('cancelRun')).toBe(1)
  })

  it('is stopped by every send where the app says so', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const { user } = showChat(stage, { whenBusy: 'cancel' })
    await user.type(composer(), 'First{Enter}')
    await says('Working')
    await user.type(composer(), 'Second')
    expect(screen.getByText(/It is stopped when you send/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Stop it and send' })).toBeNull()
    await user.type(composer(), '{Enter}')
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(2))
    pen.end()
    await says('Answered')
    expect(stage.heard.count('cancelRun')).toBe(1)
    expect(mine()).toEqual(['First', 'Second'])
  })

  it('waits all the same where the server cannot stop a run', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    stage.network.add({ operation: 'cancelRun', answer: { status: 405 } })
    const { user } = showChat(stage, { whenBusy: 'cancel' })
    await user.type(composer(), 'First{Enter}')
    await says('Working')
    await user.type(composer(), 'Second{Enter}')
    await screen.findByText(/Waits until the current run has ended/)
    pen.end()
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(2))
    pen.end()
    await says('Answered')
    expect(mine()).toEqual(['First', 'Second'])
  })
})

describe('a thread whose run asks', () => {
  it('says that a message waits for the answer, and leads to the question', async () => {
    const { stage, user, threadId } = await beginAsk()
    await user.type(composer(), 'By the way{Enter}')
    await screen.findByText('Waits until the assistant has its answer')
    await user.click(button('Go to the question'))
    expect(screen.getByRole('textbox', { name: /Answer to Weather/ })).toHaveFocus()
    await user.keyboard('3 °C')
    await user.click(button('Send the answer'))
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(1))
    await says('Answered')
    const { texts, runs } = await truth(stage, threadId)
    expect(texts[2]).toBe('By the way')
    expect(runs).toBe(2)
  })

  it('leads to the question from the composer, which keeps what was written', async () => {
    const { stage, user } = await beginAsk({ whenBusy: 'answer' })
    await user.type(composer(), 'By the way')
    expect(screen.getByText(/What you write here stays until it has it/)).toBeVisible()
    await user.type(composer(), '{Enter}')
    expect(screen.getByRole('textbox', { name: /Answer to Weather/ })).toHaveFocus()
    expect(composer()).toHaveValue('By the way')
    await settle()
    expect(stage.heard.count('createMessage')).toBe(0)
  })

  it('gives the question up for a message that cannot wait', async () => {
    const { stage, user, threadId } = await beginAsk()
    await user.type(composer(), 'Never mind')
    await user.click(button('Stop it and send'))
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(1), { timeout: 4_000 })
    await says('Answered')
    const { data } = await stage.other.listRuns({ thread_id: threadId })
    expect(data.map(({ status }) => status)).toEqual(['completed', 'cancelled'])
  })
})
