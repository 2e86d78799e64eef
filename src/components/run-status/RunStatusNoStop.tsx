'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useIsSupported } from '../../queries/index.js'
import { isBusy, useLiveRun } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusNoStopProps extends PartProps<'span'> {}

/** Says, in place of Stop, that this server cannot cancel a run: it has no `cancelRun`. */
export function RunStatusNoStop({ render, ref, ...props }: RunStatusNoStopProps) {
  const { run } = useLabels()
  const isSupported = useIsSupported('cancelRun')
  const isThere = useLiveRun(isBusy)
  return useRender({
    defaultTagName: 'span',
    render,
    ref,
    enabled: isThere && !isSupported,
    props: mergeProps<'span'>({ className: 'ra-quiet', children: run.noStop }, props),
  })
}
