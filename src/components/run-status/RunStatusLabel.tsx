'use client'

import { useThreadState } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { describeRun } from './describeRun.js'

export interface RunStatusLabelProps extends PartProps<'span'> {}

/** The state in a few words, to be seen; it does not speak by itself, `RunStatus.Announcement` does. */
export function RunStatusLabel(props: RunStatusLabelProps) {
  const { run } = useLabels()
  const words = useThreadState(({ live, urgency }) =>
    live.phase === 'asking' && urgency === 'locked' ? run.locked : describeRun(live, run),
  )
  return usePart('span', props, {
    className: 'ra-run-status-label',
    children: words,
  })
}
