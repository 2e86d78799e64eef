'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { ToolCall } from '../../api/index.js'
import { parseArguments, useRunController } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView, useCallView } from './AskContext.js'
import { errorId } from './errorId.js'

export interface ToolOutputFormFieldProps extends PartProps<'textarea'> {}

/** Where the answer to one call is written; how it stands, for a call that runs by itself. */
export function ToolOutputFormField(props: ToolOutputFormFieldProps) {
  const { automatic, isAsked } = useCallView()
  return (
    <>
      {automatic && <AutomaticState />}
      {isAsked && <AnswerField {...props} />}
    </>
  )
}

function AnswerField({ render, ref, ...props }: ToolOutputFormFieldProps) {
  const { ask: words } = useLabels()
  const { ask, state } = useAskView()
  const { call, tool, name, text, setText, fault } = useCallView()
  const label = words.answer(name, inShort(call))
  const isJson = tool !== undefined && 'answer' in tool && tool.answer === 'json'
  return useRender({
    defaultTagName: 'textarea',
    render,
    ref,
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
        'aria-describedby': fault === null ? undefined : errorId(ask.run.id, call.id),
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
  return plain.join(', ').slice(0, 60)
}

function AutomaticState() {
  const { ask: words } = useLabels()
  const { retryCall } = useRunController()
  const { call, automatic } = useCallView()
  if (automatic?.state === 'running') return <p className="ra-quiet">{words.running}</p>
  if (automatic?.state === 'done') {
    return (
      <p>
        <span className="ra-quiet">{words.done}</span> {automatic.output}
      </p>
    )
  }
  if (automatic?.state !== 'handed-over') return null
  return (
    <p>
      {words.handedOver(automatic.error.message)}{' '}
      <button type="button" className="ra-button" onClick={() => retryCall(call.id)}>
        {words.retryCall}
      </button>
    </p>
  )
}
