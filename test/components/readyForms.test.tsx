import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { forms } from '../../src/index.js'
import { showForm } from './formSupport.js'

const parameters = {
  type: 'object',
  properties: { order: { $ref: '#/$defs/id' }, amount: { type: 'number' } },
  required: ['order', 'amount'],
  $defs: { id: { type: 'string', title: 'Order' } },
}
const args = '{"order":"A-1","amount":59.9}'

describe('ready-made forms', () => {
  it('approve', async () => {
    const { user, send, sent } = await showForm({ output: forms.approval() })
    await user.click(screen.getByLabelText('Approve'))
    await send()
    expect(await sent()).toEqual(['{"decision":"approve"}'])
  })

  it('reject with a reason, in the words of the app', async () => {
    const { user, fill, send, sent } = await showForm({
      output: forms.approval({ approve: 'Ja', reject: 'Nein', reason: 'Warum?' }),
    })
    await user.click(screen.getByLabelText('Nein'))
    await fill('Warum?', 'Zu teuer')
    await send()
    expect(await sent()).toEqual(['{"decision":"reject","reason":"Zu teuer"}'])
  })

  it('let the arguments be changed before they are approved', async () => {
    const { user, fill, send, sent } = await showForm(
      { parameters, output: (given) => forms.editedArguments(parameters, given) },
      { args },
    )
    await user.click(screen.getByLabelText('Approve'))
    expect(screen.getByLabelText('Order')).toHaveValue('A-1')
    await user.clear(screen.getByLabelText('Amount'))
    await fill('Amount', '20')
    await send()
    expect(await sent()).toEqual(['{"decision":"approve","arguments":{"order":"A-1","amount":20}}'])
  })

  it('choose one of several that the assistant offers, or something else', async () => {
    const offer = { type: 'object', properties: { cities: { type: 'array' } } }
    const { user, send, sent } = await showForm(
      {
        parameters: offer,
        output: ({ cities }) => forms.choice(cities as string[], { other: 'Another' }),
      },
      { args: '{"cities":["Oslo","Rome"]}' },
    )
    expect(screen.getAllByRole('radio')).toHaveLength(3)
    await user.click(screen.getByLabelText('Oslo'))
    await user.click(screen.getByLabelText('Another'))
    await user.click(screen.getByRole('textbox', { name: 'Another' }))
    await user.paste('Turin')
    await send()
    expect(await sent()).toEqual(['Turin'])
  })

  it('choose several', async () => {
    const { user, send, sent } = await showForm({
      output: forms.choice(['Red', { value: 2, title: 'Blue' }, 'Green'], { several: true }),
    })
    await user.click(screen.getByLabelText('Blue'))
    await user.click(screen.getByLabelText('Red'))
    await send()
    expect(await sent()).toEqual(['["Red",2]'])
  })

  it('answer in words, sent as they are', async () => {
    const { fill, send, sent } = await showForm({ output: forms.text({ title: 'Reply' }) })
    await fill('Reply', 'Two lines\nof "words"')
    await send()
    expect(await sent()).toEqual(['Two lines\nof "words"'])
  })

  it('answer a set of questions', async () => {
    const { user, fill, send, sent } = await showForm({
      output: forms.questions([
        { name: 'goal', question: 'What for?' },
        { name: 'who', question: 'Who reads it?', answer: forms.choice(['Us', 'Them']) },
        { name: 'note', question: 'Anything else?', isOptional: true },
      ]),
    })
    await fill('What for?', 'A talk')
    await user.click(screen.getByLabelText('Them'))
    await send()
    expect(await sent()).toEqual(['{"goal":"A talk","who":"Them"}'])
  })
})
