'use client'

import { useIsSupported } from '../../queries/index.js'
import { isBusy, useLiveRun, useRunController, useThreadState } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { goTo } from '../places.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerStopAndSendProps extends PartProps<'button'> {}

/**
 * Stops the run by `cancelRun` and sends what is written once it has stopped. There while a run can be stopped, nothing
 * else waits for it, and Send itself would not do the same. When stopping fails, `RunStatus.Error` says why, and the
 * message waits its turn.
 */
export function ComposerStopAndSend(props: ComposerStopAndSendProps) {
  const { whenBusy, submit } = useComposer()
  const controller = useRunController()
  const { composer } = useLabels()
  const isSupported = useIsSupported('cancelRun')
  const isHeld = useLiveRun(isBusy)
  const isFirst = useThreadState(({ pending }) => pending.every(({ state }) => state !== 'waiting'))
  return usePart('button', props, {
    ref: handOver,
    isThere: isHeld && isSupported && isFirst && whenBusy !== 'cancel',
    className: 'ra-button',
    type: 'button',
    onClick: () => {
      submit('cancel')
      // The button goes with what was written.
      goTo(controller, 'composer')
    },
    children: composer.stopAndSend,
  })
}
