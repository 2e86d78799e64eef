import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { showForm } from './formSupport.js'

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer', minimum: 0 },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
  required: ['name'],
}
const json = () => screen.getByLabelText<HTMLTextAreaElement>('Answer to Ask as JSON')
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const put = (element: HTMLElement, value: string) =>
  fireEvent.change(element, { target: { value } })

describe('the JSON beside a form', () => {
  it('is the same answer, written either way', async () => {
    const { fill, send, sent } = await showForm(schema)
    await fill('Name', 'Ada')
    press('JSON')
    expect(JSON.parse(json().value)).toEqual({ name: 'Ada' })
    put(json(), '{"name":"Ada Lovelace","age":36}')
    press('Form')
    expect(screen.getByLabelText(/^Name/)).toHaveValue('Ada Lovelace')
    expect(screen.getByLabelText(/^Age/)).toHaveValue('36')
    await send()
    expect(await sent()).toEqual(['{"name":"Ada Lovelace","age":36}'])
  })

  it('keeps what is no JSON yet as it is written, and the form waits for it', async () => {
    await showForm(schema)
    press('JSON')
    put(json(), '{"name": "Ada", "a')
    expect(json()).toBeInvalid()
    expect(json()).toHaveAccessibleDescription(/not valid JSON yet/)
    expect(screen.getByRole('button', { name: 'Form' })).toHaveAttribute('aria-disabled', 'true')
    press('Form')
    expect(json()).toHaveValue('{"name": "Ada", "a')
    put(json(), '{"name": "Ada", "age": 3}')
    press('Form')
    expect(screen.getByLabelText(/^Age/)).toHaveValue('3')
  })

  it('keeps what is half typed in the form, and lets go of it once the JSON says something else', async () => {
    const { fill } = await showForm(schema)
    await fill('Age (optional)', '3e')
    press('JSON')
    put(json(), '{"name":"Ada"}')
    press('Form')
    expect(screen.getByLabelText(/^Age/)).toHaveValue('3e')
    press('JSON')
    put(json(), '{"name":"Ada","age":7}')
    press('Form')
    expect(screen.getByLabelText(/^Age/)).toHaveValue('7')
  })

  it('falls back to JSON for the one part that cannot be drawn', async () => {
    const { fill, send, sent } = await showForm(schema)
    const labels = screen.getByLabelText(/^Labels/)
    expect(labels).toHaveAccessibleDescription(/in JSON/)
    await fill('Name', 'Ada')
    put(labels, '{"team":')
    await send()
    await waitFor(() => expect(labels).toHaveFocus())
    expect(labels).toHaveValue('{"team":')
    expect(labels).toHaveAccessibleDescription(/not valid JSON yet/)
    put(labels, '{"team":"north"}')
    await send()
    expect(await sent()).toEqual(['{"name":"Ada","labels":{"team":"north"}}'])
  })
})

describe('the preview', () => {
  it('shows the very text that is sent, as soon as there is one', async () => {
    const { fill, send, sent, user } = await showForm({
      output: { type: 'string', title: 'Reply' },
    })
    await user.click(screen.getByText('What will be sent'))
    await screen.findByText('Some answers are still needed.')
    await fill('Reply', 'She said "yes"')
    const shown = await screen.findByText('She said "yes"', { selector: 'pre' })
    const text = shown.textContent
    await send()
    expect(await sent()).toEqual([text])
  })

  it('shows what a validator makes of the value', async () => {
    const output = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: async (value: unknown) => {
          await Promise.resolve()
          const { city } = value as { city: string }
          return city === 'Nowhere'
            ? { issues: [{ message: 'There is no such city.', path: ['city'] }] }
            : { value: { city: city.trim(), known: true } }
        },
        jsonSchema: {
          input: () => ({
            type: 'object',
            properties: { city: { type: 'string' } },
            required: ['city'],
          }),
        },
      },
    }
    const { fill, send, sent, user } = await showForm({ output })
    await fill('City', 'Nowhere')
    await send()
    const city = screen.getByLabelText('City')
    await waitFor(() => expect(city).toHaveFocus())
    expect(city).toHaveAccessibleDescription('There is no such city.')
    // What was found is about what was there then.
    put(city, ' Oslo ')
    expect(city).toBeValid()
    await user.click(screen.getByText('What will be sent'))
    await screen.findByText('{"city":"Oslo","known":true}')
    await send()
    expect(await sent()).toEqual(['{"city":"Oslo","known":true}'])
  })
})
