import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { countRenders } from '../support/countRenders.js'
import { showForm } from './formSupport.js'

/** How many components are rendered by one key stroke in the middle of a form of so many fields. */
async function keystrokeIn(fields: number) {
  const names = Array.from({ length: fields }, (_, at) => `Field ${at}`)
  const { fill, unmount } = await showForm({
    type: 'object',
    properties: Object.fromEntries(names.map((title) => [title, { type: 'string', title }])),
    required: names,
  })
  const middle = `Field ${fields / 2}`
  await fill(middle, 'a')
  const count = countRenders()
  await fill(middle, 'b')
  const { renders } = count()
  // It goes by the clock, and not by what is typed.
  delete renders['ToolOutputFormDeadline']
  expect(screen.getByLabelText(middle)).toHaveValue('ab')
  unmount()
  return { renders, all: Object.values(renders).reduce((sum, one) => sum + one, 0) }
}

it(
  'a key stroke renders its own field, however many others the form has',
  { timeout: 60_000 },
  async () => {
    const [few, many] = [await keystrokeIn(10), await keystrokeIn(200)]
    console.info(`components rendered by a key stroke: ${few.all} of 10 fields, ${many.all} of 200`)
    expect(many.renders).toEqual(few.renders)
    expect(many.renders['TextField']).toBeGreaterThan(0)
    // Twenty times the fields: the growth's exponent is nothing.
    expect(Math.log(many.all / few.all) / Math.log(20)).toBeCloseTo(0, 1)
  },
)

it(
  'fields that were not drawn anew keep what is written in the others',
  { timeout: 30_000 },
  async () => {
    const names = ['One', 'Two', 'Three']
    const { fill, send, sent } = await showForm({
      type: 'object',
      properties: Object.fromEntries(names.map((title) => [title, { type: 'string', title }])),
      required: names,
    })
    for (const name of [...names, ...names]) await fill(name, name[0] ?? '')
    await send()
    expect(await sent()).toEqual(['{"One":"OO","Two":"TT","Three":"TT"}'])
  },
)
