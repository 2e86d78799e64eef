'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useLiveRun, useRunController, useThreadState } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusRetryProps extends PartProps<'button'> {}

const worthAnother: ReadonlySet<string> = new Set(['failed', 'expired', 'cancelled', 'incomplete'])

/** Starts a run anew on what the thread holds; there when the last one did not end well. */
export function RunStatusRetry({ render, ref, ...props }: RunStatusRetryProps) {
  const labels = useLabels()
  const { answer } = useRunController()
  const isOver = useLiveRun(
    ({ phase, run }) => phase === 'failed' || (phase === 'settled' && worthAnother.has(run.status)),
  )
  // A message that was refused comes first: without it there is nothing new to answer.
  const isHeldUp = useThreadState(({ pending }) =>
    pending.some(({ state }) => state === 'refused' || state === 'unknown'),
  )
  return useRender({
    defaultTagName: 'button',
    render,
    ref,
    enabled: isOver && !isHeldUp,
    props: mergeProps<'button'>(
      { className: 'ra-button', type: 'button', onClick: answer, children: labels.run.retry },
      props,
    ),
  })
}
