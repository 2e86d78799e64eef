'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { usePlace } from './PlaceContext.js'

export interface ThreadViewToLatestProps extends PartProps<'button'> {}

/** Back to the end, while it is out of sight; tells how many messages have come there since it was left. */
export function ThreadViewToLatest({ render, ref, ...props }: ThreadViewToLatestProps) {
  const { thread } = useLabels()
  const { place, isAway, unseen } = usePlace()
  return useRender({
    defaultTagName: 'button',
    render,
    ref,
    enabled: isAway,
    state: { unseen: unseen || undefined },
    props: mergeProps<'button'>(
      {
        className: 'ra-button ra-to-latest',
        type: 'button',
        onClick: () => {
          // The button goes, and the focus must not go with it.
          place.read().viewport?.focus({ preventScroll: true })
          place.toLatest()
        },
        children: unseen > 0 ? thread.newMessages(unseen) : thread.toLatest,
      },
      props,
    ),
  })
}
