'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useThreadState } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { announceRun } from './describeRun.js'

export interface RunStatusAnnouncementProps extends PartProps<'span'> {}

/**
 * Tells a screen reader when a run begins, asks, leaves little time to answer, loses its connection or ends, and nothing
 * in between. The stylesheet
 * hides it from the eye; keep it mounted, since only what changes inside of a status is spoken.
 */
export function RunStatusAnnouncement({ render, ref, ...props }: RunStatusAnnouncementProps) {
  const { run } = useLabels()
  const words = useThreadState((state) => announceRun(state, run))
  return useRender({
    defaultTagName: 'span',
    render,
    ref,
    props: mergeProps<'span'>({ className: 'ra-unseen', role: 'status', children: words }, props),
  })
}
