'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useShownMessages } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface ThreadViewOlderProps extends PartProps<'button', { loading: boolean }> {}

/**
 * Brings the page before the oldest message that is shown, by `listMessages`; gone when there is none. When that
 * fails, `ThreadView.Empty` says why, and this button can be pressed again.
 */
export function ThreadViewOlder({ render, ref, ...props }: ThreadViewOlderProps) {
  const { thread } = useLabels()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = useShownMessages()
  return useRender({
    defaultTagName: 'button',
    render,
    ref: ref ? [ref, handOver] : handOver,
    enabled: hasNextPage,
    state: { loading: isFetchingNextPage },
    props: mergeProps<'button'>(
      {
        className: 'ra-button ra-older',
        type: 'button',
        'aria-disabled': isFetchingNextPage,
        onClick: () => {
          if (!isFetchingNextPage) void fetchNextPage()
        },
        children: isFetchingNextPage ? thread.loadingOlder : thread.older,
      },
      props,
    ),
  })
}
