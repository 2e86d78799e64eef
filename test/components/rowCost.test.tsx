import { render } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Markdown } from '../../src/components/markdown/Markdown.js'
import { Around } from './markdownAround.js'

/** As much as is read here of what React keeps of all that is drawn. */
interface Fiber {
  type: unknown
  child: Fiber | null
  sibling: Fiber | null
}

interface RootFiber {
  stateNode: { current: Fiber }
}

/** How many components and contexts React keeps below an element, beside the elements themselves. */
function countRecords(container: Element): number {
  const key = Object.keys(container).find((name) => name.startsWith('__reactContainer$'))
  const known = key === undefined ? undefined : (Reflect.get(container, key) as RootFiber)
  const root = known?.stateNode.current
  const count = ({ type, child, sibling }: Fiber): number =>
    (type !== null && typeof type !== 'string' ? 1 : 0) +
    (child ? count(child) : 0) +
    (sibling ? count(sibling) : 0)
  if (!root) throw new Error('React has drawn nothing here.')
  return count(root)
}

const recordsOf = (text: string): number => {
  const nothing = render(<Around>{null}</Around>)
  const shown = render(
    <Around>
      <Markdown text={text} />
    </Around>,
  )
  const records = countRecords(shown.container) - countRecords(nothing.container)
  nothing.unmount()
  shown.unmount()
  return records
}

it.each([
  ['a paragraph', 'One **two** `three` *four*.', 4],
  ['a list', '- one **two**\n- three\n- `four`', 8],
  ['a table', '| a | b |\n| --- | --- |\n| **c** | d |\n| e | f |', 8],
])('%s is drawn with few components beside its elements', (_, text, most) => {
  expect(recordsOf(text)).toBeLessThanOrEqual(most)
})
