import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { sentOf, showForm } from './formSupport.js'

const trip = {
  type: 'object',
  title: 'Trip',
  properties: {
    purpose: { type: 'string', description: 'Why you travel' },
    days: { type: 'integer', minimum: 1, maximum: 14 },
    seat: { enum: ['Aisle', 'Window'] },
    passengers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, age: { type: 'integer' } },
        required: ['name'],
      },
    },
  },
  required: ['purpose', 'days', 'passengers'],
}

describe('a form drawn from a schema', () => {
  it('sends the value as JSON', async () => {
    const { user, fill, send, sent } = await showForm(trip)
    await fill('Purpose', 'A fair')
    await fill('Days', '3')
    await user.click(screen.getByLabelText('Window'))
    await fill('Name', 'Ada')
    await send()
    expect(await sent()).toEqual([
      JSON.stringify({ purpose: 'A fair', days: 3, seat: 'Window', passengers: [{ name: 'Ada' }] }),
    ])
  })

  it('leads to the first thing that is wrong, says at each field what, and loses nothing', async () => {
    const { user, fill, send, stage } = await showForm(trip)
    await fill('Days', '30')
    await send()
    const purpose = screen.getByLabelText('Purpose')
    await waitFor(() => expect(purpose).toHaveFocus())
    expect(purpose).toBeInvalid()
    expect(purpose).toHaveAccessibleDescription('Why you travel This is needed.')
    const days = screen.getByLabelText('Days')
    expect(days).toHaveValue('30')
    expect(days).toHaveAccessibleDescription('1 to 14 Give at most 14.')
    const list = screen.getByRole('list', { name: 'What is still to be done' })
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      'Trip, Purpose: This is needed.',
      'Trip, Days: Give at most 14.',
      'Trip, Passengers 1, Name: This is needed.',
    ])
    await user.click(within(list).getByRole('button', { name: 'Trip, Days' }))
    expect(days).toHaveFocus()
    expect(sentOf(stage)).toEqual([])
  })
})
