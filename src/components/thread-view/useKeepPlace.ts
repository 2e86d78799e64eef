'use client'

import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useRunController, useClock, useThreadState, useTranscriptIds } from '../../run/index.js'
import { createPlace, type Place } from './createPlace.js'

export interface KeptPlace {
  place: Place
  /** The end is out of sight. */
  isAway: boolean
  /** The row that the person was led to last. */
  sought: string | undefined
  /** That was a moment ago. */
  isMarked: boolean
  /** How many rows have come at the end since it was let go of. */
  unseen: number
}

/** How long a row is marked that the person was led to, in milliseconds. */
const markedFor = 3_000

/**
 * A place that knows the thread: sending, and another thread, take hold of the end, and the person is led where the thread
 * says so.
 */
export function useKeepPlace(): KeptPlace {
  const [place] = useState(createPlace)
  const {
    isAway,
    lastSeen,
    sought: destination,
    marked,
  } = useSyncExternalStore(place.subscribe, place.read, place.read)
  const ids = useTranscriptIds()

  const controller = useRunController()
  const sends = useThreadState(({ pending }) => pending)
  const around = useThreadState((state) => state.around)
  const sought = useThreadState((state) => state.sought)
  const rows = useThreadState((state) => state.rows)
  // First of all: where the latest row is not shown, there is no end to take hold of.
  useLayoutEffect(() => place.end.setLatest(around === null), [place, around])
  const shown = useRef(controller)
  const seen = useRef(new Set<string>())
  useLayoutEffect(() => {
    if (shown.current !== controller) place.toLatest()
    shown.current = controller
  }, [controller, place])
  useLayoutEffect(() => {
    const fresh = sends.filter(({ intent }) => !seen.current.has(intent))
    for (const { intent } of fresh) seen.current.add(intent)
    if (fresh.length > 0) place.toLatest()
  }, [sends, place])

  // Whoever was led somewhere before this was mounted, and sees the latest messages since, has gone on.
  const led = useRef(around === null ? sought : null)
  useLayoutEffect(() => {
    if (sought?.state !== 'shown' || led.current === sought) return
    led.current = sought
    const { messageId } = sought
    if (messageId === null) place.toLatest()
    // A message stands in the row of what was sent.
    else place.goTo({ id: rows[messageId] ?? messageId, focus: sought.focus })
  }, [place, sought, rows])

  const clock = useClock()
  useEffect(
    () => (marked ? clock.after(markedFor, place.unmark) : undefined),
    [marked, clock, place],
  )

  return useMemo(() => {
    const at = isAway && lastSeen !== undefined ? ids.lastIndexOf(lastSeen) : -1
    const unseen = at === -1 || around !== null ? 0 : ids.length - 1 - at
    return { place, isAway, sought: destination?.id, isMarked: marked !== null, unseen }
  }, [place, isAway, lastSeen, ids, around, destination, marked])
}
