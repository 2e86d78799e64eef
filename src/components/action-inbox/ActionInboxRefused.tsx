'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { usePendingActions } from '../../run/index.js'
import { explainError, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useInbox } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxRefusedProps extends PartProps<'p'> {}

/** Says how many conversations could not be looked at, and why the first of them could not. */
export function ActionInboxRefused({ render, ref, ...props }: ActionInboxRefusedProps) {
  useInbox()
  const labels = useLabels()
  const words = useInboxLabels()
  const refused = usePendingActions((state) => state.refused)
  const errors = Object.values(refused)
  const [first] = errors
  return useRender({
    defaultTagName: 'p',
    render,
    ref,
    enabled: first !== undefined,
    props: mergeProps<'p'>(
      {
        className: 'ra-inbox-refused ra-quiet',
        children: first && `${words.refused(errors.length)} ${explainError(first, labels)}`,
      },
      props,
    ),
  })
}
