'use client'

import { type ComponentType, useState, useSyncExternalStore } from 'react'
import { tailMark } from './anchor.js'
import type { Place } from './createPlace.js'
import { ahead, moveCut, noCut, trimCut, widenCut } from './cutRows.js'
import { mayTrim } from './mayTrim.js'
import type { ThreadViewWindowProps } from './ThreadViewWindow.js'
import { useEndFirst } from './useEndFirst.js'
import { usePrinting } from './usePrinting.js'
import { windowPart } from './windowPart.js'

/** Pixels beyond the viewport that the rows at the end have to cover, so that nobody sees what is before them. */
const leastBeyond = 200
/** The window is loaded before it is needed. */
const loadFrom = 200

/** What a window needs to know of the rows before it shows any. */
interface Measured {
  opened: number
  /** What a row takes, on average. */
  rowHeight: number
  /** Where the rows begin in what scrolls. */
  margin: number
  /** The rows at the end do not reach as far as they should, so the window has to be there all the time. */
  isShort: boolean
}

export interface ShownRows {
  /** The rows from here on stay in the document. */
  shownFrom: number
  /** What shows the rows before; null where there are none, or nothing to show them with yet. */
  window: ({ Window: ComponentType<ThreadViewWindowProps> } & Measured) | null
  /** Measures what is shown, and shows more or less of it. */
  onRows: () => void
}

const nothingMeasured: Measured = { opened: 0, rowHeight: 0, margin: 0, isShort: false }
const never = () => () => {}
const nowhere = () => null

/**
 * Which rows stay in the document, and what shows the others.
 *
 * @param isWhole the thread does not open at its end
 */
export function useCut(
  ids: readonly string[],
  place: Place | undefined,
  isWhole: boolean,
): ShownRows {
  const part = useSyncExternalStore(windowPart.subscribe, windowPart.read, windowPart.read)
  // What a server rendered has all rows, and is taken over as it is.
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const viewport = useSyncExternalStore(
    place?.subscribe ?? never,
    () => place?.read().viewport ?? null,
    nowhere,
  )
  // Whether the rows at the end fill it is looked at again when it changes.
  useSyncExternalStore(
    place?.subscribe ?? never,
    () => place?.read().height ?? 0,
    () => 0,
  )
  const isPrinting = usePrinting()
  const [cut, setCut] = useState(noCut)
  const [measured, setMeasured] = useState<Measured>(nothingMeasured)
  const isReady = part.state === 'ready'
  const moved = moveCut(cut, ids, isReady)
  if (moved !== cut) setCut(moved)
  const { first, opened } = moved

  const onRows = () => {
    const log = place?.log()
    if (!viewport || !log) return
    if (ids.length > loadFrom) windowPart.load()
    const tail = log.querySelector(`:scope > [${tailMark}]`)
    if (isReady && tail && mayTrim(viewport, tail)) setCut(trimCut)
    const [top, end] = [tail?.firstElementChild, tail?.lastElementChild]
    if (first === null || !tail || !top || !end) return
    const height = end.getBoundingClientRect().bottom - top.getBoundingClientRect().top
    // Those at the end keep the window so far away that it has nothing to do while an answer grows.
    const beyond = height - viewport.clientHeight
    const isShort = beyond < leastBeyond
    if (viewport.clientHeight > 0 && beyond < ahead && measured.opened !== opened) setCut(widenCut)
    else if (isReady) {
      const above = log.getBoundingClientRect().top - viewport.getBoundingClientRect().top
      const margin = Math.round(above + viewport.scrollTop)
      setMeasured((known) => {
        const isKnown = known.opened === opened
        if (isKnown && known.margin === margin && known.isShort === isShort) return known
        const rowHeight = isKnown ? known.rowHeight : height / tail.childElementCount || 1
        return { opened, margin, isShort, rowHeight }
      })
    }
  }

  const isAll =
    first === null || !place || !isHydrated || part.state === 'failed' || (isPrinting && !isReady)
  const drawnFrom = useEndFirst(ids, opened, isWhole || first !== null || !isHydrated || isPrinting)
  const shownFrom = isAll ? drawnFrom : ids.indexOf(first)
  const isWindow = !isAll && shownFrom > 0 && part.state === 'ready' && measured.opened === opened
  return {
    shownFrom,
    window: isWindow ? { Window: part.Window, ...measured } : null,
    onRows,
  }
}
