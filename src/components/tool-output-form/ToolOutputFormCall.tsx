'use client'

import { useId } from 'react'
import type { ToolCall } from '../../api/index.js'
import type { CallState } from '../../run/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { CallContext, useCallView } from './AskContext.js'
import { ToolOutputFormAnswer } from './ToolOutputFormAnswer.js'
import { ToolOutputFormArguments } from './ToolOutputFormArguments.js'
import { ToolOutputFormAutomatic } from './ToolOutputFormAutomatic.js'
import { ToolOutputFormError } from './ToolOutputFormError.js'
import { ToolOutputFormRefusal } from './ToolOutputFormRefusal.js'
import { ToolOutputFormSkip } from './ToolOutputFormSkip.js'
import { ToolOutputFormTakeBack } from './ToolOutputFormTakeBack.js'
import { useCallSchema } from './useCallSchema.js'

interface State {
  tool: string
  asked: boolean
  automatic: CallState['state'] | undefined
  refused: boolean
}

export interface ToolOutputFormCallProps extends PartProps<'fieldset', State> {
  /** What to answer, from `Ask.toolCalls`. */
  call: ToolCall
}

/** One call: what it is asked with, and the place for its answer. */
export function ToolOutputFormCall({ call, ...props }: ToolOutputFormCallProps) {
  const errorId = useId()
  const schema = useCallSchema(call)
  return (
    <CallContext value={{ call, schema, errorId }}>
      <CallFieldset {...props} />
    </CallContext>
  )
}

function CallFieldset(props: PartProps<'fieldset', State>) {
  const { call, name, automatic, isAsked, refusal } = useCallView()
  return usePart('fieldset', props, {
    state: {
      tool: call.function.name,
      asked: isAsked,
      automatic: automatic?.state,
      refused: refusal !== null,
    },
    className: 'ra-call',
    children: (
      <>
        <legend>
          <bdi>{name}</bdi>
        </legend>
        <ToolOutputFormArguments />
        <ToolOutputFormAutomatic />
        <ToolOutputFormRefusal />
        <ToolOutputFormAnswer />
        <ToolOutputFormError />
        <div className="ra-call-acts">
          <ToolOutputFormTakeBack />
          <ToolOutputFormSkip />
        </div>
      </>
    ),
  })
}
