'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { PartProps } from '../part.js'
import { usePlace } from './PlaceContext.js'

export interface ThreadViewViewportProps extends PartProps<'div'> {}

/** What scrolls. It takes the keyboard's focus, so that arrows and Page keys work in it. */
export function ThreadViewViewport({ render, ref, children, ...props }: ThreadViewViewportProps) {
  const { viewportRef, contentRef } = usePlace()
  return useRender({
    defaultTagName: 'div',
    render,
    ref: ref ? [ref, viewportRef] : [viewportRef],
    props: mergeProps<'div'>(
      {
        className: 'ra-viewport',
        tabIndex: 0,
        children: (
          <div className="ra-viewport-content" ref={contentRef}>
            {children}
          </div>
        ),
      },
      props,
    ),
  })
}
