'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { usePendingActions } from '../../run/index.js'
import type { PartProps } from '../part.js'
import { useInbox } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxEmptyProps extends PartProps<
  'p',
  { state: 'filtered' | 'empty' | 'looking' }
> {}

/** Says that nothing is listed, and why: it is still being looked for, it is filtered out, or nothing waits. */
export function ActionInboxEmpty({ render, ref, ...props }: ActionInboxEmptyProps) {
  const words = useInboxLabels()
  const { all, actions } = useInbox()
  const isComplete = usePendingActions((state) => state.isComplete)
  const state = all.length > 0 ? 'filtered' : isComplete ? 'empty' : 'looking'
  return useRender({
    defaultTagName: 'p',
    render,
    ref,
    enabled: actions.length === 0,
    state: { state },
    props: mergeProps<'p'>({ className: 'ra-quiet', children: words[state] }, props),
  })
}
