'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useThreadState } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { describeRun } from './describeRun.js'

export interface RunStatusLabelProps extends PartProps<'span'> {}

/** The state in a few words, to be seen; it does not speak by itself, `RunStatus.Announcement` does. */
export function RunStatusLabel({ render, ref, ...props }: RunStatusLabelProps) {
  const { run } = useLabels()
  const words = useThreadState(({ live, urgency }) =>
    live.phase === 'asking' && urgency === 'locked' ? run.locked : describeRun(live, run),
  )
  return useRender({
    defaultTagName: 'span',
    render,
    ref,
    props: mergeProps<'span'>({ className: 'ra-run-status-label', children: words }, props),
  })
}
