'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormSkipProps extends PartProps<'button', { skipped: boolean }> {}

/**
 * Leaves a call unanswered, so that the others can be sent: the model is told so. Pressed again, it takes that back;
 * what had been written is still there.
 */
export function ToolOutputFormSkip({ render, ref, ...props }: ToolOutputFormSkipProps) {
  const { ask: words } = useLabels()
  const { call, automatic, refusal, isAsked } = useCallView()
  const { state } = useAskView()
  const { skipCall, unskipCall } = useRunController()
  const isSkipped = automatic?.state === 'skipped'
  return useRender({
    defaultTagName: 'button',
    render,
    ref: ref ? [ref, handOver] : handOver,
    enabled: state === 'open' && (isAsked || (isSkipped && refusal === null)),
    state: { skipped: isSkipped },
    props: mergeProps<'button'>(
      {
        className: 'ra-button ra-skip',
        type: 'button',
        onClick: () => (isSkipped ? unskipCall : skipCall)(call.id),
        children: isSkipped ? words.unskip : words.skip,
      },
      props,
    ),
  })
}
