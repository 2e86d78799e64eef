'use client'

import { useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useRunController, useThreadState, useTranscriptIds } from '../../run/index.js'
import { createPlace, type Place } from './createPlace.js'

export interface KeptPlace {
  place: Place
  /** The end is out of sight. */
  isAway: boolean
  /** How many rows have come at the end since it was let go of. */
  unseen: number
}

/** A place that knows the thread: sending, and another thread, take hold of the end. */
export function useKeepPlace(): KeptPlace {
  const [place] = useState(createPlace)
  const { isAway, lastSeen } = useSyncExternalStore(place.subscribe, place.read, place.read)
  const ids = useTranscriptIds()

  const controller = useRunController()
  const sends = useThreadState(({ pending }) => pending)
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

  return useMemo(() => {
    const at = isAway && lastSeen !== undefined ? ids.lastIndexOf(lastSeen) : -1
    return { place, isAway, unseen: at === -1 ? 0 : ids.length - 1 - at }
  }, [place, isAway, lastSeen, ids])
}
