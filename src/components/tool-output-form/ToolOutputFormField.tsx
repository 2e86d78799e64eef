'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { ToolCall } from '../../api/index.js'
import { parseArguments, useRunController } from '../../run/index.js'
import { explainError, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView, useCallView } from './AskContext.js'

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
  const { state } = useAskView()
  const { call, errorId, tool, name, text, setText, fault } = useCallView()
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

function AutomaticState() {
  const labels = useLabels()
  const { ask: words } = labels
  const { state } = useAskView()
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
      {words.handedOver(explainError(automatic.error, labels))}{' '}
      {state === 'open' && (
        <button type="button" className="ra-button" onClick={() => retryCall(call.id)}>
          {words.retryCall}
        </button>
      )}
    </p>
  )
}
