import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { makeThread, messageOf, setStage } from '../components/support.js'
import { drawn, openChat } from './support.js'

/** A chat in which this was said, with forty citations of one file. */
async function show(sentence: (n: number) => string) {
  await page.viewport(390, 800)
  const stage = await setStage()
  const marks = Array.from({ length: 40 }, (_, at) => `【${at}†handbook】`)
  const annotations = marks.map((text) => ({
    type: 'file_citation',
    text,
    start_index: 0,
    end_index: 0,
    file_citation: { file_id: 'file_1' },
  }))
  const value = marks.map((mark, at) => sentence(at + 1).replace('@', mark)).join('')
  const data = [messageOf(1, { content: [{ type: 'text', text: { value, annotations } }] })]
  const body = { object: 'list', data, first_id: null, last_id: null, has_more: false }
  stage.network.add({ operation: 'listMessages', answer: { body } })
  openChat({ stage, threadId: await makeThread(stage) })
  const buttons = await screen.findAllByRole('button', { name: 'Source 1: file_1' })
  expect(buttons).toHaveLength(40)
  await drawn()
  return buttons
}

/** Where the character stands that is next to an element. */
function besideOf(element: Element, side: 'previousSibling' | 'nextSibling'): DOMRect {
  const text = element[side]
  if (!(text instanceof Text)) throw new Error('there is no word beside it')
  const range = document.createRange()
  const at = side === 'nextSibling' ? 0 : text.length - 1
  range.setStart(text, at)
  range.setEnd(text, at + 1)
  return range.getBoundingClientRect()
}

it('a citation stands in the line of its word, and the full stop in that of the citation', async () => {
  const buttons = await show((n) => `Some fact ${n}@. `)
  for (const button of buttons) {
    const mark = button.closest('sup')
    if (!mark) throw new Error('a citation stands raised')
    const { left, right } = mark.getBoundingClientRect()
    expect(besideOf(mark, 'previousSibling').right).toBeLessThanOrEqual(left + 0.5)
    expect(besideOf(mark, 'nextSibling').left).toBeGreaterThanOrEqual(right - 0.5)
  }
})

it('forty citations in a row keep to their room', async () => {
  await show(() => '@')
  const text = document.querySelector('.ra-text')
  const edge = text?.getBoundingClientRect().right ?? 0
  for (const mark of document.querySelectorAll('.ra-citation'))
    expect(mark.getBoundingClientRect().right).toBeLessThanOrEqual(edge + 0.5)
})
