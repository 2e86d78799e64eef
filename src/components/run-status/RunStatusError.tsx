'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { Run } from '../../api/index.js'
import { useLiveRun, useThreadState } from '../../run/index.js'
import { explainError, type Labels, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusErrorProps extends PartProps<'p'> {}

/** Why a run did not end well or could not be stopped, and what to do next; nothing while all is well. */
export function RunStatusError({ render, ref, ...props }: RunStatusErrorProps) {
  const labels = useLabels()
  const run = useLiveRun((live) => (live.phase === 'settled' ? live.run : null))
  const error = useLiveRun((live) => (live.phase === 'failed' ? live.error : null))
  const trouble = useThreadState((state) => state.trouble)
  const message =
    trouble?.act === 'stop' || trouble?.act === 'call'
      ? `${labels.run[trouble.act === 'stop' ? 'stopFailed' : 'callFailed']} ${explainError(trouble.error, labels)}`
      : error
        ? explainError(error, labels)
        : run && explainEnd(run, labels)
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
function explainEnd(run: Run, { run: { causes }, errors }: Labels): string | null {
  switch (run.status) {
    case 'failed': {
      const { code, message } = run.last_error
      const cause = pick(causes, code) ?? causes.server_error
      return message ? `${cause} ${errors.said(message)}` : cause
    }
    case 'incomplete':
      return pick(causes, run.incomplete_details.reason ?? 'incomplete') ?? causes.incomplete
    case 'expired':
      return causes.expired
    default:
      return null
  }
}

/** Servers have codes of their own. */
const pick = (causes: Labels['run']['causes'], code: string): string | undefined =>
  Object.hasOwn(causes, code) ? causes[code as keyof typeof causes] : undefined
