import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { scenarios } from './scenarios.js'

const root = new URL('../', import.meta.url)
/** `(scenario 7)`, `(scenarios 1, 2 and 3)` in a title. */
const tag = /\(scenarios? ([\d, and]+)\)/g

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.tsx?$/.test(file) && !/node_modules|scenarios/.test(file))
  .toSorted()
const tagged = files.flatMap((file) =>
  Array.from(readFileSync(new URL(file, root), 'utf8').matchAll(tag), ([, numbers = '']) =>
    (numbers.match(/\d+/g) ?? []).map((number) => ({ number: Number(number), file })),
  ).flat(),
)

it('every scenario has a test of its number', () => {
  const rows = Object.entries(scenarios).map(([number, name]) => {
    const found = tagged.filter((one) => one.number === Number(number))
    const where = [...new Set(found.map(({ file }) => file))]
    return { number: Number(number), name, tests: found.length, where }
  })
  console.log(
    rows
      .map(({ number, name, tests, where }) => `${number} ${name}: ${tests} in ${where.join(', ')}`)
      .join('\n'),
  )
  expect(
    rows.filter(({ tests }) => tests === 0).map(({ number, name }) => `${number} ${name}`),
  ).toEqual([])
})

it('every tag names a scenario', () => {
  expect(tagged.filter(({ number }) => !(number in scenarios))).toEqual([])
})
