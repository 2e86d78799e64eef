'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { type CallView, useAskView, useCallView } from './AskContext.js'
import { useAnswerName } from './useAnswerName.js'

export interface ToolOutputFormFieldProps extends PartProps<
  'textarea',
  { fault: CallView['fault'] }
> {}

/** Where the answer to one call is written; nothing for a call that runs by itself or is left unanswered. */
export function ToolOutputFormField({ render, ref, ...props }: ToolOutputFormFieldProps) {
  const { ask: words } = useLabels()
  const { call, schema, errorId, tool, text, setText, fault, isAsked } = useCallView()
  const { state } = useAskView()
  const label = useAnswerName()
  const isJson =
    schema !== undefined || (tool !== undefined && 'answer' in tool && tool.answer === 'json')
  return useRender({
    defaultTagName: 'textarea',
    render,
    ref,
    enabled: isAsked,
    state: { fault },
    props: mergeProps<'textarea'>(
      {
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
      },
      props,
    ),
  })
}
