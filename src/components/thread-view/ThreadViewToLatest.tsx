'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { usePlace } from './PlaceContext.js'

export interface ThreadViewToLatestProps extends PartProps<'button'> {}

/** Back to the end, while it is out of sight. */
export function ThreadViewToLatest({ render, ref, ...props }: ThreadViewToLatestProps) {
  const { thread } = useLabels()
  const { isAway, toLatest } = usePlace()
  return useRender({
    defaultTagName: 'button',
    render,
    ref,
    enabled: isAway,
    props: mergeProps<'button'>(
      {
        className: 'ra-button ra-to-latest',
        type: 'button',
        onClick: toLatest,
        children: thread.toLatest,
      },
      props,
    ),
  })
}
