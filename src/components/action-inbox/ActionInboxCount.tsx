'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { usePendingActions } from '../../run/index.js'
import type { PartProps } from '../part.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxCountProps extends PartProps<'span', { urgent: boolean }> {}

/** How much waits for a person, over all known threads; nothing while nothing does. Stands by itself, too: on a tab, say. */
export function ActionInboxCount({ render, ref, ...props }: ActionInboxCountProps) {
  const words = useInboxLabels()
  const count = usePendingActions(({ actions }) => actions.length)
  const isUrgent = usePendingActions(({ actions }) => actions.some((action) => action.isUrgent))
  return useRender({
    defaultTagName: 'span',
    render,
    ref,
    enabled: count > 0,
    state: { urgent: isUrgent },
    props: mergeProps<'span'>(
      {
        className: 'ra-inbox-count',
        role: 'img',
        'aria-label': words.waiting(count),
        children: count,
      },
      props,
    ),
  })
}
