'use client'

import { useCallback } from 'react'
import type { Place } from './createPlace.js'

/** For a button that goes when it has done its work: the focus, if it has it, goes to what it worked on. */
export function useHandOver(place: Place | undefined) {
  return useCallback(
    (button: HTMLElement | null) => () => {
      if (button && button === button.ownerDocument.activeElement) {
        place?.read().viewport?.focus({ preventScroll: true })
      }
    },
    [place],
  )
}
