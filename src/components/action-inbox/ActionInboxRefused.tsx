'use client'

import { usePendingActions } from '../../run/index.js'
import { explainError, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useInbox } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxRefusedProps extends PartProps<'p'> {}

/** Says how many conversations could not be looked at, and why the first of them could not. */
export function ActionInboxRefused(props: ActionInboxRefusedProps) {
  useInbox()
  const labels = useLabels()
  const words = useInboxLabels()
  const refused = usePendingActions((state) => state.refused)
  const errors = Object.values(refused)
  const [first] = errors
  return usePart('p', props, {
    isThere: first !== undefined,
    className: 'ra-inbox-refused ra-quiet',
    children: first && `${words.refused(errors.length)} ${explainError(first, labels)}`,
  })
}
