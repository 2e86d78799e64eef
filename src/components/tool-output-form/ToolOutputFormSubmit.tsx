'use client'

import { useHeldSeconds } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { type AskState, useAskView } from './AskContext.js'

export interface ToolOutputFormSubmitProps extends PartProps<'button', { state: AskState }> {}

/**
 * Hands in all outputs in one request, by `submitToolOutputs`, at once or when a tool's `undoWindow` is over; gone once
 * the run is over. Refused, the answers stay where they are and `ToolOutputForm.Error` says why.
 */
export function ToolOutputFormSubmit(props: ToolOutputFormSubmitProps) {
  const { ask: words } = useLabels()
  const { ask, state, refused } = useAskView()
  const seconds = useHeldSeconds()
  const children =
    seconds !== null && state === 'held'
      ? words.held(seconds)
      : state === 'submitting'
        ? words.submitting
        : words.submit(ask.toolCalls.length)
  return usePart('button', props, {
    ref: handOver,
    isThere: state !== 'over',
    state: { state },
    className: 'ra-button ra-button-primary',
    type: 'submit',
    'aria-disabled': state !== 'open' || refused > 0,
    children,
  })
}
