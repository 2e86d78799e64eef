'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { Run } from '../../api/index.js'
import { useLiveRun, useThreadState } from '../../run/index.js'
import { type Labels, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusErrorProps extends PartProps<'p'> {}

/** Why a run did not end well, and what to do next; nothing while all is well. */
export function RunStatusError({ render, ref, ...props }: RunStatusErrorProps) {
  const { run: words } = useLabels()
  const run = useLiveRun((live) => (live.phase === 'settled' ? live.run : null))
  const error = useLiveRun((live) => (live.phase === 'failed' ? live.error : null))
  const trouble = useThreadState((state) => state.trouble)
  const message =
    trouble && trouble.act !== 'submit'
      ? `${words.stopFailed} ${trouble.error.message}`
      : error
        ? error.message
        : run && explain(run, words)
  return useRender({
    defaultTagName: 'p',
    render,
    ref,
    enabled: Boolean(message),
    props: mergeProps<'p'>(
      { className: 'ra-run-status-error', role: 'alert', children: message },
      props,
    ),
  })
}

/** The cause of an end and the next step; null when there is nothing to explain. */
function explain(run: Run, { causes, said }: Labels['run']): string | null {
  switch (run.status) {
    case 'failed': {
      const { code = 'server_error', message = '' } = run.last_error ?? {}
      const cause = code in causes ? causes[code as keyof typeof causes] : causes.server_error
      return message ? `${cause} ${said(message)}` : cause
    }
    case 'incomplete':
      return causes[run.incomplete_details?.reason ?? 'incomplete']
    case 'expired':
      return causes.expired
    default:
      return null
  }
}
