'use client'

import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useCallView } from './AskContext.js'

export interface ToolOutputFormRefusalProps extends PartProps<'p'> {}

/** Why the person may not answer a call, in the words of the app's `canAnswer`; nothing where they may. */
export function ToolOutputFormRefusal(props: ToolOutputFormRefusalProps) {
  const { ask: words } = useLabels()
  const { refusal } = useCallView()
  return usePart('p', props, {
    isThere: refusal !== null,
    className: 'ra-refusal',
    children: refusal !== null && words.notAllowed(refusal),
  })
}
