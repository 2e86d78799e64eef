'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { ToolCall } from '../../api/index.js'
import { parseArguments } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormFieldProps extends PartProps<'textarea'> {}

/** Where the answer to one call is written; nothing for a call that runs by itself or is left unanswered. */
export function ToolOutputFormField({ render, ref, ...props }: ToolOutputFormFieldProps) {
  const { ask: words } = useLabels()
  const { call, errorId, tool, name, text, setText, fault, isAsked } = useCallView()
  const { state } = useAskView()
  const label = words.answer(name, inShort(call))
  const isJson = tool !== undefined && 'answer' in tool && tool.answer === 'json'
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

/** A call's plain arguments in a line; what is nested or long would make no name. */
function inShort(call: ToolCall): string {
  const parsed = parseArguments(call)
  if (!parsed.ok) return ''
  const plain = Object.values(parsed.value).filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  )
  // By characters, so that none is cut in half.
  return Array.from(plain.join(', ')).slice(0, 60).join('')
}
