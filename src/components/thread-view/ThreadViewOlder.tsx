'use client'

import { useShownMessages } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface ThreadViewOlderProps extends PartProps<'button', { loading: boolean }> {}

/**
 * Brings the page before the oldest message that is shown, by `listMessages`; gone when there is none. When that
 * fails, `ThreadView.Empty` says why, and this button can be pressed again.
 */
export function ThreadViewOlder(props: ThreadViewOlderProps) {
  const { thread } = useLabels()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = useShownMessages()
  return usePart('button', props, {
    ref: handOver,
    isThere: hasNextPage,
    state: { loading: isFetchingNextPage },
    className: 'ra-button ra-older',
    type: 'button',
    'aria-disabled': isFetchingNextPage,
    onClick: () => {
      if (!isFetchingNextPage) void fetchNextPage()
    },
    children: isFetchingNextPage ? thread.loadingOlder : thread.older,
  })
}
