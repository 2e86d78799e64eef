'use client'

import { useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormSkipProps extends PartProps<'button', { skipped: boolean }> {}

/**
 * Leaves a call unanswered, so that the others can be sent: the model is told so. Pressed again, it takes that back;
 * what had been written is still there.
 */
export function ToolOutputFormSkip(props: ToolOutputFormSkipProps) {
  const { ask: words } = useLabels()
  const { call, automatic, refusal, isAsked } = useCallView()
  const { state } = useAskView()
  const { skipCall, unskipCall } = useRunController()
  const isSkipped = automatic?.state === 'skipped'
  return usePart('button', props, {
    ref: handOver,
    isThere: state === 'open' && (isAsked || (isSkipped && refusal === null)),
    state: { skipped: isSkipped },
    className: 'ra-button ra-skip',
    type: 'button',
    onClick: () => (isSkipped ? unskipCall : skipCall)(call.id),
    children: isSkipped ? words.unskip : words.skip,
  })
}
