'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { type FormEvent, useState } from 'react'
import {
  type Ask,
  isMissingOutputsError,
  useMissingAnswers,
  useRunController,
  useThreadState,
} from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { usePlace } from '../places.js'
import { AskContext, type AskState } from './AskContext.js'
import { ToolOutputFormCall } from './ToolOutputFormCall.js'
import { ToolOutputFormDeadline } from './ToolOutputFormDeadline.js'
import { ToolOutputFormError } from './ToolOutputFormError.js'
import { ToolOutputFormSubmit } from './ToolOutputFormSubmit.js'

export interface ToolOutputFormRootProps extends PartProps<'form'> {}

/**
 * What the run asks, call by call, and the one request that answers it. Shows itself when a run asks; after an end
 * without an answer it stays while it holds something that was written.
 */
export function ToolOutputFormRoot(props: ToolOutputFormRootProps) {
  const ask = useThreadState((state) => state.ask)
  if (!ask) return null
  const key = [ask.run.id, ...ask.toolCalls.map(({ id }) => id)].join(' ')
  return <AskForm key={key} ask={ask} {...props} />
}

function AskForm({ ask, render, ref, ...props }: ToolOutputFormRootProps & { ask: Ask }) {
  const { ask: words } = useLabels()
  const { submit } = useRunController()
  const [showsFaults, setShowsFaults] = useState(false)
  const place = usePlace('ask')
  const { missing, isAnyWritten } = useMissingAnswers(ask)
  const state = useThreadState(({ live: { phase, run }, urgency }): AskState => {
    if (run?.id !== ask.run.id) return 'over'
    if (phase === 'asking') return urgency === 'locked' ? 'locked' : 'open'
    // A run that goes on while its ask still stands here was answered by somebody else.
    return phase === 'sending' ? 'submitting' : 'over'
  })

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    submit().catch((error: unknown) => {
      setShowsFaults(true)
      if (!isMissingOutputsError(error)) return
      const [first] = error.callIds
      for (const field of form.elements) {
        if (field instanceof HTMLElement && field.getAttribute('name') === first) field.focus()
      }
    })
  }

  const element = useRender({
    defaultTagName: 'form',
    render,
    ref: ref ? [ref, place] : place,
    enabled: state !== 'over' || isAnyWritten,
    state: { state },
    props: mergeProps<'form'>(
      {
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
            <ToolOutputFormError />
            <ToolOutputFormSubmit />
          </>
        ),
      },
      props,
    ),
  })
  return <AskContext value={{ ask, state, showsFaults, missing }}>{element}</AskContext>
}
