'use client'

import { useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormTakeBackProps extends PartProps<'button'> {}

/** Takes an answer back that was given in a form, before it is sent: the form is as it was. */
export function ToolOutputFormTakeBack(props: ToolOutputFormTakeBackProps) {
  const { ask: words } = useLabels()
  const { call, schema, answer, isAsked } = useCallView()
  const { ask, state } = useAskView()
  const { drafts } = useRunController()
  return usePart('button', props, {
    ref: handOver,
    isThere: state === 'open' && isAsked && schema !== undefined && answer !== undefined,
    className: 'ra-button ra-take-back',
    type: 'button',
    onClick: () => drafts.dropAnswer(ask.run.id, call.id),
    children: words.takeBack,
  })
}
