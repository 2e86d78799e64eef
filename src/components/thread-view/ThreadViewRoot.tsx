'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { PartProps } from '../part.js'
import { PlaceContext } from './PlaceContext.js'
import { useKeepPlace } from './useKeepPlace.js'

export interface ThreadViewRootProps extends PartProps<'div', { away: boolean }> {}

/** A thread to read: around its viewport and the button back to the end. */
export function ThreadViewRoot({ render, ref, ...props }: ThreadViewRootProps) {
  const place = useKeepPlace()
  const element = useRender({
    defaultTagName: 'div',
    render,
    ref,
    state: { away: place.isAway },
    props: mergeProps<'div'>({ className: 'ra-thread' }, props),
  })
  return <PlaceContext value={place}>{element}</PlaceContext>
}
