'use client'

import { useThreadState } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { announceRun } from './describeRun.js'

export interface RunStatusAnnouncementProps extends PartProps<'span'> {}

/**
 * Tells a screen reader when a run begins, asks, leaves little time to answer, loses its connection or ends, and nothing
 * in between. The stylesheet
 * hides it from the eye; keep it mounted, since only what changes inside of a status is spoken.
 */
export function RunStatusAnnouncement(props: RunStatusAnnouncementProps) {
  const { run } = useLabels()
  const words = useThreadState((state) => announceRun(state, run))
  return usePart('span', props, {
    className: 'ra-unseen',
    role: 'status',
    children: words,
  })
}
