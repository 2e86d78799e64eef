'use client'

import {
  isFinal,
  useIsEarly,
  useLiveRun,
  useRunController,
  useThreadAssistantId,
  useThreadState,
} from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useExplanation } from './useExplanation.js'

export interface RunStatusRetryProps extends PartProps<'button', { early: boolean }> {}

/**
 * The way on, where pressing a button is one. After an end that another run can better, and after one that cut the
 * answer short: starts a run on what the thread holds, by `createRun`. At a run that goes on and could not be read:
 * looks again, by `listRuns`. Locked for as long as the server asked to wait. Fails like any run: `RunStatus.Error` says why, and this button is there again.
 */
export function RunStatusRetry(props: RunStatusRetryProps) {
  const labels = useLabels()
  const { answer, sync } = useRunController()
  const hasAssistant = useThreadAssistantId() !== undefined
  const next = useExplanation()?.next
  const isLost = useLiveRun(({ phase }) => phase === 'failed')
  // To start another one beside it would answer twice.
  const goesOn = useLiveRun(({ phase, run }) => phase === 'failed' && run !== null && !isFinal(run))
  const isWayOn = isLost || next === 'retry' || next === 'retry-later' || next === 'continue'
  const threadId = useThreadState((state) => state.threadId)
  // A message that was refused comes first: without it there is nothing new to answer.
  const isHeldUp = useThreadState(({ pending }) =>
    pending.some(({ state }) => state === 'refused' || state === 'unknown'),
  )
  const isEarly = useIsEarly(useLiveRun((live) => (live.phase === 'failed' ? live.error : null)))
  const canAct = (goesOn || hasAssistant) && !isEarly
  const act = goesOn ? () => void sync() : answer
  return usePart('button', props, {
    ref: handOver,
    isThere: isWayOn && (goesOn || !isHeldUp) && threadId !== null,
    state: { early: isEarly },
    className: 'ra-button',
    type: 'button',
    'aria-disabled': !canAct,
    title: goesOn || hasAssistant ? undefined : labels.composer.noAssistant,
    onClick: () => {
      if (canAct) act()
    },
    children: labels.run[goesOn ? 'look' : next === 'continue' ? 'continue' : 'retry'],
  })
}
