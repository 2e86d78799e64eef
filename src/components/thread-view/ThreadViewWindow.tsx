'use client'

import { createContext, type ReactElement, useCallback, useContext, useMemo, useState } from 'react'
import {
  type CustomContainerComponentProps,
  type CustomItemComponentProps,
  Virtualizer,
} from 'virtua'
import { windowMark } from './anchor.js'
import type { Place } from './createPlace.js'
import { type DrawRow, ThreadViewRow } from './ThreadViewRow.js'
import { useHeldRows } from './useHeldRows.js'
import { usePrinting } from './usePrinting.js'

/** Pixels above and below the viewport in which rows are there already: a fast fling shows no gap. */
const ahead = 1_500

export interface ThreadViewWindowProps {
  /** Oldest first. */
  ids: readonly string[]
  count: number
  draw: DrawRow
  place: Place
  /** What a row measures, as far as is known before it was drawn. */
  rowHeight: number
  /** Where the rows begin in what scrolls. */
  margin: number
  /** Some have been measured. */
  onRows: () => void
}

/** The rows of a long thread that lie before those that stay in the document: only those near the viewport are in it. */
export function ThreadViewWindow({
  ids,
  count,
  draw,
  place,
  rowHeight,
  margin,
  onRows,
}: ThreadViewWindowProps) {
  const isPrinting = usePrinting()
  const held = useHeldRows(ids, place)
  const isShifted = useShifted(ids)
  const scrollRef = useMemo(() => ({ current: place.read().viewport }), [place])
  const drawRow = useCallback(
    (id: string, index: number): ReactElement => (
      <ThreadViewRow key={id} id={id} index={index} count={count} draw={draw} />
    ),
    [count, draw],
  )
  const all = useMemo(() => (isPrinting ? ids.map((_, at) => at) : held), [isPrinting, ids, held])
  return (
    <PrintingContext value={isPrinting}>
      <Virtualizer
        data={ids}
        bufferSize={ahead}
        itemSize={rowHeight}
        startMargin={margin}
        shift={isShifted}
        keepMounted={all}
        scrollRef={scrollRef}
        as={WindowRows}
        item={WindowRow}
        onResize={() => {
          place.onWindow()
          onRows()
        }}
      >
        {drawRow}
      </Virtualizer>
    </PrintingContext>
  )
}

/** Whether what has changed since the last rows came in at their beginning. */
function useShifted(ids: readonly string[]): boolean {
  const [last, setLast] = useState({ ids, isShifted: false })
  if (last.ids === ids) return last.isShifted
  const isShifted = ids.at(-1) === last.ids.at(-1) && ids[0] !== last.ids[0]
  setLast({ ids, isShifted })
  return isShifted
}

const PrintingContext = createContext(false)

/** What is scrolled can be pointed at and marked; on paper, rows follow each other whatever was measured. */
function WindowRows({ style, children, ref }: CustomContainerComponentProps) {
  const isPrinting = useContext(PrintingContext)
  const { pointerEvents: _pointerEvents, ...rest } = style
  return (
    <div ref={ref} {...{ [windowMark]: '' }} style={isPrinting ? undefined : rest}>
      {children}
    </div>
  )
}

function WindowRow({ style, children, ref }: CustomItemComponentProps) {
  const isPrinting = useContext(PrintingContext)
  return (
    <div ref={ref} style={isPrinting ? undefined : style}>
      {children}
    </div>
  )
}
