'use client'

import {
  isBusy,
  isFinal,
  useMissingAnswers,
  useRunController,
  useThreadState,
} from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormStartAgainProps extends PartProps<'button'> {}

/**
 * Starts a new run in place of one that ended before it was answered, by `createRun`; what was written is filled in
 * when it calls the same tool. There once the run has expired, failed or was stopped, while something is written.
 * When that fails, what was written stays and `RunStatus.Error` says why.
 */
export function ToolOutputFormStartAgain(props: ToolOutputFormStartAgainProps) {
  const { ask: words } = useLabels()
  const { ask, state } = useAskView()
  const { answer } = useRunController()
  const { isAnyWritten } = useMissingAnswers(ask)
  const isUnanswered = useThreadState(({ live }) => {
    const run = live.run?.id === ask.run.id ? live.run : ask.run
    return !isBusy(live) && isFinal(run) && run.status !== 'completed'
  })
  return usePart('button', props, {
    ref: handOver,
    isThere: state === 'over' && isUnanswered && isAnyWritten,
    className: 'ra-button ra-button-primary',
    type: 'button',
    onClick: answer,
    children: words.startAgain,
  })
}
