import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { sentOf, showForm } from './formSupport.js'

/** Groups in each other, each of which has to be there, around one field. */
function groups(depth: number): object {
  let schema: object = { type: 'string', title: 'Innermost', minLength: 1 }
  for (let at = depth; at > 0; at--) {
    schema = { type: 'object', properties: { [`g${at}`]: schema }, required: [`g${at}`] }
  }
  return schema
}
const within = (from: number, to: number, value: unknown): unknown =>
  from > to ? value : { [`g${from}`]: within(from + 1, to, value) }

describe('a form with more than can be shown at once', () => {
  it('shows what lies deep by a press, goes on in it, and sends all of it', async () => {
    const { user, fill, send, sent } = await showForm(groups(40))
    expect(screen.queryByLabelText('Innermost')).toBeNull()
    await user.click(screen.getByText('Add G21'))
    expect(screen.queryByText('Add G21')).toBeNull()
    expect(document.activeElement?.closest('fieldset')).not.toBeNull()
    await fill('Innermost', 'Found')
    await send()
    expect(await sent()).toEqual([JSON.stringify(within(1, 40, 'Found'))])
  })

  it('leads from what lacks to the place where it is added', async () => {
    const { user, send, stage } = await showForm(groups(40))
    await send()
    await user.click(await screen.findByRole('button', { name: /, G21$/ }))
    expect(document.activeElement).toHaveTextContent('Add G21')
    expect(sentOf(stage)).toEqual([])
  })

  it('takes one of very many values as a text, and refuses what is none of them', async () => {
    const values = Array.from({ length: 501 }, (_, at) => `v${at}`)
    const { user, fill, send, sent, stage } = await showForm({
      type: 'object',
      properties: { code: { enum: values } },
      required: ['code'],
    })
    await fill('Code', 'w7')
    await send()
    await screen.findAllByText('This is none of the possible answers.')
    expect(sentOf(stage)).toEqual([])
    await user.clear(screen.getByLabelText('Code'))
    await fill('Code', 'v500')
    await send()
    expect(await sent()).toEqual(['{"code":"v500"}'])
  })

  it('begins as JSON where its answer has very many parts, and is there for the asking', async () => {
    const parts = Array.from({ length: 501 }, (_, at) => at)
    const { user } = await showForm({
      type: 'object',
      properties: { parts: { title: 'Numbers' } },
      default: { parts },
    })
    expect(screen.getByText('JSON')).toHaveAttribute('aria-pressed', 'true')
    expect(screen.queryByLabelText(/Numbers/)).toBeNull()
    await user.click(screen.getByText('Form'))
    expect(JSON.parse(screen.getByLabelText<HTMLTextAreaElement>(/Numbers/).value)).toEqual(parts)
  })
})
