'use client'

import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import {
  type Ask,
  isMissingOutputsError,
  refusedCalls,
  useMissingAnswers,
  useRunController,
  useRunSettings,
  useThreadState,
} from '../../run/index.js'
import type { Fault } from '../../schema/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { usePlace } from '../places.js'
import { AskContext, type AskState } from './AskContext.js'
import type { Problem } from './form/tellProblems.js'
import { ToolOutputFormCall } from './ToolOutputFormCall.js'
import { ToolOutputFormDeadline } from './ToolOutputFormDeadline.js'
import { ToolOutputFormDecideAll } from './ToolOutputFormDecideAll.js'
import { ToolOutputFormError } from './ToolOutputFormError.js'
import { ToolOutputFormProblems } from './ToolOutputFormProblems.js'
import { ToolOutputFormStartAgain } from './ToolOutputFormStartAgain.js'
import { ToolOutputFormSubmit } from './ToolOutputFormSubmit.js'
import { ToolOutputFormUndo } from './ToolOutputFormUndo.js'

export interface ToolOutputFormRootProps extends PartProps<'form', { state: AskState }> {}

/**
 * What the run asks, call by call, and the one request that answers it. Shows itself when a run asks; after an end
 * without an answer it stays while it holds something that was written. What cannot be sent, or was refused, stays as it
 * was: `ToolOutputForm.Error` and `ToolOutputForm.Problems` say why.
 */
export function ToolOutputFormRoot(props: ToolOutputFormRootProps) {
  const ask = useThreadState((state) => state.ask)
  if (!ask) return null
  const key = [ask.run.id, ...ask.toolCalls.map(({ id }) => id)].join(' ')
  return <AskForm key={key} ask={ask} {...props} />
}

function AskForm({ ask, ...props }: ToolOutputFormRootProps & { ask: Ask }) {
  const { ask: words } = useLabels()
  const { submit } = useRunController()
  const [attempts, setAttempts] = useState(0)
  const [faults, setFaults] = useState<ReadonlyMap<string, readonly Fault[]>>(new Map())
  const [problems, setProblems] = useState<ReadonlyMap<string, readonly Problem[]>>(new Map())
  const form = useRef<HTMLFormElement>(null)
  const place = usePlace('ask')
  const ref = useCallback(
    (element: HTMLFormElement | null) => {
      form.current = element
      return place(element)
    },
    [place],
  )
  const { missing, isAnyWritten } = useMissingAnswers(ask)
  const { canAnswer } = useRunSettings()
  const refused = useThreadState(({ calls }) => refusedCalls(ask, calls, canAnswer).size)
  const state = useThreadState(({ live: { phase, run }, urgency, heldUntil }): AskState => {
    if (run?.id !== ask.run.id) return 'over'
    if (phase === 'asking' && heldUntil !== null) return 'held'
    if (phase === 'asking') return urgency === 'locked' ? 'locked' : 'open'
    // A run that goes on while its ask still stands here was answered by somebody else.
    return phase === 'sending' ? 'submitting' : 'over'
  })

  const report = useCallback(
    (callId: string, found: readonly Problem[]) =>
      setProblems((before) => new Map(before).set(callId, found)),
    [],
  )
  // The person has pressed the button: what keeps the answers from being sent is where they go on.
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[data-fault]')?.focus()
  }, [attempts])

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    submit().catch((error: unknown) => {
      if (!isMissingOutputsError(error)) return
      setFaults(error.faults)
      setAttempts((before) => before + 1)
    })
  }

  const element = usePart('form', props, {
    ref,
    isThere: state !== 'over' || isAnyWritten,
    state: { state },
    className: 'ra-ask',
    noValidate: true,
    'aria-label': words.title(ask.toolCalls.length),
    onSubmit,
    children: (
      <>
        <div className="ra-ask-head">
          <strong>{words.title(ask.toolCalls.length)}</strong>
          <ToolOutputFormDeadline />
        </div>
        {ask.toolCalls.map((call) => (
          <ToolOutputFormCall key={call.id} call={call} />
        ))}
        <ToolOutputFormDecideAll />
        <ToolOutputFormError />
        <ToolOutputFormProblems />
        <ToolOutputFormSubmit />
        <ToolOutputFormUndo />
        <ToolOutputFormStartAgain />
      </>
    ),
  })
  return (
    <AskContext
      value={{
        ask,
        state,
        showsFaults: attempts > 0,
        missing,
        problems,
        report,
        faults,
        refused,
        submit: () => form.current?.requestSubmit(),
      }}
    >
      {element}
    </AskContext>
  )
}
