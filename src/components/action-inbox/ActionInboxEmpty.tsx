'use client'

import { usePendingActions } from '../../run/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useInbox } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxEmptyProps extends PartProps<
  'p',
  { state: 'filtered' | 'empty' | 'looking' }
> {}

/** Says that nothing is listed, and why: it is still being looked for, it is filtered out, or nothing waits. */
export function ActionInboxEmpty(props: ActionInboxEmptyProps) {
  const words = useInboxLabels()
  const { all, actions } = useInbox()
  const isComplete = usePendingActions((state) => state.isComplete)
  const state = all.length > 0 ? 'filtered' : isComplete ? 'empty' : 'looking'
  return usePart('p', props, {
    isThere: actions.length === 0,
    state: { state },
    className: 'ra-quiet',
    children: words[state],
  })
}
