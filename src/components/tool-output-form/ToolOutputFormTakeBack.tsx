'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormTakeBackProps extends PartProps<'button'> {}

/** Takes an answer back that was given in a form, before it is sent: the form is as it was. */
export function ToolOutputFormTakeBack({ render, ref, ...props }: ToolOutputFormTakeBackProps) {
  const { ask: words } = useLabels()
  const { call, schema, answer, isAsked } = useCallView()
  const { ask, state } = useAskView()
  const { drafts } = useRunController()
  return useRender({
    defaultTagName: 'button',
    render,
    ref: ref ? [ref, handOver] : handOver,
    enabled: state === 'open' && isAsked && schema !== undefined && answer !== undefined,
    props: mergeProps<'button'>(
      {
        className: 'ra-button ra-take-back',
        type: 'button',
        onClick: () => drafts.dropAnswer(ask.run.id, call.id),
        children: words.takeBack,
      },
      props,
    ),
  })
}
