'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useCallback, useRef } from 'react'
import type { PartProps } from '../part.js'
import { moveByKey } from './moveByKey.js'
import { usePlace } from './PlaceContext.js'

export interface ThreadViewViewportProps extends PartProps<'div'> {}

/**
 * What scrolls. It takes the keyboard's focus: arrows go from message to message, Page keys scroll, Home and End go to the
 * beginning and to the end.
 */
export function ThreadViewViewport({ render, ref, children, ...props }: ThreadViewViewportProps) {
  const { place } = usePlace()
  const content = useRef<HTMLDivElement>(null)
  // Attached after the content, which stands inside of it.
  const attach = useCallback(
    (element: HTMLElement | null) =>
      element && content.current ? place.attach(element, content.current) : undefined,
    [place],
  )
  return useRender({
    defaultTagName: 'div',
    render,
    ref: ref ? [ref, attach] : [attach],
    props: mergeProps<'div'>(
      {
        className: 'ra-viewport',
        tabIndex: 0,
        onKeyDown: (event) => moveByKey(event, place),
        children: (
          <div className="ra-viewport-content" role="presentation" ref={content}>
            {children}
          </div>
        ),
      },
      props,
    ),
  })
}
