import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import {
  bottomOf,
  isWindowed,
  openLong,
  atRest,
  rowInSight,
  rows,
  scrollBy,
  topOf,
} from './longThread.js'
import { drawn, emulateMedia, findAxeFaults, fromEnd, viewport } from './support.js'

beforeEach(() => page.viewport(900, 800))

const composer = () => screen.getByRole('textbox', { name: 'Message' })
const place = (row: Element | null | undefined) => Number(row?.getAttribute('aria-posinset'))
const long = 'A line of words that goes from one side to the other. '.repeat(12)

describe.each([
  { count: 300, isLong: false },
  { count: 1_000, isLong: true },
])('in a thread of $count messages', { timeout: 60_000 }, ({ count, isLong }) => {
  const open = async (more: Partial<Parameters<typeof openLong>[0]> = {}) => {
    const opened = await openLong({ loaded: count, ...more })
    await waitFor(() => expect(isWindowed()).toBe(isLong))
    await drawn()
    return opened
  }

  it('arrows go from message to message, Page keys scroll, Home and End go to both ends', async () => {
    await open()
    viewport().focus()
    await userEvent.keyboard('{ArrowUp}')
    expect(place(document.activeElement)).toBe(count)
    for (let step = 1; step <= 30; step++) {
      const before = place(document.activeElement)
      // A message that is higher than what is in sight is read to its beginning first.
      for (let press = 0; press < 20 && place(document.activeElement) === before; press++) {
        await userEvent.keyboard('{ArrowUp}')
        await drawn()
      }
      expect(place(document.activeElement)).toBe(before - 1)
      const row = document.activeElement as HTMLElement
      expect(bottomOf(row)).toBeGreaterThan(topOf(viewport()))
      expect(topOf(row)).toBeLessThan(bottomOf(viewport()))
    }
    await userEvent.keyboard('{ArrowDown}')
    expect(place(document.activeElement)).toBe(count - 29)

    await atRest()
    const { scrollTop } = viewport()
    await userEvent.keyboard('{PageUp}')
    await waitFor(() => expect(viewport().scrollTop).toBeLessThan(scrollTop - 200))
    await atRest()
    await userEvent.keyboard('{Home}')
    await waitFor(() => expect(place(rowInSight())).toBe(1))
    expect(viewport()).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    expect(place(document.activeElement)).toBe(1)
    await userEvent.keyboard('{End}')
    await waitFor(() => expect(fromEnd()).toBe(0))
    expect(place(rows().at(-1))).toBe(count)
    expect(screen.queryByRole('button', { name: /latest/ })).toBeNull()
  })

  it('a row that has the focus stays, however far one scrolls', async () => {
    await open()
    await scrollBy(-6_000)
    const row = rowInSight()
    row.tabIndex = -1
    row.focus({ preventScroll: true })
    await scrollBy(-20_000)
    expect(row).toHaveFocus()
    await scrollBy(1e7)
    expect(fromEnd()).toBe(0)
    expect(row).toHaveFocus()
  })

  it('what is marked stays marked, and can be copied as a whole', async () => {
    await open()
    await scrollBy(-6_000)
    const first = rowInSight()
    const from = place(first)
    const selection = document.getSelection()
    selection?.setBaseAndExtent(first, 0, first, first.childNodes.length)
    await scrollBy(2_000)
    const last = rowInSight()
    const to = place(last)
    expect(to).toBeGreaterThan(from + 3)
    selection?.setBaseAndExtent(first, 0, last, last.childNodes.length)
    await drawn()
    await scrollBy(-20_000)
    await scrollBy(3_000)
    const copied = selection?.toString() ?? ''
    for (let n = from; n <= to; n++) {
      expect(copied).toContain(n % 2 === 0 ? `Question ${n}?` : `Answer ${n}.`)
    }
    selection?.removeAllRanges()
  })

  it('lets go of the end while something is marked there, and tells how many have come since', async () => {
    const { pen, say } = await open()
    await userEvent.type(composer(), 'Go on{Enter}')
    await say('It begins.')
    const words = screen.getByText('It begins.')
    document.getSelection()?.selectAllChildren(words)
    await drawn()
    const top = topOf(words)
    await say(`${long} More.`)
    expect(topOf(words)).toBe(top)
    document.getSelection()?.removeAllRanges()
    expect(screen.getByRole('button', { name: 'Jump to the latest message' })).toBeVisible()
    pen.end()
    await userEvent.type(composer(), 'And?{Enter}')
    await waitFor(() => expect(fromEnd()).toBe(0))
    await scrollBy(-500)
    await say('The next answer.')
    const jump = screen.getByRole('button', { name: '1 new message: jump to the latest' })
    jump.focus()
    await userEvent.keyboard('{Enter}')
    await drawn()
    expect(fromEnd()).toBe(0)
    expect(viewport()).toHaveFocus()
    pen.end()
  })

  it('stays on the same row when the page gets narrower, and when pictures above and below come', async () => {
    await open()
    await scrollBy(-6_000)
    // It begins where one begins to read.
    await scrollBy(topOf(rowInSight()) - topOf(viewport()) - 5)
    const row = rowInSight()
    const top = topOf(row)
    for (const other of rows()) {
      if (other === row || Math.abs(place(other) - place(row)) > 6) continue
      const picture = document.createElement('div')
      picture.textContent = `a picture of ${place(other)}`
      picture.style.height = '120px'
      other.append(picture)
      await drawn()
      expect(Math.abs(topOf(row) - top)).toBeLessThanOrEqual(1)
    }
    const distance = topOf(row) - topOf(viewport())
    await page.viewport(500, 700)
    for (let frame = 0; frame < 4; frame++) await drawn()
    expect(Math.abs(topOf(row) - topOf(viewport()) - distance)).toBeLessThanOrEqual(1)
  })

  it('all that is loaded is printed, and the eye is where it was afterwards', async () => {
    await open()
    await scrollBy(-6_000)
    await drawn()
    const row = rowInSight()
    const top = topOf(row)
    await emulateMedia('print')
    await waitFor(() => expect(rows()).toHaveLength(count))
    await drawn()
    const tops = rows().map((one) => topOf(one))
    expect(tops).toEqual(tops.toSorted((one, other) => one - other))
    expect(rows().every((one) => one.checkVisibility({ visibilityProperty: true }))).toBe(true)
    expect(new Set(rows().map(place)).size).toBe(count)
    await emulateMedia('')
    await waitFor(() => expect(isLong && rows().length > 200).toBe(false))
    for (let frame = 0; frame < 4; frame++) await drawn()
    expect(row.isConnected).toBe(true)
    expect(Math.abs(topOf(row) - top)).toBeLessThanOrEqual(1)
  })

  it('a fling shows no gap', async () => {
    await open()
    for (let frame = 0; frame < 60; frame++) {
      viewport().scrollBy({ top: -200, behavior: 'instant' })
      await new Promise((resolve) => requestAnimationFrame(resolve))
      expect(topOf(rowInSight())).toBeLessThanOrEqual(topOf(viewport()) + 20)
    }
  })

  it.each(['ltr', 'rtl'])(
    'reads %s, and nothing is in the way of assistive technology',
    async (dir) => {
      document.documentElement.dir = dir
      await open({ older: 20 })
      await scrollBy(-6_000)
      await drawn()
      expect(await findAxeFaults()).toEqual([])
      const { left, right } = rowInSight().getBoundingClientRect()
      const log = screen.getByRole('log').getBoundingClientRect()
      expect(Math.abs(left - log.left) + Math.abs(right - log.right)).toBeLessThanOrEqual(1)
      expect(screen.getByRole('log')).toHaveAttribute('aria-live', 'off')
      document.documentElement.removeAttribute('dir')
    },
  )
})
