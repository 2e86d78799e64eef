'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useIsSupported } from '../../queries/index.js'
import { isBusy, useLiveRun, useRunController, useThreadState } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { goTo } from '../places.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerStopAndSendProps extends PartProps<'button'> {}

/**
 * Stops the run by `cancelRun` and sends what is written once it has stopped. There while a run can be stopped, nothing
 * else waits for it, and Send itself would not do the same. When stopping fails, `RunStatus.Error` says why, and the
 * message waits its turn.
 */
export function ComposerStopAndSend({ render, ref, ...props }: ComposerStopAndSendProps) {
  const { whenBusy, submit } = useComposer()
  const controller = useRunController()
  const { composer } = useLabels()
  const isSupported = useIsSupported('cancelRun')
  const isHeld = useLiveRun(isBusy)
  const isFirst = useThreadState(({ pending }) => pending.every(({ state }) => state !== 'waiting'))
  return useRender({
    defaultTagName: 'button',
    render,
    ref: ref ? [ref, handOver] : handOver,
    enabled: isHeld && isSupported && isFirst && whenBusy !== 'cancel',
    props: mergeProps<'button'>(
      {
        className: 'ra-button',
        type: 'button',
        onClick: () => {
          submit('cancel')
          // The button goes with what was written.
          goTo(controller, 'composer')
        },
        children: composer.stopAndSend,
      },
      props,
    ),
  })
}
