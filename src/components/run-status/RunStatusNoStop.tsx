'use client'

import { useIsSupported } from '../../queries/index.js'
import { isBusy, useLiveRun } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface RunStatusNoStopProps extends PartProps<'span'> {}

/** Says, in place of Stop, that this server cannot cancel a run: it has no `cancelRun`. */
export function RunStatusNoStop(props: RunStatusNoStopProps) {
  const { run } = useLabels()
  const isSupported = useIsSupported('cancelRun')
  const isThere = useLiveRun(isBusy)
  return usePart('span', props, {
    isThere: isThere && !isSupported,
    className: 'ra-quiet',
    children: run.noStop,
  })
}
