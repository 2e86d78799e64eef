'use client'

import { usePendingActions } from '../../run/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxCountProps extends PartProps<'span', { urgent: boolean }> {}

/** How much waits for a person, over all known threads; nothing while nothing does. Stands by itself, too: on a tab, say. */
export function ActionInboxCount(props: ActionInboxCountProps) {
  const words = useInboxLabels()
  const count = usePendingActions(({ actions }) => actions.length)
  const isUrgent = usePendingActions(({ actions }) => actions.some((action) => action.isUrgent))
  return usePart('span', props, {
    isThere: count > 0,
    state: { urgent: isUrgent },
    className: 'ra-inbox-count',
    role: 'img',
    'aria-label': words.waiting(count),
    children: count,
  })
}
