'use client'

import { useEffect } from 'react'
import { useShownMessages } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { usePlace } from './PlaceContext.js'

export interface ThreadViewNewerProps extends PartProps<
  'button',
  { loading: boolean; failed: boolean }
> {}

/**
 * Where a thread was opened around a message: brings the page after the last one that is shown, by `listMessages`, when
 * it is pressed or the person scrolls near it; gone when the latest message is shown. When that fails, it says so, and can
 * be pressed again.
 */
export function ThreadViewNewer(props: ThreadViewNewerProps) {
  const { thread } = useLabels()
  const { place } = usePlace()
  const { hasPreviousPage, isFetching, isFetchingPreviousPage, ...query } = useShownMessages()
  const { isFetchPreviousPageError: isFailed, fetchPreviousPage } = query
  const isReady = hasPreviousPage && !isFetching
  useEffect(
    () => (isReady && !isFailed ? place.end.onNear(() => void fetchPreviousPage()) : undefined),
    [place, isReady, isFailed, fetchPreviousPage],
  )
  const words = isFailed ? thread.newerFailed : thread.newer
  return usePart('button', props, {
    ref: handOver,
    isThere: hasPreviousPage,
    state: { loading: isFetchingPreviousPage, failed: isFailed },
    className: 'ra-button ra-newer',
    type: 'button',
    'aria-disabled': isFetchingPreviousPage,
    onClick: () => {
      if (isReady) void fetchPreviousPage()
    },
    children: isFetchingPreviousPage ? thread.loadingNewer : words,
  })
}
