import { screen, waitFor } from '@testing-library/react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { Chat, setStage } from '../components/support.js'
import { fillThread } from './fillThread.js'
import { rowInSight, scrollBy } from './longThread.js'
import { viewport } from './support.js'

const loaded = 300
let close = () => {}

beforeEach(() => {
  // In a test's own time everything would come at once.
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', false)
  return page.viewport(900, 800)
})

afterEach(() => {
  close()
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
})

/** Where something stood when the next frame was painted: between two frames it may stand anywhere. */
const paintedAt = (element: Element): Promise<DOMRectReadOnly> =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect()
      if (entry) resolve(entry.boundingClientRect)
    })
    observer.observe(element)
  })

const rows = () => document.querySelectorAll('.ra-row')

/** Mounts a thread as an app does, until its first rows are there. */
async function mountThread() {
  const stage = await setStage({})
  const threadId = await fillThread(stage, { loaded })
  const root = document.body.appendChild(document.createElement('main'))
  root.className = 'whole-page'
  const react = createRoot(root)
  close = () => {
    react.unmount()
    root.remove()
  }
  react.render(<Chat stage={stage} threadId={threadId} />)
  await waitFor(() => expect(rows().length).toBeGreaterThan(0), { interval: 4 })
}

/** How far a row moves in all, at most, until all rows are there. */
async function movesOf(row: Element): Promise<{ counts: Set<number>; most: number }> {
  const counts = new Set([rows().length])
  const { top } = await paintedAt(row)
  let most = 0
  for (let isOver = false; !isOver;) {
    isOver = rows().length === loaded
    most = Math.max(most, Math.abs((await paintedAt(row)).top - top))
    counts.add(rows().length)
  }
  return { counts, most }
}

it('a thread opens with its end, and what stands before that follows without moving it', async () => {
  await mountThread()
  const last = [...rows()].at(-1)
  if (!last) throw new Error('no row is there')
  const first = rows().length
  const { bottom } = await paintedAt(last)
  expect(bottom).toBeLessThanOrEqual(viewport().getBoundingClientRect().bottom)
  const { counts, most } = await movesOf(last)
  expect(first).toBe(30)
  expect(counts.size).toBeGreaterThanOrEqual(2)
  expect(most).toBeLessThanOrEqual(1)
  expect(screen.getAllByRole('article')).toHaveLength(loaded)
})

it('rows that come before do not move what somebody reads who has scrolled up meanwhile', async () => {
  await mountThread()
  await scrollBy(-400)
  expect(rows().length).toBeLessThan(loaded)
  const { most } = await movesOf(rowInSight())
  expect(most).toBeLessThanOrEqual(1)
})
