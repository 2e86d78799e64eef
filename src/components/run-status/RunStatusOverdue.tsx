'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useRunController, useThreadState } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusOverdueProps extends PartProps<'p'> {}

/**
 * Says that nothing new was heard of the run for as long as the app's `patience`, and offers to wait as long again;
 * `RunStatus.Stop` beside it is the other way. The run is left alone until the person decides.
 */
export function RunStatusOverdue({ render, ref, ...props }: RunStatusOverdueProps) {
  const { run: words } = useLabels()
  const { keepWaiting } = useRunController()
  const isOverdue = useThreadState((state) => state.isOverdue)
  return useRender({
    defaultTagName: 'p',
    render,
    ref: ref ? [ref, handOver] : handOver,
    enabled: isOverdue,
    props: mergeProps<'p'>(
      {
        className: 'ra-overdue',
        children: (
          <>
            {words.overdue}{' '}
            <button type="button" className="ra-button" onClick={keepWaiting}>
              {words.keepWaiting}
            </button>
          </>
        ),
      },
      props,
    ),
  })
}
