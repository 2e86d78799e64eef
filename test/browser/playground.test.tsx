import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from 'vitest/browser'
import { expect, it } from 'vitest'
import { indexedDbStorage } from '../../src/index.js'
import { Playground } from '../../stories/playground/Playground.js'
import { createStage } from '../../stories/support/createStage.js'

const open = async () => {
  const storage = indexedDbStorage({ name: 'playground under test' })
  render(<Playground stage={await createStage({ storage })} />)
  await expect.poll(() => screen.queryByLabelText('Message')).not.toBeNull()
}

const written = () => screen.getByLabelText<HTMLTextAreaElement>('Message').value

it('keeps what is being written while another conversation is looked at, and through a reload', async () => {
  await open()
  await userEvent.fill(screen.getByLabelText('Message'), 'What is the weather in Rome?')
  await userEvent.keyboard('{Enter}')
  const answer = await screen.findByLabelText<HTMLTextAreaElement>('Answer to Weather: Rome')
  await userEvent.fill(answer, '19 °C')

  await userEvent.click(screen.getByRole('button', { name: 'New conversation' }))
  await expect.poll(() => screen.queryByLabelText('Answer to Weather: Rome')).toBeNull()
  await userEvent.fill(screen.getByLabelText('Message'), 'half a thought')

  await userEvent.click(screen.getByRole('button', { name: 'What is the weather in Rome?' }))
  const again = await screen.findByLabelText<HTMLTextAreaElement>('Answer to Weather: Rome')
  expect(again.value).toBe('19 °C')
  await userEvent.click(screen.getByRole('button', { name: 'New conversation' }))
  await expect.poll(written).toBe('half a thought')

  cleanup()
  await open()
  await expect.poll(written).toBe('half a thought')
})

it('makes an assistant, with the tools that were chosen for it', async () => {
  await open()
  await userEvent.click(screen.getByText('Make an assistant'))
  await userEvent.fill(screen.getByLabelText('Name'), 'Weather only')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Booking' }))
  await userEvent.click(screen.getByRole('button', { name: 'Make it' }))
  const picker = screen.getByLabelText<HTMLSelectElement>('Assistant')
  await expect.poll(() => picker.selectedOptions[0]?.textContent).toBe('Weather only')
})
