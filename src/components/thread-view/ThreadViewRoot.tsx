'use client'

import { type PartProps, usePart } from '../usePart.js'
import { PlaceContext } from './PlaceContext.js'
import { useKeepPlace } from './useKeepPlace.js'

export interface ThreadViewRootProps extends PartProps<'div', { away: boolean }> {}

/** A thread to read: around its viewport and the button back to the end. */
export function ThreadViewRoot(props: ThreadViewRootProps) {
  const place = useKeepPlace()
  const element = usePart('div', props, {
    state: { away: place.isAway },
    className: 'ra-thread',
  })
  return <PlaceContext value={place}>{element}</PlaceContext>
}
