import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src/testing/index.js'
import { createPen } from './pen.js'
import { makeThread, setStage, settle, showChat } from './support.js'

const composer = () => screen.getByRole('textbox', { name: 'Message' })
const mine = () => screen.queryAllByRole('article', { name: 'You' })
const says = (words: string) =>
  waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words))

describe('sending', () => {
  it('sends one message for five presses of Enter in a row (scenario 25)', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), 'Hello')
    act(() => {
      for (let press = 0; press < 5; press++) fireEvent.keyDown(composer(), { key: 'Enter' })
    })
    await says('Answered')
    expect(mine()).toHaveLength(1)
    expect(stage.heard.count('createMessage')).toBe(1)
    expect(stage.heard.count('createRun')).toBe(1)
    expect(stage.heard.count('createThread')).toBe(1)
  })

  it('sends one message for a double click and an Enter beside it (scenario 25)', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), 'Hello')
    await user.dblClick(screen.getByRole('button', { name: 'Send' }))
    await user.type(composer(), '{Enter}')
    await says('Answered')
    expect(stage.heard.count('createMessage')).toBe(1)
    expect(stage.heard.count('createRun')).toBe(1)
  })

  it('sends the same words a second time when they are meant (scenario 25)', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), 'Hello{Enter}')
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(2))
    await says('Answered')
    await user.type(composer(), 'Hello{Enter}')
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(4))
    await says('Answered')
    expect(mine()).toHaveLength(2)
    expect(stage.heard.count('createMessage')).toBe(2)
  })

  it('leaves an Enter to the input method, however the browser tells of it (scenario 27)', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), 'にほん')
    fireEvent.compositionStart(composer())
    fireEvent.keyDown(composer(), { key: 'Enter', isComposing: true })
    fireEvent.compositionEnd(composer())
    // Safari ends the composition first.
    fireEvent.keyDown(composer(), { key: 'Enter', keyCode: 229 })
    await settle()
    expect(composer()).toHaveValue('にほん')
    expect(stage.heard.count('createMessage')).toBe(0)
    await user.type(composer(), '{Enter}')
    await says('Answered')
    expect(stage.heard.count('createMessage')).toBe(1)
  })

  it('makes a line with Shift and Enter, and sends nothing of blanks', async () => {
    const stage = await setStage()
    const { user } = showChat(stage)
    await user.type(composer(), '{Enter}  {Shift>}{Enter}{/Shift} {Enter}')
    await settle()
    expect(composer()).toHaveValue('  \n ')
    expect(stage.heard.count('createThread')).toBe(0)
  })

  it('shows a message that waits for the run in front of it, and sends it afterwards', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const { user } = showChat(stage)
    await user.type(composer(), 'First{Enter}')
    await says('Working')
    await user.type(composer(), 'Second{Enter}')
    expect(composer()).toHaveValue('')
    expect(mine().at(-1)).toHaveTextContent('SecondWaits until the current run has ended')
    expect(stage.heard.count('createMessage')).toBe(1)
    pen.say('One.')
    pen.end()
    await waitFor(() => expect(stage.heard.count('createMessage')).toBe(2))
    pen.say('Two.')
    pen.end()
    await waitFor(() => expect(screen.getByText('Two.')).toBeVisible())
    await says('Answered')
    expect(screen.getAllByRole('article').map(({ textContent }) => textContent)).toEqual([
      'First',
      'One.',
      'Second',
      'Two.',
    ])
    expect(stage.heard.count('createRun')).toBe(2)
  })

  it('takes a waiting message back into the composer, beside what is being written', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const { user } = showChat(stage)
    await user.type(composer(), 'First{Enter}')
    await says('Working')
    await user.type(composer(), 'Second{Enter}Third')
    await user.click(screen.getByRole('button', { name: 'Edit' }))
    expect(composer()).toHaveValue('Third\nSecond')
    expect(mine()).toHaveLength(1)
    pen.end()
    await says('Answered')
    await settle()
    expect(stage.heard.count('createMessage')).toBe(1)
  })

  it('waits for a run that somebody else has started, and never shows the refusal (scenario 10)', async () => {
    const clock = createManualClock()
    const pen = createPen()
    const stage = await setStage({ script: pen.script, clock })
    const threadId = await makeThread(stage, 'From elsewhere')
    const { user } = showChat(stage, { threadId })
    await screen.findByText('From elsewhere')
    await settle()
    await stage.other.createRun({ thread_id: threadId, assistant_id: stage.assistantId })
    await user.type(composer(), 'Me too{Enter}')
    await screen.findByText('Waits until the current run has ended')
    expect(screen.queryByText(/active|400/)).toBeNull()
    pen.say('For the other.')
    pen.end()
    pen.say('For me.')
    pen.end()
    for (let second = 0; second < 6; second++) await act(() => clock.advance(1_000))
    await screen.findByText('For me.')
    expect(mine().map(({ textContent }) => textContent)).toEqual(['From elsewhere', 'Me too'])
  })

  it('sends nothing while nobody is there to answer, and says so', async () => {
    const stage = await setStage()
    const { user } = showChat(stage, { assistantId: undefined })
    await user.type(composer(), 'Hello{Enter}')
    expect(composer()).toHaveValue('Hello')
    const send = screen.getByRole('button', { name: 'Send' })
    expect(send).toHaveAttribute('title', 'Choose an assistant first.')
    await user.click(send)
    await settle()
    expect(stage.heard.count('createThread')).toBe(0)
  })
})
