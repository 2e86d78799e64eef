import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { showForm } from './formSupport.js'

const values = () =>
  screen.getAllByLabelText<HTMLInputElement>(/^Stops \d/).map((input) => input.value)
const said = () => screen.getAllByRole('status').map((status) => status.textContent)

const stops = {
  type: 'object',
  properties: { stops: { type: 'array', title: 'Stops', items: { type: 'string' }, maxItems: 4 } },
  required: ['stops'],
}

describe('a list', () => {
  it('grows, shrinks and is put in order, with the focus where the person goes on', async () => {
    const { user, send, sent } = await showForm(stops)
    const press = (name: string) => user.click(screen.getByRole('button', { name }))
    expect(screen.getByText('Nothing here yet.')).toBeVisible()
    for (const stop of ['Lisbon', 'Porto', 'Braga']) {
      await press('Add to Stops')
      await user.paste(stop)
    }
    expect(values()).toEqual(['Lisbon', 'Porto', 'Braga'])
    expect(said()).toContain('Stops 3 was added.')
    await press('Move Stops 3 up')
    expect(values()).toEqual(['Lisbon', 'Braga', 'Porto'])
    expect(screen.getByRole('button', { name: 'Move Stops 2 up' })).toHaveFocus()
    expect(said()).toContain('Now at place 2 of 3.')
    // At its end of the list there is only one way left.
    await user.keyboard('{Enter}')
    expect(values()).toEqual(['Braga', 'Lisbon', 'Porto'])
    expect(screen.getByRole('button', { name: 'Move Stops 1 down' })).toHaveFocus()
    await press('Remove Stops 2')
    expect(values()).toEqual(['Braga', 'Porto'])
    expect(screen.getByRole('button', { name: 'Remove Stops 2' })).toHaveFocus()
    await send()
    expect(await sent()).toEqual(['{"stops":["Braga","Porto"]}'])
  })

  it('takes what is half typed along, and says which item lacks what', async () => {
    const { user, fill, send } = await showForm({
      type: 'array',
      title: 'Sizes',
      items: { type: 'number' },
      minItems: 2,
    })
    await fill('Sizes 1', '1e')
    await fill('Sizes 2', '2')
    await user.click(screen.getByRole('button', { name: 'Move Sizes 1 down' }))
    expect(screen.getByLabelText('Sizes 1')).toHaveValue('2')
    expect(screen.getByLabelText('Sizes 2')).toHaveValue('1e')
    await user.click(screen.getByRole('button', { name: 'Add to Sizes' }))
    await send()
    const second = screen.getByLabelText('Sizes 2')
    await waitFor(() => expect(second).toHaveFocus())
    expect(second).toHaveAccessibleDescription('This is not a number yet.')
    expect(screen.getByLabelText('Sizes 3')).toHaveAccessibleDescription('This is needed.')
    expect(screen.getByLabelText('Sizes 1')).toBeValid()
  })

  it('adds no more than there may be', async () => {
    const { user } = await showForm({ type: 'array', items: { type: 'boolean' }, maxItems: 1 })
    const add = screen.getByRole('button', { name: /^Add/ })
    await user.click(add)
    expect(add).toHaveAttribute('aria-disabled', 'true')
    await user.click(add)
    expect(screen.getAllByRole('radio', { name: 'Yes' })).toHaveLength(1)
  })
})

const card = {
  title: 'Card',
  type: 'object',
  properties: { kind: { const: 'card' }, number: { type: 'string' } },
  required: ['kind', 'number'],
}
const transfer = {
  title: 'Transfer',
  type: 'object',
  properties: { kind: { const: 'transfer' }, account: { type: 'string' } },
  required: ['kind', 'account'],
}

describe('one of several forms', () => {
  it('is chosen by its name, keeps what was written in the others, and is held against its own schema', async () => {
    const { user, fill, send, sent } = await showForm({ title: 'Payment', oneOf: [card, transfer] })
    await user.click(screen.getByLabelText('Card'))
    await fill('Number', '1234')
    await user.click(screen.getByLabelText('Transfer'))
    await send()
    const account = screen.getByLabelText('Account')
    await waitFor(() => expect(account).toHaveFocus())
    expect(account).toHaveAccessibleDescription('This is needed.')
    await user.click(screen.getByLabelText('Card'))
    expect(screen.getByLabelText('Number')).toHaveValue('1234')
    await send()
    expect(await sent()).toEqual(['{"kind":"card","number":"1234"}'])
  })

  it('that need not be there can be taken out and put back', async () => {
    const { user, fill, send, sent } = await showForm({
      type: 'object',
      properties: {
        address: { type: 'object', title: 'Address', properties: { town: { type: 'string' } } },
        size: { title: 'Size', enum: ['S', 'M'] },
      },
    })
    await user.click(screen.getByRole('button', { name: 'Add Address' }))
    await fill('Town (optional)', 'Oslo')
    const leaveOut = screen.getByRole('button', { name: 'Leave out Address' })
    await user.click(leaveOut)
    const add = screen.getByRole('button', { name: 'Add Address' })
    expect(add).toHaveFocus()
    await user.click(add)
    expect(screen.getByLabelText(/^Town/)).toHaveValue('Oslo')
    await user.click(screen.getByLabelText('M'))
    await user.click(screen.getByLabelText('No answer'))
    await send()
    expect(await sent()).toEqual(['{"address":{"town":"Oslo"}}'])
  })
})
