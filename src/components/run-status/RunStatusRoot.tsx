'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { Run } from '../../api/index.js'
import { type Link, type RunPhase, useLiveRun } from '../../run/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusRootProps extends PartProps<
  'div',
  { phase: RunPhase; status: Run['status'] | undefined; link: Link }
> {}

/** Where a run stands: around its label, steps, error and Stop. */
export function RunStatusRoot({ render, ref, ...props }: RunStatusRootProps) {
  const phase = useLiveRun((live) => live.phase)
  const status = useLiveRun((live) => live.run?.status)
  const link = useLiveRun((live) => live.link)
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    state: { phase, status, link },
    props: mergeProps<'div'>({ className: 'ra-run-status' }, props),
  })
}
