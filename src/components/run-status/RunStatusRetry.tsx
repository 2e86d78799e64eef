'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import {
  useLiveRun,
  useRunController,
  useThreadAssistantId,
  useThreadState,
} from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusRetryProps extends PartProps<'button'> {}

const worthAnother: ReadonlySet<string> = new Set(['failed', 'expired', 'cancelled', 'incomplete'])

/**
 * Starts a run anew on what the thread holds, by `createRun`; there when the last one did not end well. Fails like any
 * run: `RunStatus.Error` says why, and this button is there again.
 */
export function RunStatusRetry({ render, ref, ...props }: RunStatusRetryProps) {
  const labels = useLabels()
  const { answer } = useRunController()
  const canAnswer = useThreadAssistantId() !== undefined
  const isOver = useLiveRun(
    ({ phase, run }) => phase === 'failed' || (phase === 'settled' && worthAnother.has(run.status)),
  )
  const threadId = useThreadState((state) => state.threadId)
  // A message that was refused comes first: without it there is nothing new to answer.
  const isHeldUp = useThreadState(({ pending }) =>
    pending.some(({ state }) => state === 'refused' || state === 'unknown'),
  )
  return useRender({
    defaultTagName: 'button',
    render,
    ref,
    enabled: isOver && !isHeldUp && threadId !== null,
    props: mergeProps<'button'>(
      {
        className: 'ra-button',
        type: 'button',
        'aria-disabled': !canAnswer,
        title: canAnswer ? undefined : labels.composer.noAssistant,
        onClick: () => {
          if (canAnswer) answer()
        },
        children: labels.run.retry,
      },
      props,
    ),
  })
}
