import { nextFrame } from '../../run/index.js'
import type { EndState } from './createEnd.js'
import type { Destination } from './createLead.js'

/** What others have to know of where the person is looking. */
export interface PlaceState extends EndState {
  /** Pixels of the viewport that are seen at a time. */
  height: number
  /** The row that the person was led to last. */
  sought: Destination | null
  /** The same, while it is marked: for a moment. */
  marked: Destination | null
}

export interface PlaceStore {
  subscribe: (listener: () => void) => () => void
  read: () => PlaceState
  set: (patch: Partial<PlaceState>) => void
  /** What is set by this is told with the next frame. */
  measure: (work: () => void) => void
}

/**
 * Tells at once, but not while the browser tells of sizes: whoever listens renders, and with it goes all else that waits
 * to be rendered. What takes another size then comes too late for the same frame, and the browser reports a loop.
 */
export function createPlaceStore(): PlaceStore {
  const listeners = new Set<() => void>()
  let state: PlaceState = {
    viewport: null,
    height: 0,
    follows: true,
    isAway: false,
    lastSeen: undefined,
    sought: null,
    marked: null,
  }
  let isMeasuring = false
  let isUntold = false
  const tell = () => {
    isUntold = false
    for (const listener of listeners) listener()
  }
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    read: () => state,
    set: (patch) => {
      state = { ...state, ...patch }
      if (!isMeasuring) tell()
      else if (!isUntold) {
        isUntold = true
        nextFrame(tell)
      }
    },
    measure: (work) => {
      isMeasuring = true
      try {
        work()
      } finally {
        isMeasuring = false
      }
    },
  }
}
