'use client'

import { useContext } from 'react'
import {
  isAskChangedError,
  isPartNotLoadedError,
  ownOf,
  useLiveRun,
  useThreadState,
} from '../../run/index.js'
import { explainError, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { CallContext, useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormErrorProps extends PartProps<'p'> {}

/** What is wrong: with one answer inside of a `Call`, with the whole form outside of it. */
export function ToolOutputFormError(props: ToolOutputFormErrorProps) {
  return useContext(CallContext) ? <CallError {...props} /> : <FormError {...props} />
}

function CallError(props: ToolOutputFormErrorProps) {
  const { ask: words } = useLabels()
  const { errorId, fault } = useCallView()
  return usePart('p', props, {
    isThere: fault !== null,
    className: 'ra-fault',
    id: errorId,
    children: fault === 'not-json' ? words.notJson : words.missing,
  })
}

function FormError(props: ToolOutputFormErrorProps) {
  const labels = useLabels()
  const { ask: words } = labels
  const { ask, state, showsFaults, missing, problems, refused } = useAskView()
  const running = useThreadState(
    ({ calls }) => ask.toolCalls.filter(({ id }) => ownOf(calls, id)?.state === 'running').length,
  )
  const error = useThreadState(({ trouble }) => (trouble?.act === 'submit' ? trouble.error : null))
  const toMend = Array.from(problems.values()).flat().length
  const isExpired = useLiveRun(
    ({ run }) => (run?.id === ask.run.id ? run : ask.run).status === 'expired',
  )
  const explain = (): string | null => {
    if (state === 'over') {
      return words.over[isExpired ? 'expired' : ask.isAnsweredElsewhere ? 'elsewhere' : 'other']
    }
    if (state === 'locked') return words.locked
    if (error && isAskChangedError(error)) return labels.errors.askChanged
    // Nobody has refused anything.
    if (error && isPartNotLoadedError(error)) return labels.errors.notLoaded
    if (error) return `${words.refused} ${explainError(error, labels)}`
    if (refused > 0) return words.someNotAllowed(refused)
    if (!showsFaults) return null
    if (toMend > 0) return words.toMend(toMend + missing - running)
    if (missing === 0) return null
    return missing > running ? words.incomplete(missing - running) : words.stillRunning(running)
  }
  const children = explain()
  // What was known from the beginning is no alarm.
  const isAlarm = refused === 0 || state !== 'open' || error !== null
  return usePart('p', props, {
    isThere: children !== null,
    className: 'ra-fault',
    role: isAlarm ? 'alert' : undefined,
    children,
  })
}
