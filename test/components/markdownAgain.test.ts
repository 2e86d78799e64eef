import { expect, it } from 'vitest'
import { createReader } from '../../src/components/markdown/createReader.js'

const answer = (n: number) => `# Answer ${n}\n\n${'Some words of it. '.repeat(50)}\n\n- one\n- two`

it('reads an answer that comes back into view not a second time', () => {
  const first = createReader()(answer(1), false)
  expect(createReader()(answer(1), false)).toBe(first)
})

it('forgets those that were read long ago', () => {
  const first = createReader()(answer(1), false)
  for (let n = 2; n < 1_000; n++) createReader()(answer(n), false)
  expect(createReader()(answer(1), false)).not.toBe(first)
})
