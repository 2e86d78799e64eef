import type { KeyboardEvent } from 'react'
import type { Place } from './createPlace.js'
import { focusableOf, focusRow } from './focusRow.js'

/**
 * The keys of a thread, while the viewport or a message has the focus: arrows go from message to message (through a long
 * one first, and first of all to the one that the person was led to), Home and End to the beginning and the end of what is loaded. Page keys scroll, as everywhere.
 */
export function moveByKey(event: KeyboardEvent<HTMLElement>, place: Place): void {
  const { key, target, currentTarget: viewport } = event
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (!isPlain || event.defaultPrevented) return
  const rows = [...(place.log()?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const own = rows.findIndex((row) => focusableOf(row) === target)
  if (target !== viewport && own === -1) return

  if (key === 'Home' || key === 'End') {
    event.preventDefault()
    viewport.focus({ preventScroll: true })
    if (key === 'End') place.toLatest()
    viewport.scrollTop = key === 'End' ? viewport.scrollHeight : 0
  } else if (key === 'ArrowUp' || key === 'ArrowDown') {
    const sought = place.read().sought?.id
    const next = nextRow({ rows, own, sought }, key === 'ArrowDown' ? 1 : -1, viewport)
    const element = focusableOf(rows[next])
    if (!element) return
    event.preventDefault()
    if (next < rows.length - 1) place.letGo()
    focusRow(rows[next])
    if (own !== -1) element.scrollIntoView({ block: 'nearest' })
  }
}

/** -1 where there is none, or more of the same one to read. */
function nextRow(
  { rows, own, sought }: { rows: readonly HTMLElement[]; own: number; sought: string | undefined },
  step: 1 | -1,
  viewport: Element,
): number {
  const view = viewport.getBoundingClientRect()
  const isInSight = (row: Element) => {
    const { top, bottom } = row.getBoundingClientRect()
    return bottom > view.top && top < view.bottom
  }
  const row = rows[own]
  if (!row || !isInSight(row)) {
    const at = rows.findIndex((one) => one.dataset['row'] === sought && isInSight(one))
    if (at !== -1) return at
    return step === 1 ? rows.findIndex(isInSight) : rows.findLastIndex(isInSight)
  }
  const { top, bottom } = row.getBoundingClientRect()
  const goesOn = step === 1 ? bottom > view.bottom + 1 : top < view.top - 1
  return goesOn ? -1 : own + step
}
