'use client'

import { useEffect } from 'react'
import type { FunctionStepCall, RunStep } from '../../api/index.js'
import { isAutomatic, readPartial, toolOf, useLiveRun, useRunSettings } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { ArgumentList } from './ArgumentList.js'

export interface ToolOutputFormComingProps extends PartProps<'div'> {}

const none: readonly RunStep[] = []

/** The calls of functions that have not been answered. */
const openCalls = (steps: readonly RunStep[]): FunctionStepCall[] => {
  const details = steps.at(-1)?.step_details
  if (details?.type !== 'tool_calls') return []
  return details.tool_calls.filter(
    (call): call is FunctionStepCall =>
      // What is still being written may lack anything.
      call.type === 'function' && Boolean(call.function.name) && !call.function.output,
  )
}

/** What the assistant is about to ask, while it is still writing it. The form opens once it is asked. */
export function ToolOutputFormComing(props: ToolOutputFormComingProps) {
  const { ask: words } = useLabels()
  const { tools } = useRunSettings()
  const steps = useLiveRun((live) => (live.phase === 'running' ? live.steps : none))
  const calls = openCalls(steps).filter((call) => !isAutomatic(toolOf(tools, call)))
  const needsForm = calls.some((call) => {
    const tool = toolOf(tools, call)
    return tool && 'output' in tool
  })
  useEffect(() => {
    // By the time that it is asked, the form is there.
    if (needsForm) import('./form/index.js').catch(() => {})
  }, [needsForm])
  return usePart('div', props, {
    isThere: calls.length > 0,
    className: 'ra-ask ra-coming',
    children: calls.map((call, at) => (
      <div key={call.id || at} className="ra-call">
        <strong>
          <bdi>{toolOf(tools, call)?.label ?? call.function.name}</bdi>
        </strong>
        <PartialArguments text={call.function.arguments ?? ''} />
        <p className="ra-quiet">{words.coming}</p>
      </div>
    )),
  })
}

function PartialArguments({ text }: { text: string }) {
  const { value, isBroken } = readPartial(text)
  const isShown = typeof value === 'object' && value !== null
  return (
    <>
      {isShown && <ArgumentList of={value} />}
      {(isBroken || (!isShown && value !== undefined)) && <pre className="ra-code">{text}</pre>}
    </>
  )
}
