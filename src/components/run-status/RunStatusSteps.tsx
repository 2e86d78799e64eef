'use client'

import type { RunStep, StepCall } from '../../api/index.js'
import { ownOf, readRecords, useLiveRun } from '../../run/index.js'
import { type Labels, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface RunStatusStepsProps extends PartProps<'details'> {}

/** What the run did, step by step; nothing until it took one that is more than writing. */
export function RunStatusSteps(props: RunStatusStepsProps) {
  const labels = useLabels()
  const steps = useLiveRun((live) => live.steps)
  return usePart('details', props, {
    isThere: steps.some(({ type }) => type === 'tool_calls'),
    className: 'ra-steps',
    children: (
      <>
        <summary>{labels.run.steps}</summary>
        <ol>
          {steps.map((step) => (
            <Step key={step.id} step={step} words={labels.step} />
          ))}
        </ol>
      </>
    ),
  })
}

function Step({ step, words }: { step: RunStep; words: Labels['step'] }) {
  const status = ownOf(words.status, step.status) ?? step.status.slice('unknown:'.length)
  if (step.step_details.type !== 'tool_calls') {
    return (
      <li data-status={step.status}>
        {words.message_creation} <span className="ra-quiet">{status}</span>
      </li>
    )
  }
  return step.step_details.tool_calls.map((call, index) => (
    // A call may still lack its id, and calls of one step never change places.
    <li key={call.id || index} data-status={step.status}>
      {nameOf(call, words)} <span className="ra-quiet">{status}</span>
      <CallDetails call={call} words={words} />
    </li>
  ))
}

function nameOf(call: StepCall, words: Labels['step']): string {
  switch (call.type) {
    case 'function':
      return words.function(call.function.name)
    case 'code_interpreter':
      return words.code_interpreter
    case 'file_search':
      return words.file_search
    default:
      return words.other
  }
}

function CallDetails({ call, words }: { call: StepCall; words: Labels['step'] }) {
  if (call.type === 'function') {
    return (
      <>
        {call.function.arguments && <pre className="ra-code">{call.function.arguments}</pre>}
        <p>
          {words.output}: {call.function.output ?? words.waiting}
        </p>
        <Answered callId={call.id} words={words} />
      </>
    )
  }
  if (call.type !== 'code_interpreter') return null
  const logs = call.code_interpreter.outputs.flatMap((output) =>
    output.type === 'logs' ? [output.logs] : [],
  )
  return (
    <>
      <pre className="ra-code">{call.code_interpreter.input}</pre>
      {logs.length > 0 && <pre className="ra-code">{logs.join('\n')}</pre>}
    </>
  )
}

/** Who answered a call, as the run keeps it; nothing where nobody was named. */
function Answered({ callId, words }: { callId: string; words: Labels['step'] }) {
  const run = useLiveRun((live) => live.run)
  const record = run && readRecords(run).findLast(({ calls }) => Object.hasOwn(calls, callId))
  const call = record?.calls[callId]
  if (!record || !call) return null
  const at = new Date(record.at * 1_000)
  const time = at.toLocaleTimeString(undefined, { timeStyle: 'short' })
  return (
    <p className="ra-quiet">
      <bdi>{words.answered(record.by, time, words.how[call.how], words.form[call.form])}</bdi>
    </p>
  )
}
