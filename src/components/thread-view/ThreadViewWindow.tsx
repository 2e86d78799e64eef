'use client'

import {
  createContext,
  type ReactElement,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import {
  type CustomContainerComponentProps,
  type CustomItemComponentProps,
  Virtualizer,
  type VirtualizerHandle,
} from 'virtua'
import { useThreadEntry } from '../../run/index.js'
import { windowMark } from './anchor.js'
import { ahead } from './cutRows.js'
import { type Place, restsAt } from './createPlace.js'
import { createSizes, type Sizes } from './createSizes.js'
import { type DrawRow, ThreadViewRow } from './ThreadViewRow.js'
import { useHeldRows } from './useHeldRows.js'
import { usePrinting } from './usePrinting.js'

export interface ThreadViewWindowProps {
  /** Oldest first. */
  ids: readonly string[]
  count: number
  draw: DrawRow
  place: Place
  /** The row that the person was led to is marked. */
  isMarked: boolean
  /** What a row measures, as far as is known before it was drawn. */
  rowHeight: number
  /** Where the rows begin in what scrolls. */
  margin: number
  /** They may be in sight even while the end is held. */
  isNear: boolean
}

/**
 * The rows of a long thread that lie before those that stay in the document: only those near the viewport are in it, and
 * none while the end is held, which is further away.
 */
export function ThreadViewWindow({ place, isNear, ...rows }: ThreadViewWindowProps) {
  const { ids, rowHeight } = rows
  const isPrinting = usePrinting()
  const held = useHeldRows(ids, place)
  const { follows } = useSyncExternalStore(place.subscribe, place.read)
  const [sizes] = useState(() => createSizes(rowHeight))
  const surroundings = useMemo(
    () => ({ isPrinting, onSeen: place.lead.focus }),
    [isPrinting, place],
  )
  return follows && !isNear && held.length === 0 && !isPrinting ? (
    <WindowRoom ids={ids} sizes={sizes} place={place} />
  ) : (
    <RowsContext value={surroundings}>
      <Window {...rows} place={place} sizes={sizes} held={held} isPrinting={isPrinting} />
    </RowsContext>
  )
}

/** As much room as the rows take. */
function WindowRoom({ ids, sizes, place }: Pick<WindowProps, 'ids' | 'sizes' | 'place'>) {
  const size = useCallback(
    (room: HTMLElement | null) => {
      if (!room) return
      room.style.height = `${sizes.sum(ids)}px`
      place.hold()
    },
    [ids, sizes, place],
  )
  return <div ref={size} {...{ [windowMark]: '' }} />
}

interface WindowProps extends Omit<ThreadViewWindowProps, 'isNear'> {
  sizes: Sizes
  held: readonly number[]
  isPrinting: boolean
}

function Window({
  ids,
  count,
  draw,
  place,
  isMarked,
  rowHeight,
  sizes,
  margin,
  held,
  isPrinting,
}: WindowProps) {
  const { sought } = useSyncExternalStore(place.subscribe, place.read, place.read)
  const soughtId = sought?.id
  const isShifted = useShifted(ids)
  const [known] = useState(() => sizes.of(ids))
  const scrollRef = useMemo(() => ({ current: place.read().viewport }), [place])
  const drawRow = useCallback(
    (id: string, index: number): ReactElement => (
      <ThreadViewRow
        key={id}
        id={id}
        index={index}
        count={count}
        isSought={id === soughtId}
        isMarked={isMarked && id === soughtId}
        draw={draw}
      />
    ),
    [count, draw, soughtId, isMarked],
  )
  const { reader } = useThreadEntry()
  useEffect(() => reader.subscribe(place.beforeRows), [reader, place])
  const shown = useRef(ids)
  useLayoutEffect(() => {
    shown.current = ids
  }, [ids])
  const virtualizer = useRef<VirtualizerHandle>(null)
  const keepSizes = useCallback(
    (window: VirtualizerHandle | null) => {
      virtualizer.current = window
      return () => {
        if (window) sizes.keep(shown.current, window.cache)
        place.onRest()
      }
    },
    [sizes, place],
  )
  useLayoutEffect(() => {
    const viewport = place.read().viewport
    const way = sought && place.lead.takeWay(ids)
    if (!viewport || !way) return
    const offset = -viewport.clientHeight * restsAt
    virtualizer.current?.scrollToIndex(ids.indexOf(way.id), { align: 'start', offset })
  }, [sought, ids, place])
  const mounted = useMemo(() => {
    if (isPrinting) return ids.map((_, at) => at)
    // It begins to follow when it is in sight: the rows that come first are there before.
    const nearest = Math.min(ids.length, Math.ceil(ahead / rowHeight))
    return [...held, ...Array.from({ length: nearest }, (_, at) => ids.length - 1 - at)]
  }, [isPrinting, ids, held, rowHeight])
  return (
    <Virtualizer
      ref={keepSizes}
      data={ids}
      bufferSize={ahead}
      cache={known}
      itemSize={known[1] ?? 0}
      startMargin={margin}
      shift={isShifted}
      keepMounted={mounted}
      scrollRef={scrollRef}
      as={WindowRows}
      item={WindowRow}
      onResize={place.onWindow}
      onScrollEnd={place.onRest}
    >
      {drawRow}
    </Virtualizer>
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

const RowsContext = createContext({ isPrinting: false, onSeen: () => {} })

/** What is scrolled can be pointed at and marked; on paper, rows follow each other whatever was measured. */
function WindowRows({ style, children, ref }: CustomContainerComponentProps) {
  const { isPrinting } = useContext(RowsContext)
  const { pointerEvents: _pointerEvents, ...rest } = style
  return (
    <div ref={ref} {...{ [windowMark]: '' }} style={isPrinting ? undefined : rest}>
      {children}
    </div>
  )
}

function WindowRow({ style, children, ref }: CustomItemComponentProps) {
  const { isPrinting, onSeen } = useContext(RowsContext)
  const isHidden = style.visibility === 'hidden'
  useLayoutEffect(() => {
    if (!isHidden) onSeen()
  }, [isHidden, onSeen])
  return (
    <div ref={ref} style={isPrinting ? undefined : style}>
      {children}
    </div>
  )
}
