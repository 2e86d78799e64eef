'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useContext } from 'react'
import { type ThreadState, useLiveRun, useThreadState } from '../../run/index.js'
import { explainError, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { CallContext, useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormErrorProps extends PartProps<'p'> {}

/** What is wrong: with one answer inside of a `Call`, with the whole form outside of it. */
export function ToolOutputFormError(props: ToolOutputFormErrorProps) {
  return useContext(CallContext) ? <CallError {...props} /> : <FormError {...props} />
}

function CallError({ render, ref, ...props }: ToolOutputFormErrorProps) {
  const { ask: words } = useLabels()
  const { errorId, fault } = useCallView()
  return useRender({
    defaultTagName: 'p',
    render,
    ref,
    enabled: fault !== null,
    props: mergeProps<'p'>(
      {
        className: 'ra-fault',
        id: errorId,
        children: fault === 'not-json' ? words.notJson : words.missing,
      },
      props,
    ),
  })
}

const isRunning = (calls: ThreadState['calls'], id: string): boolean =>
  Object.hasOwn(calls, id) && calls[id]?.state === 'running'

function FormError({ render, ref, ...props }: ToolOutputFormErrorProps) {
  const labels = useLabels()
  const { ask: words } = labels
  const { ask, state, showsFaults, missing } = useAskView()
  const running = useThreadState(
    ({ calls }) => ask.toolCalls.filter(({ id }) => isRunning(calls, id)).length,
  )
  const trouble = useThreadState((thread) => thread.trouble)
  const isExpired = useLiveRun(({ run }) => run?.status === 'expired')
  const children =
    state === 'over'
      ? words.over[isExpired ? 'expired' : 'other']
      : trouble?.act === 'submit'
        ? `${words.refused} ${explainError(trouble.error, labels)}`
        : showsFaults && missing > 0
          ? missing > running
            ? words.incomplete(missing - running)
            : words.stillRunning(running)
          : null
  return useRender({
    defaultTagName: 'p',
    render,
    ref,
    enabled: children !== null,
    props: mergeProps<'p'>({ className: 'ra-fault', role: 'alert', children }, props),
  })
}
