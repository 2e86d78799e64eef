'use client'

import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { type CallView, useAskView, useCallView } from './AskContext.js'
import { useAnswerName } from './useAnswerName.js'

export interface ToolOutputFormFieldProps extends PartProps<
  'textarea',
  { fault: CallView['fault'] }
> {}

/** Where the answer to one call is written; nothing for a call that runs by itself or is left unanswered. */
export function ToolOutputFormField(props: ToolOutputFormFieldProps) {
  const { ask: words } = useLabels()
  const { call, schema, errorId, tool, text, setText, fault, isAsked } = useCallView()
  const { state } = useAskView()
  const label = useAnswerName()
  const isJson =
    schema !== undefined || (tool !== undefined && 'answer' in tool && tool.answer === 'json')
  return usePart('textarea', props, {
    isThere: isAsked,
    state: { fault },
    className: isJson ? 'ra-input ra-input-code' : 'ra-input',
    name: call.id,
    rows: 1,
    dir: 'auto',
    readOnly: state !== 'open',
    'aria-label': label,
    'aria-invalid': fault !== null,
    'aria-describedby': fault === null ? undefined : errorId,
    placeholder: isJson ? words.json : label,
    value: text,
    onChange: (event) => setText(event.currentTarget.value),
  })
}
