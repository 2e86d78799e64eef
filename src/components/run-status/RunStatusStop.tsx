'use client'

import { useIsSupported } from '../../queries/index.js'
import { isBusy, useLiveRun, useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface RunStatusStopProps extends PartProps<'button', { stopping: boolean }> {}

/**
 * Asks the server to cancel the run, by `cancelRun`; there while something can be stopped and the server can do it.
 * When that fails the run goes on, `RunStatus.Error` says why, and it can be pressed again.
 */
export function RunStatusStop(props: RunStatusStopProps) {
  const labels = useLabels()
  const { stop } = useRunController()
  const isSupported = useIsSupported('cancelRun')
  const isThere = useLiveRun(isBusy)
  const stopping = useLiveRun((live) => live.stopping)
  return usePart('button', props, {
    ref: handOver,
    isThere: isThere && isSupported,
    state: { stopping },
    className: 'ra-button',
    type: 'button',
    'aria-disabled': stopping,
    onClick: () => void stop(),
    children: labels.run.stop,
  })
}
