'use client'

import type { Run } from '../../api/index.js'
import { type Link, type RunPhase, useLiveRun } from '../../run/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface RunStatusRootProps extends PartProps<
  'div',
  { phase: RunPhase; status: Run['status'] | undefined; link: Link }
> {}

/** Where a run stands: around its label, steps, error and Stop. */
export function RunStatusRoot(props: RunStatusRootProps) {
  const phase = useLiveRun((live) => live.phase)
  const status = useLiveRun((live) => live.run?.status)
  const link = useLiveRun((live) => live.link)
  return usePart('div', props, {
    state: { phase, status, link },
    className: 'ra-run-status',
  })
}
