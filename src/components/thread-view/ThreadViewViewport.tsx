'use client'

import { useCallback, useRef } from 'react'
import { type PartProps, usePart } from '../usePart.js'
import { moveByKey } from './moveByKey.js'
import { usePlace } from './PlaceContext.js'

export interface ThreadViewViewportProps extends PartProps<'div'> {}

/**
 * What scrolls. It takes the keyboard's focus: arrows go from message to message, Page keys scroll, Home and End go to the
 * beginning and to the end.
 */
export function ThreadViewViewport({ children, ...props }: ThreadViewViewportProps) {
  const { place } = usePlace()
  const content = useRef<HTMLDivElement>(null)
  // Attached after the content, which stands inside of it.
  const attach = useCallback(
    (element: HTMLElement | null) =>
      element && content.current ? place.attach(element, content.current) : undefined,
    [place],
  )
  return usePart('div', props, {
    ref: attach,
    className: 'ra-viewport',
    tabIndex: 0,
    onKeyDown: (event) => moveByKey(event, place),
    children: (
      <div className="ra-viewport-content" role="presentation" ref={content}>
        {children}
      </div>
    ),
  })
}
