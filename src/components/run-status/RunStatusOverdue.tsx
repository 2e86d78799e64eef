'use client'

import { useRunController, useThreadState } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface RunStatusOverdueProps extends PartProps<'p'> {}

/**
 * Says that nothing new was heard of the run for as long as the app's `patience`, and offers to wait as long again;
 * `RunStatus.Stop` beside it is the other way. The run is left alone until the person decides.
 */
export function RunStatusOverdue(props: RunStatusOverdueProps) {
  const { run: words } = useLabels()
  const { keepWaiting } = useRunController()
  const isOverdue = useThreadState((state) => state.isOverdue)
  return usePart('p', props, {
    ref: handOver,
    isThere: isOverdue,
    className: 'ra-overdue',
    children: (
      <>
        {words.overdue}{' '}
        <button type="button" className="ra-button" onClick={keepWaiting}>
          {words.keepWaiting}
        </button>
      </>
    ),
  })
}
