import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import {
  bottomOf,
  isWindowed,
  lastInSight,
  openLong,
  rowInSight,
  rows,
  scrollBy,
  topOf,
} from './longThread.js'
import { drawn, fromEnd, viewport } from './support.js'

beforeEach(() => page.viewport(900, 800))

/** Positions of scrolling are whole pixels, sizes are not. */
const still = 1
/** Between two rows. */
const gap = 20

describe.each([
  { count: 300, most: 300, isLong: false },
  { count: 1_000, most: 60, isLong: true },
  { count: 10_000, most: 60, isLong: true },
])('a thread of $count messages', { timeout: 90_000 }, ({ count, most, isLong }) => {
  it('opens at its end, and has no more rows in the document than it needs', async () => {
    await openLong({ loaded: count })
    expect(fromEnd()).toBe(0)
    expect(rows().at(-1)).toHaveTextContent(`Question ${count}?`)
    expect(rows().at(-1)).toHaveAttribute('aria-posinset', `${count}`)
    expect(rows().at(-1)).toHaveAttribute('aria-setsize', `${count}`)
    await waitFor(() => expect(isWindowed()).toBe(isLong))
    await drawn()
    expect(fromEnd()).toBe(0)
    expect(rows().length).toBeLessThanOrEqual(most)
  })

  it('moves by what the person scrolls, and never shows a gap', async () => {
    await openLong({ loaded: count })
    for (let step = 0; step < 40; step++) {
      const row = rowInSight()
      const top = topOf(row)
      await scrollBy(-333)
      expect(Math.abs(topOf(row) - top - 333)).toBeLessThanOrEqual(still)
      expect(topOf(rowInSight())).toBeLessThanOrEqual(topOf(viewport()) + gap)
    }
    for (let step = 0; step < 30; step++) {
      const row = lastInSight()
      const top = topOf(row)
      await scrollBy(333)
      expect(Math.abs(topOf(row) - top + 333)).toBeLessThanOrEqual(still)
      expect(bottomOf(lastInSight())).toBeGreaterThanOrEqual(bottomOf(viewport()) - gap)
    }
  })

  it('stays on the same row when older pages come in above', async () => {
    await openLong({ loaded: count, older: 60 })
    expect(rows().at(-1)).toHaveAttribute('aria-setsize', '-1')
    await scrollBy(-1e7)
    await drawn()
    for (let left = 3; left > 0; left--) {
      const older = screen.getByRole('button', { name: 'Show older messages' })
      const row = rowInSight()
      const top = topOf(row)
      older.click()
      await waitFor(() => expect(screen.queryByText(/Loading older/)).not.toBeInTheDocument())
      for (let frame = 0; frame < 5; frame++) {
        await drawn()
        expect(row.isConnected).toBe(true)
        expect(Math.abs(topOf(row) - top)).toBeLessThanOrEqual(still)
      }
      await scrollBy(-100)
    }
    expect(rows().at(-1)).toHaveAttribute('aria-setsize', `${count + 60}`)
  })

  it('stays on the same row when one below it grows right after an older page has come in above', async () => {
    await openLong({ loaded: count, older: 20 })
    await scrollBy(-1e7)
    await drawn()
    const row = rowInSight()
    const top = topOf(row)
    screen.getByRole('button', { name: 'Show older messages' }).click()
    await waitFor(() => expect(screen.queryByText(/Loading older/)).not.toBeInTheDocument())
    for (const height of [100, 250]) {
      const below = rows()[rows().indexOf(row) + 1]
      if (!below) throw new Error('there is no row below')
      below.style.minHeight = `${below.offsetHeight + height}px`
      for (let frame = 0; frame < 3; frame++) {
        await drawn()
        expect(Math.abs(topOf(row) - top)).toBeLessThanOrEqual(still)
      }
    }
  })
})
